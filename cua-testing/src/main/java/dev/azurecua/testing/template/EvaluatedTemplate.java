// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the result of evaluating the expressions of a template. The IDs and bodies of the resources are computed from
 * the template, its parameters and the scope only. A template that needs any other part of the template language is
 * rejected with an error that names that part. The types of parameters are checked. Their constraints are not.
 *
 * <p>Immutable.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax">Structure and syntax of ARM
 *     templates</a>
 */
public final class EvaluatedTemplate {
    private final Map<String, Map<String, Object>> resources;
    private final Map<String, Object> parameters;
    private final Map<String, Object> outputs;

    private EvaluatedTemplate(
            Map<String, Map<String, Object>> resources, Map<String, Object> parameters, Map<String, Object> outputs) {
        this.resources = Collections.unmodifiableMap(resources);
        this.parameters = Collections.unmodifiableMap(parameters);
        this.outputs = Collections.unmodifiableMap(outputs);
    }

    /**
     * Evaluates the template of a deployment.
     *
     * @param properties the properties in the body of the deployment's PUT, or in the body of a nested deployment
     * @param scope the ID of a group, a subscription or another scope; empty for the tenant
     * @param name the name of the deployment
     * @param location the location of the deployment, or null if it has none
     * @param subscription the subscription as Resource Manager returns it, with its ID
     * @param resourceGroup the group as Resource Manager returns it, or null outside a group
     * @throws IllegalArgumentException if Azure would reject the template, or if this evaluation does not support it
     */
    public static EvaluatedTemplate of(
            Map<String, Object> properties,
            String scope,
            String name,
            @Nullable String location,
            Map<String, Object> subscription,
            @Nullable Map<String, Object> resourceGroup) {
        return of(properties, new DeploymentContext(scope, name, location, subscription, resourceGroup));
    }

    static EvaluatedTemplate of(Map<String, Object> properties, DeploymentContext context) {
        TemplateLocation location = TemplateLocation.ofDeployment(context.name());
        rejectLink(properties, "template", location);
        rejectLink(properties, "parameters", location);
        Map<String, Object> template = location.at("template").object(properties.get("template"));
        Map<String, Object> given = location.at("parameters").optionalObject(properties.get("parameters"));
        TemplateEvaluation evaluation = new TemplateEvaluation(template, given, context, location);
        // Evaluated first, because the error about a wrong type should name the parameter, not a place that uses it.
        Map<String, Object> parameters = evaluation.parameters(location.at("parameters"));
        Map<String, Map<String, Object>> resources = new LinkedHashMap<>();
        TemplateResources.of(template.get("resources"), evaluation, context, location.at("resources"))
                .forEach(resource -> resources.put(resource.id(), resource.body()));
        return new EvaluatedTemplate(resources, parameters, outputs(template, evaluation, location.at("outputs")));
    }

    private static void rejectLink(Map<String, Object> properties, String what, TemplateLocation location) {
        String link = what + "Link";
        if (properties.get(link) != null) {
            throw location.at(link)
                    .error("links are not supported by FakeResourceManager; write the " + what + " inline, as \"" + what
                            + "\"");
        }
    }

    private static Map<String, Object> outputs(
            Map<String, Object> template, TemplateEvaluation evaluation, TemplateLocation location) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        location.optionalObject(template.get("outputs")).forEach((name, json) -> {
            TemplateLocation where = location.at(name);
            Map<String, Object> output = where.object(json);
            if (output.containsKey("copy")) {
                throw TemplateEvaluation.copyLoop(where);
            }
            if (evaluation.isConditionMet(output, where)) {
                TemplateType type = where.at("type").type(output.get("type"));
                TemplateLocation value = where.at("value");
                outputs.put(name, type.report(value.ofType(type, evaluation.value(output.get("value"), value))));
            }
        });
        return outputs;
    }

    /**
     * Returns the body of each resource by its ID, in an order in which the resources can be created. Resource groups
     * come first, parents come before their children, and nested deployments come last. Otherwise the order is that of
     * the template. The properties of a nested deployment are not evaluated yet: call {@code of} for that deployment.
     */
    public Map<String, Map<String, Object>> resources() {
        return resources;
    }

    /**
     * Returns every parameter that the template declares, as {@code {"name": {"type": …, "value": …}}}. A secure
     * parameter has no value.
     */
    public Map<String, Object> parameters() {
        return parameters;
    }

    /** Returns the outputs as {@code {"name": {"type": …, "value": …}}}. A secure output has no value. */
    public Map<String, Object> outputs() {
        return outputs;
    }
}
