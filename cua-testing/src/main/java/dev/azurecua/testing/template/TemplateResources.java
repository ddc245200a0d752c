// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the resources of a template, which may be an array or an object by symbolic names. */
final class TemplateResources {
    /** Lists the members that Resource Manager uses itself and does not send to the provider. */
    private static final Set<String> NOT_IN_BODY = Set.of(
            "apiVersion",
            "comments",
            "condition",
            "copy",
            "dependsOn",
            "existing",
            "metadata",
            "name",
            "resourceGroup",
            "resources",
            "scope",
            "subscriptionId",
            "type");

    private static final String MANAGEMENT_GROUPS = "Microsoft.Management/managementGroups/";

    private final TemplateEvaluation evaluation;
    private final DeploymentContext context;

    /** Maps the ID in lower case to the resource. */
    private final Map<String, TemplateResource> resources = new LinkedHashMap<>();

    private TemplateResources(TemplateEvaluation evaluation, DeploymentContext context) {
        this.evaluation = evaluation;
        this.context = context;
    }

    /** Returns the resources in an order in which they can be created. */
    static List<TemplateResource> of(
            @Nullable Object json,
            TemplateEvaluation evaluation,
            DeploymentContext context,
            TemplateLocation location) {
        TemplateResources resources = new TemplateResources(evaluation, context);
        resources.addAll(json, new Parent(context.scope(), "", ""), location);
        return resources.inOrder();
    }

    private void addAll(@Nullable Object json, Parent parent, TemplateLocation location) {
        if (json instanceof Map<?, ?>) {
            location.object(json).forEach((symbol, resource) -> add(resource, parent, location.at(symbol)));
        } else if (json instanceof List<?> array) {
            for (int i = 0; i < array.size(); i++) {
                add(array.get(i), parent, location.at(i));
            }
        } else {
            throw location.expected("an array of resources, or an object of them by their symbolic names", json);
        }
    }

    private void add(@Nullable Object json, Parent parent, TemplateLocation location) {
        Map<String, Object> resource = location.object(json);
        if (resource.containsKey("copy")) {
            throw TemplateEvaluation.copyLoop(location);
        }
        if (Boolean.TRUE.equals(resource.get("existing")) || !evaluation.isConditionMet(resource, location)) {
            return;
        }
        String type = parent.types() + string(resource, "type", location);
        String name = parent.names() + string(resource, "name", location);
        String scope = scope(resource, parent, location);
        String id = TemplateResource.id(scope, type, name, location);
        if (TemplateResource.isGroup(type) && id.contains("/providers/")) {
            throw location.error(
                    "a resource group must be deployed to a subscription, but the scope is '" + scope + "'");
        }
        TemplateResource created = new TemplateResource(id, type, body(resource, type, location));
        if (resources.put(id.toLowerCase(Locale.ROOT), created) != null) {
            throw location.error("the template declares the resource " + id + " more than once");
        }
        if (resource.containsKey("resources")) {
            addAll(resource.get("resources"), new Parent(scope, type + "/", name + "/"), location.at("resources"));
        }
    }

    private String string(Map<String, Object> resource, String key, TemplateLocation location) {
        return evaluation.string(resource.get(key), location.at(key));
    }

    private String scope(Map<String, Object> resource, Parent parent, TemplateLocation location) {
        if (resource.containsKey("scope")) {
            return scope(string(resource, "scope", location));
        }
        boolean inGroup = resource.containsKey("resourceGroup");
        boolean inSubscription = resource.containsKey("subscriptionId");
        if (!inGroup && !inSubscription) {
            return parent.scope();
        }
        String subscription = "/subscriptions/"
                + (inSubscription ? string(resource, "subscriptionId", location) : context.subscriptionId());
        return inGroup ? subscription + "/resourceGroups/" + string(resource, "resourceGroup", location) : subscription;
    }

    /**
     * Returns the ID of a scope. A relative scope follows {@code /providers/} in the scope of the deployment, or in the
     * tenant if it is a management group.
     */
    private String scope(String given) {
        if (given.startsWith("/")) {
            return given.equals("/") ? "" : given;
        }
        boolean ofTenant = given.regionMatches(true, 0, MANAGEMENT_GROUPS, 0, MANAGEMENT_GROUPS.length());
        return (ofTenant ? "" : context.scope()) + "/providers/" + given;
    }

    private Map<String, Object> body(Map<String, Object> resource, String type, TemplateLocation location) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        resource.forEach((key, json) -> {
            if (!NOT_IN_BODY.contains(key)) {
                body.put(key, evaluation.value(json, location.at(key)));
            }
        });
        if (TemplateResource.isDeployment(type)) {
            body.put(
                    "properties",
                    TemplateEvaluation.nestedDeployment(body.get("properties"), location.at("properties")));
        }
        return body;
    }

    private List<TemplateResource> inOrder() {
        List<TemplateResource> byRank = resources.values().stream()
                .sorted(Comparator.comparingInt(TemplateResource::rank))
                .toList();
        Set<TemplateResource> inOrder = new LinkedHashSet<>();
        for (TemplateResource resource : byRank) {
            byRank.stream()
                    .filter(other -> other.isSelfOrParentOf(resource))
                    .sorted(Comparator.comparingInt(other -> other.id().length()))
                    .forEach(inOrder::add);
        }
        return new ArrayList<>(inOrder);
    }

    /**
     * Identifies the resource that another one is nested in.
     *
     * @param scope the scope of both resources
     * @param types its types with a slash at the end, or empty at the top level
     * @param names its names with a slash at the end, or empty at the top level
     */
    private record Parent(String scope, String types, String names) {}
}
