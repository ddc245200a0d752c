// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the result of evaluating the expressions of a template. The IDs and bodies of the resources are computed from
 * the template, its parameters and the scope only. A visible text stands for a value that needs anything else, such as
 * a property of a deployed resource. The types of parameters are checked. Their constraints are not.
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
    private final List<String> unevaluated;

    private EvaluatedTemplate(
            Map<String, Map<String, Object>> resources,
            Map<String, Object> parameters,
            Map<String, Object> outputs,
            List<String> unevaluated) {
        this.resources = Collections.unmodifiableMap(resources);
        this.parameters = Collections.unmodifiableMap(parameters);
        this.outputs = Collections.unmodifiableMap(outputs);
        this.unevaluated = unevaluated;
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
     * @param strict whether to reject a template of which a part is not evaluated
     * @throws IllegalArgumentException if Azure would reject the template, or if a part is not evaluated in strict mode
     */
    public static EvaluatedTemplate of(
            Map<String, Object> properties,
            String scope,
            String name,
            @Nullable String location,
            Map<String, Object> subscription,
            @Nullable Map<String, Object> resourceGroup,
            boolean strict) {
        return of(properties, new DeploymentContext(scope, name, location, subscription, resourceGroup, strict));
    }

    static EvaluatedTemplate of(Map<String, Object> properties, DeploymentContext context) {
        TemplateLocation location = TemplateLocation.ofDeployment(context.name());
        Object json = TemplateJson.member(properties, "template");
        boolean linked = TemplateJson.member(properties, "templateLink") != null;
        if (linked || json instanceof Unevaluated) {
            // Creates no resources, because the template is not known.
            TemplateScope scope = new TemplateScope(Map.of(), Map.of(), context, location);
            if (linked) {
                scope.unevaluated("the linked template", location.at("templateLink"));
            }
            return new EvaluatedTemplate(Map.of(), Map.of(), Map.of(), scope.unevaluated());
        }
        Map<String, Object> template = location.at("template").object(json);
        TemplateScope scope = new TemplateScope(template, properties, context, location);
        // Evaluated first, because the error about a wrong type should name the parameter, not a place that uses it.
        Map<String, Object> parameters = scope.reportParameters(location.at("parameters"));
        Map<String, Map<String, Object>> resources = new LinkedHashMap<>();
        TemplateResources.of(
                        TemplateJson.member(template, "resources"), context, Frame.of(scope, location.at("resources")))
                .forEach(resource -> resources.put(resource.id(), resource.body()));
        return new EvaluatedTemplate(
                resources, parameters, outputs(template, Frame.of(scope, location.at("outputs"))), scope.unevaluated());
    }

    private static Map<String, Object> outputs(Map<String, Object> template, Frame frame) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        frame.location()
                .optionalObject(TemplateJson.member(template, "outputs"))
                .forEach((name, json) -> {
                    Frame where = frame.at(name);
                    Map<String, Object> output = where.location().object(json);
                    if (frame.scope().isConditionMet(output, where)) {
                        outputs.put(name, frame.scope().reportOutput(output, where));
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

    /** Returns a line for each part of the template that is not evaluated: its place, its expression and what it is. */
    public List<String> unevaluated() {
        return unevaluated;
    }
}
