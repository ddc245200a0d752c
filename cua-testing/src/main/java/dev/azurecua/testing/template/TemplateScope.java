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
    private final Map<String, Object> userFunctions;
    private final TemplateFunctions functions;

    TemplateScope(
            Map<String, Object> template,
            Map<String, Object> properties,
            DeploymentContext context,
            TemplateLocation location) {
        this.template = template;
        this.context = context;
        unevaluated = new LinkedHashSet<>();
        functions = new TemplateFunctions(context);
        parameters = new TemplateParameters(template, properties, this, location);
        variables = variables(template, location.at("variables"));
        userFunctions = userFunctions(template, location.at("functions"));
    }

    /** Creates the scope of a function that the template declares. It sees no parameters but its own. */
    private TemplateScope(TemplateScope outer, TemplateParameters parameters) {
        this.template = outer.template;
        this.context = outer.context;
        this.unevaluated = outer.unevaluated;
        this.functions = outer.functions;
        this.parameters = parameters;
        this.variables = outer.variables;
        this.userFunctions = outer.userFunctions;
    }

    private TemplateValues variables(Map<String, Object> template, TemplateLocation location) {
        Map<String, Object> declared = location.optionalObject(TemplateJson.member(template, "variables"));
        Map<String, Object> loops = new LinkedHashMap<>();
        if (TemplateJson.member(declared, "copy") instanceof List<?> copies) {
            declared = TemplateJson.without(declared, "copy");
            for (Object copy : copies) {
                Map<String, Object> loop = location.at("copy").object(copy);
                loops.put(location.at("copy").string(TemplateJson.member(loop, "name")), loop);
            }
        }
        Map<String, Object> plain = declared;
        List<String> names = new ArrayList<>(plain.keySet());
        names.addAll(loops.keySet());
        return new TemplateValues("variable", names, (name, where) -> {
            Frame frame = Frame.of(this, where);
            return loops.containsKey(name)
                    ? TemplateJson.array(where.object(loops.get(name)), name, frame)
                    : frame.value(plain.get(name));
        });
    }

    /** Maps the name of each function that the template declares, with its namespace, to its declaration. */
    private static Map<String, Object> userFunctions(Map<String, Object> template, TemplateLocation location) {
        Map<String, Object> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (TemplateJson.member(template, "functions") instanceof List<?> namespaces) {
            for (Object json : namespaces) {
                Map<String, Object> namespace = location.object(json);
                String prefix = location.string(TemplateJson.member(namespace, "namespace")) + ".";
                location.optionalObject(TemplateJson.member(namespace, "members"))
                        .forEach((name, function) -> functions.put(prefix + name, function));
            }
        }
        return functions;
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
    Map<String, Object> reportOutput(Map<String, Object> output, Frame frame) {
        boolean isLoop = TemplateJson.has(output, "copy");
        Frame where = frame.at(isLoop ? "copy" : "value");
        Object value = isLoop
                ? TemplateJson.array(where.location().object(TemplateJson.member(output, "copy")), "", where)
                : where.value(TemplateJson.member(output, "value"));
        return parameters.report(output, value, frame.location(), where.location());
    }

    @Nullable
    Object call(TemplateExpression.Call call, Frame frame) {
        if (!userFunctions.containsKey(call.name())) {
            return functions.call(call, frame);
        }
        TemplateLocation location = frame.location().definition("functions." + call.name());
        Map<String, Object> function = location.object(userFunctions.get(call.name()));
        List<?> declared = TemplateJson.member(function, "parameters") instanceof List<?> several ? several : List.of();
        call.checkCount(declared.size(), declared.size(), frame.location());
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < declared.size(); i++) {
            Map<String, Object> parameter = location.object(declared.get(i));
            arguments.put(location.string(TemplateJson.member(parameter, "name")), call.argument(i, frame));
        }
        TemplateScope inner = new TemplateScope(this, TemplateParameters.ofFunction(arguments));
        Map<String, Object> output = location.object(TemplateJson.member(function, "output"));
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
