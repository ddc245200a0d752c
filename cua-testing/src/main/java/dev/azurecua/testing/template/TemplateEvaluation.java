// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Evaluates the expressions of one template, with its parameters and variables. */
final class TemplateEvaluation {
    private final TemplateParameters parameters;
    private final TemplateFunctions functions;

    TemplateEvaluation(
            Map<String, Object> template,
            Map<String, Object> given,
            DeploymentContext context,
            TemplateLocation location) {
        Map<String, Object> declared = location.at("parameters").optionalObject(template.get("parameters"));
        Map<String, Object> variables = location.at("variables").optionalObject(template.get("variables"));
        rejectCopyLoop(variables, location.at("variables"));
        parameters = new TemplateParameters(declared, given, this::value, location);
        functions = new TemplateFunctions(
                context,
                parameters::get,
                new TemplateValues("variable", variables.keySet(), (name, where) -> value(variables.get(name), where))
                        ::get);
    }

    Map<String, Object> parameters(TemplateLocation location) {
        return parameters.report(location);
    }

    @Nullable
    Object value(@Nullable Object json, TemplateLocation location) {
        return mapStrings(json, location, (text, where) -> TemplateExpression.evaluate(text, functions, where));
    }

    String string(@Nullable Object json, TemplateLocation location) {
        return location.string(value(json, location));
    }

    /** Returns true if the resource or output has no condition, or if its condition is true. */
    boolean isConditionMet(Map<String, Object> resourceOrOutput, TemplateLocation location) {
        if (!resourceOrOutput.containsKey("condition")) {
            return true;
        }
        TemplateLocation where = location.at("condition");
        Object condition = value(resourceOrOutput.get("condition"), where);
        if (condition instanceof Boolean met) {
            return met;
        }
        throw where.expected("a bool", condition);
    }

    /**
     * Returns the properties of a nested deployment. A template of the outer scope is escaped, because it was already
     * evaluated here and will be evaluated once more.
     */
    static Map<String, Object> nestedDeployment(@Nullable Object evaluated, TemplateLocation location) {
        Map<String, Object> properties = new LinkedHashMap<>(location.object(evaluated));
        if (!hasTemplateOfInnerScope(properties)) {
            properties.computeIfPresent(
                    "template",
                    (key, template) ->
                            mapStrings(template, location.at(key), (text, where) -> TemplateExpression.literal(text)));
        }
        return properties;
    }

    private static @Nullable Object mapStrings(
            @Nullable Object json,
            TemplateLocation location,
            BiFunction<String, TemplateLocation, @Nullable Object> mapping) {
        if (json instanceof String text) {
            return mapping.apply(text, location);
        }
        if (json instanceof List<?> array) {
            List<@Nullable Object> mapped = new ArrayList<>();
            for (Object element : array) {
                mapped.add(mapStrings(element, location.at(mapped.size()), mapping));
            }
            return mapped;
        }
        if (json instanceof Map<?, ?>) {
            Map<String, Object> object = location.object(json);
            rejectCopyLoop(object, location);
            boolean innerScope = hasTemplateOfInnerScope(object);
            Map<String, @Nullable Object> mapped = new LinkedHashMap<>();
            object.forEach((key, value) -> mapped.put(
                    key, innerScope && key.equals("template") ? value : mapStrings(value, location.at(key), mapping)));
            return mapped;
        }
        return json;
    }

    /** Returns whether the template in these properties will be evaluated later, in its own scope. */
    private static boolean hasTemplateOfInnerScope(Map<String, Object> properties) {
        return properties.get("expressionEvaluationOptions") instanceof Map<?, ?> options
                && "inner".equalsIgnoreCase(String.valueOf(options.get("scope")));
    }

    private static void rejectCopyLoop(Map<String, Object> object, TemplateLocation location) {
        // Only an array is rejected, because anything else is an ordinary property of this name.
        if (object.get("copy") instanceof List<?>) {
            throw copyLoop(location);
        }
    }

    static InvalidTemplateException copyLoop(TemplateLocation location) {
        return location.at("copy")
                .error("copy loops are not supported by FakeResourceManager; write the elements out, or stub the"
                        + " deployment's PUT with wireMock()");
    }
}
