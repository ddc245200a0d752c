// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates the parameters that a template declares, with the values that the deployment passes. */
final class TemplateParameters {
    private static final String DEFINITIONS = "#/definitions/";

    private final Map<String, Object> declared;
    /** Maps the name of a type of the template to its declaration. */
    private final Map<String, Object> definitions;

    /** Returns whether a declaration has no type. Bicep omits a type that it takes from a resource provider. */
    private final boolean typeIsOptional;

    /** Maps a name, in any letter case, to the value that the deployment passes. */
    private final Map<String, @Nullable Object> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final TemplateValues values;

    /**
     * @param properties the properties of the deployment, with the values of parameters
     * @param scope evaluates default values
     */
    TemplateParameters(
            Map<String, Object> template,
            Map<String, Object> properties,
            TemplateScope scope,
            TemplateLocation location) {
        declared = location.at("parameters").optionalObject(TemplateJson.member(template, "parameters"));
        definitions = location.at("definitions").optionalObject(TemplateJson.member(template, "definitions"));
        typeIsOptional = "2.0".equals(TemplateJson.member(template, "languageVersion"));
        values = new TemplateValues(
                "parameter", declared.keySet(), (name, where) -> value(name, Frame.of(scope, where)));
        Frame frame = Frame.of(scope, location);
        Object passed = TemplateJson.member(properties, "parameters");
        if (TemplateJson.member(properties, "parametersLink") != null) {
            passed = frame.at("parametersLink").unevaluated("the linked parameter file");
        }
        if (passed instanceof Unevaluated) {
            for (String name : declared.keySet()) {
                given.put(name, passed);
            }
        } else {
            location.at("parameters").optionalObject(passed).forEach((name, value) -> addGiven(name, value, frame));
        }
    }

    private TemplateParameters(Map<String, @Nullable Object> arguments) {
        declared = Map.of();
        definitions = Map.of();
        typeIsOptional = false;
        values = new TemplateValues("parameter", arguments.keySet(), (name, where) -> arguments.get(name));
    }

    /** Returns the parameters of a function of the template. */
    static TemplateParameters ofFunction(Map<String, @Nullable Object> arguments) {
        return new TemplateParameters(arguments);
    }

    /** Adds a value unevaluated, because the values of a deployment are not expressions. */
    private void addGiven(String name, @Nullable Object json, Frame frame) {
        if (declared.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            throw frame.location()
                    .error("the deployment passes the parameter '" + name
                            + "', which the template does not declare; it declares " + declared.keySet());
        }
        if (json instanceof Unevaluated) {
            given.put(name, json);
        } else if (json instanceof Map<?, ?> holder && holder.containsKey("value")) {
            given.put(name, holder.get("value"));
        } else if (json instanceof Map<?, ?> holder && holder.containsKey("reference")) {
            given.put(name, frame.unevaluated("the reference to Key Vault in the parameter '" + name + "'"));
        } else {
            throw frame.location()
                    .error("the deployment passes the parameter '" + name + "' without a value; write {\"value\": …}");
        }
    }

    private @Nullable Object value(String name, Frame frame) {
        Map<String, Object> declaration = resolved(frame.location().object(declared.get(name)), frame.location());
        Object value = given.get(name);
        if (value == null && TemplateJson.has(declaration, "defaultValue")) {
            value = frame.at("defaultValue").value(TemplateJson.member(declaration, "defaultValue"));
            value = value instanceof String text ? converted(text, declaration) : value;
        }
        if (value == null && !isNullable(declaration)) {
            throw frame.location()
                    .error("The value for the template parameter '" + name
                            + "' is not provided; pass one with the deployment, or add a defaultValue");
        }
        return value;
    }

    /** Returns the number or bool in a default value, because some published templates have them in quotes. */
    private static Object converted(String text, Map<String, Object> declaration) {
        String type = String.valueOf(TemplateJson.member(declaration, "type"));
        if (type.equalsIgnoreCase("int") && text.matches("-?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        return type.equalsIgnoreCase("bool") && text.matches("(?i)true|false") ? (Object) Boolean.valueOf(text) : text;
    }

    /** Returns a declaration with its type, which may be a reference to another one. */
    private Map<String, Object> resolved(Map<String, Object> declaration, TemplateLocation location) {
        if (!(TemplateJson.member(declaration, "$ref") instanceof String ref)) {
            return declaration;
        }
        Object definition = ref.startsWith(DEFINITIONS) ? definitions.get(ref.substring(DEFINITIONS.length())) : null;
        if (definition == null) {
            throw location.error("there is no type '" + ref + "'; the template has " + definitions.keySet());
        }
        Map<String, Object> resolved = new LinkedHashMap<>(resolved(location.object(definition), location.deeper()));
        resolved.putAll(declaration);
        resolved.remove("$ref");
        return resolved;
    }

    private static boolean isNullable(Map<String, Object> declaration) {
        return Boolean.TRUE.equals(TemplateJson.member(declaration, "nullable"));
    }

    @Nullable
    Object get(String name, TemplateLocation location) {
        return values.get(name, location);
    }

    /** Returns each declared parameter as Resource Manager reports it. */
    Map<String, Object> report(TemplateLocation location) {
        Map<String, Object> report = new LinkedHashMap<>();
        for (String name : declared.keySet()) {
            TemplateLocation where = location.at(name);
            report.put(name, report(where.object(declared.get(name)), get(name, where), where, where));
        }
        return report;
    }

    /**
     * Returns the type and the value of a parameter or an output.
     *
     * @param location the location of the declaration
     * @param ofValue the location of the value
     * @throws InvalidTemplateException if the value is not of this type
     */
    Map<String, Object> report(
            Map<String, Object> declaration,
            @Nullable Object value,
            TemplateLocation location,
            TemplateLocation ofValue) {
        Map<String, Object> resolved = resolved(declaration, location);
        TemplateType type = type(resolved, value, location.at("type"));
        return type.report(ofValue.ofType(type, isNullable(resolved), value));
    }

    /** Returns the declared type, or that of the value. */
    private TemplateType type(Map<String, Object> resolved, @Nullable Object value, TemplateLocation location) {
        if (typeIsOptional && !TemplateJson.has(resolved, "type")) {
            return TemplateType.ofValue(value);
        }
        String name = location.string(TemplateJson.member(resolved, "type"));
        TemplateType type = TemplateType.of(name);
        if (type == null) {
            throw location.error("'" + name + "' is not a type; write one of " + TemplateType.names());
        }
        return type;
    }
}
