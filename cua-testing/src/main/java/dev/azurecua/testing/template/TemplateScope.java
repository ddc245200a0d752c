// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds what the expressions of one template can read: its parameters, variables and functions, and its deployment. */
final class TemplateScope {
    private final Map<String, Object> template;
    private final DeploymentContext context;
    /** Holds a line for each part that is not evaluated, once. */
    private final Set<String> unevaluated;

    private final TemplateParameters parameters;
    private final TemplateValues variables;
    private final Map<String, Object> userFunctions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final TemplateFunctions functions;

    TemplateScope(
            Map<String, Object> template,
            Map<String, Object> given,
            DeploymentContext context,
            TemplateLocation location) {
        this.template = template;
        this.context = context;
        unevaluated = new LinkedHashSet<>();
        functions = new TemplateFunctions(context);
        parameters = new TemplateParameters(template, given, this, location);
        variables = variables(template, location.at("variables"));
        addUserFunctions(template, location.at("functions"));
    }

    /** Creates the scope of a function that the template declares. It sees its own parameters only. */
    private TemplateScope(TemplateScope outer, TemplateParameters parameters) {
        this.template = outer.template;
        this.context = outer.context;
        this.unevaluated = outer.unevaluated;
        this.functions = outer.functions;
        this.parameters = parameters;
        this.variables = outer.variables;
    }

    private TemplateValues variables(Map<String, Object> template, TemplateLocation location) {
        Map<String, Object> declared =
                new LinkedHashMap<>(location.optionalObject(TemplateJson.member(template, "variables")));
        Map<String, Object> loops = new LinkedHashMap<>();
        if (TemplateJson.member(declared, "copy") instanceof List<?> copies) {
            for (Object copy : copies) {
                Map<String, Object> loop = location.at("copy").object(copy);
                loops.put(location.at("copy").string(TemplateJson.member(loop, "name")), loop);
            }
            declared.keySet().removeIf("copy"::equalsIgnoreCase);
        }
        List<String> names = new ArrayList<>(declared.keySet());
        names.addAll(loops.keySet());
        return new TemplateValues("variable", names, (name, where) -> {
            Frame frame = Frame.of(this, where);
            return loops.containsKey(name)
                    ? TemplateJson.array(where.object(loops.get(name)), name, frame)
                    : frame.value(declared.get(name));
        });
    }

    private void addUserFunctions(Map<String, Object> template, TemplateLocation location) {
        if (TemplateJson.member(template, "functions") instanceof List<?> namespaces) {
            for (Object json : namespaces) {
                Map<String, Object> namespace = location.object(json);
                location.optionalObject(TemplateJson.member(namespace, "members"))
                        .forEach((name, function) ->
                                userFunctions.put(TemplateJson.member(namespace, "namespace") + "." + name, function));
            }
        }
    }

    @Nullable
    Object parameter(String name, TemplateLocation location) {
        return parameters.get(name, location);
    }

    @Nullable
    Object variable(String name, TemplateLocation location) {
        return variables.get(name, location);
    }

    Map<String, Object> reportParameters(TemplateLocation location) {
        return parameters.report(location);
    }

    /** Returns the type and the value of an output as Resource Manager reports them. */
    Map<String, Object> reportOutput(Map<String, Object> output, @Nullable Object value, TemplateLocation location) {
        return parameters.report(output, value, location);
    }

    @Nullable
    Object call(TemplateExpression.Call call, Frame frame) {
        if (!userFunctions.containsKey(call.name())) {
            return functions.call(call, frame);
        }
        TemplateLocation location = frame.location().definition("functions." + call.name());
        Map<String, Object> function = location.object(userFunctions.get(call.name()));
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        if (TemplateJson.member(function, "parameters") instanceof List<?> declared) {
            for (int i = 0; i < declared.size() && i < call.arguments().size(); i++) {
                arguments.put(
                        location.string(TemplateJson.member(location.object(declared.get(i)), "name")),
                        call.arguments().get(i).evaluate(frame));
            }
        }
        TemplateScope inner = new TemplateScope(this, TemplateParameters.ofFunction(arguments));
        Map<String, Object> output = location.optionalObject(TemplateJson.member(function, "output"));
        return Frame.of(inner, location.at("output")).value(TemplateJson.member(output, "value"));
    }

    /** Returns true if the resource or output has no condition, or if its condition is true or not known. */
    boolean isConditionMet(Map<String, Object> resourceOrOutput, Frame frame) {
        if (!TemplateJson.has(resourceOrOutput, "condition")) {
            return true;
        }
        Frame where = frame.at("condition");
        Object condition = where.value(TemplateJson.member(resourceOrOutput, "condition"));
        if (condition instanceof Boolean met) {
            return met;
        }
        if (condition instanceof Unevaluated) {
            return true;
        }
        if (condition instanceof String text && text.matches("(?i)true|false")) {
            return Boolean.parseBoolean(text);
        }
        throw where.location().expected("a bool", condition);
    }

    Map<String, Object> template() {
        return template;
    }

    /** Returns a line for each part of the template that is not evaluated. */
    List<String> unevaluated() {
        return List.copyOf(unevaluated);
    }

    Unevaluated unevaluated(String what, TemplateLocation location) {
        if (context.strict()) {
            throw location.error(what + " is not evaluated by FakeResourceManager; simplify the template, or stub the"
                    + " deployment's PUT with wireMock()");
        }
        unevaluated.add(location.describe(what));
        return new Unevaluated(what);
    }
}
