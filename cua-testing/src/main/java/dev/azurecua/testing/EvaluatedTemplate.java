// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a template says once its expressions are evaluated. It knows of Resource Manager's template language what
 * creates resources whose IDs and bodies follow from the template, its parameters and the scope; of everything else it
 * says that it does not. Of parameters it checks the types, and none of the constraints.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax">Structure and syntax of ARM
 *     templates</a>
 */
final class EvaluatedTemplate {
    private final List<TemplateResource> resources;
    private final Map<String, Object> parameters;
    private final Map<String, Object> outputs;

    private EvaluatedTemplate(
            List<TemplateResource> resources, Map<String, Object> parameters, Map<String, Object> outputs) {
        this.resources = Collections.unmodifiableList(resources);
        this.parameters = Collections.unmodifiableMap(parameters);
        this.outputs = Collections.unmodifiableMap(outputs);
    }

    /**
     * Evaluates the template of a deployment.
     *
     * @param properties of the body of the deployment's PUT, or of a nested deployment's {@link TemplateResource}
     * @throws InvalidTemplateException if Azure would not take the template, or this stand-in cannot evaluate it
     */
    static EvaluatedTemplate of(Map<String, Object> properties, DeploymentContext context) {
        TemplateLocation location = TemplateLocation.of(context);
        refuseLink(properties, "template", location);
        refuseLink(properties, "parameters", location);
        Map<String, Object> template = location.at("template").object(properties.get("template"));
        Map<String, Object> given = location.at("parameters").optionalObject(properties.get("parameters"));
        TemplateEvaluation evaluation = new TemplateEvaluation(template, given, context, location);
        // First, so that a value of a wrong type is found where it is given, not where it is used.
        Map<String, Object> parameters = evaluation.parameters(location.at("parameters"));
        return new EvaluatedTemplate(
                TemplateResources.of(template.get("resources"), evaluation, context, location.at("resources")),
                parameters,
                outputs(template, evaluation, location.at("outputs")));
    }

    private static void refuseLink(Map<String, Object> properties, String what, TemplateLocation location) {
        String link = what + "Link";
        if (properties.get(link) != null) {
            throw location.at(link)
                    .error("links are not supported by FakeResourceManager; give the " + what + " inline, as \"" + what
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
            if (evaluation.isWanted(output, where)) {
                TemplateType type = TemplateType.of(output.get("type"), where.at("type"));
                TemplateLocation value = where.at("value");
                outputs.put(name, type.report(evaluation.value(output.get("value"), value), value));
            }
        });
        return outputs;
    }

    /**
     * In the order in which they can be created: resource groups, parents before their children, nested deployments
     * last, and otherwise as in the template. The properties of a nested deployment are there to be evaluated in turn,
     * in a context of its own.
     */
    List<TemplateResource> resources() {
        return resources;
    }

    /** All that the template declares, as {@code {"name": {"type": …, "value": …}}}; of a secret only the type. */
    Map<String, Object> parameters() {
        return parameters;
    }

    /** As {@code {"name": {"type": …, "value": …}}}; of a secret only the type. */
    Map<String, Object> outputs() {
        return outputs;
    }
}
