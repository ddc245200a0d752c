// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import com.github.tomakehurst.wiremock.common.Json;
import java.util.Map;

/** Parses and evaluates templates, and provides the contexts of their deployments. */
final class Templates {
    /** The deployments are strict, so that a test cannot overlook a part that is not evaluated. */
    static final DeploymentContext IN_GROUP = new DeploymentContext(
            "/subscriptions/S/resourceGroups/G", "main", null, subscription("S"), json("""
                    {"id": "/subscriptions/S/resourceGroups/G", "name": "G", "location": "westus", "tags": {"a.b": "c"}}
                    """), true);

    static final DeploymentContext IN_SUBSCRIPTION =
            new DeploymentContext("/subscriptions/S", "main", "eastus", subscription("S"), null, true);

    static final DeploymentContext IN_TENANT =
            new DeploymentContext("", "main", "eastus", subscription("S"), null, true);

    /** Marks what is not evaluated, instead of rejecting it. */
    static final DeploymentContext LENIENT = new DeploymentContext(
            IN_GROUP.scope(), "main", null, IN_GROUP.subscription(), IN_GROUP.resourceGroup(), false);

    private Templates() {}

    static Map<String, Object> subscription(String id) {
        return Map.of(
                "id",
                "/subscriptions/" + id,
                "subscriptionId",
                id,
                "tenantId",
                "00000000-0000-0000-0000-0000000000aa",
                "displayName",
                "FakeResourceManager");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> json(String text) {
        return Json.read(text, Map.class);
    }

    static EvaluatedTemplate evaluate(String template, String parameters, DeploymentContext context) {
        return EvaluatedTemplate.of(
                json("{\"mode\": \"Incremental\", \"template\": " + template + ", \"parameters\": " + parameters + "}"),
                context);
    }

    static EvaluatedTemplate evaluate(String template) {
        return evaluate(template, "{}", IN_GROUP);
    }
}
