// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Evaluates the parameters that a template declares, with the values that the deployment passes. */
final class TemplateParameters {
    private final Map<String, Object> declared;

    /** Maps a name, in any letter case, to the value that the deployment passes. */
    private final Map<String, Object> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final TemplateValues values;

    /**
     * @param declared the parameters in the template
     * @param given the parameters of the deployment
     * @param evaluation evaluates a default value
     */
    TemplateParameters(
            Map<String, Object> declared,
            Map<String, Object> given,
            BiFunction<@Nullable Object, TemplateLocation, @Nullable Object> evaluation,
            TemplateLocation location) {
        this.declared = declared;
        values = new TemplateValues("parameter", declared.keySet(), (name, where) -> value(name, where, evaluation));
        given.forEach((name, value) -> addGiven(name, value, location));
    }

    /** Adds a value unevaluated, because the values of a deployment are not expressions. */
    private void addGiven(String name, @Nullable Object json, TemplateLocation location) {
        String subject = "the deployment passes the parameter '" + name + "'";
        if (declared.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            throw location.error(subject + ", which the template does not declare; it declares " + declared.keySet());
        }
        if (!(json instanceof Map<?, ?> holder) || !holder.containsKey("value")) {
            throw location.error(
                    subject + " in a form that FakeResourceManager does not support, such as a reference to"
                            + " Key Vault; write {\"value\": …}");
        }
        given.put(name, holder.get("value"));
    }

    private Object value(
            String name,
            TemplateLocation location,
            BiFunction<@Nullable Object, TemplateLocation, @Nullable Object> evaluation) {
        Map<String, Object> declaration = location.object(declared.get(name));
        Object value = given.get(name);
        if (value == null) {
            value = evaluation.apply(declaration.get("defaultValue"), location.at("defaultValue"));
        }
        if (value == null) {
            throw location.error("The value for the template parameter '" + name
                    + "' is not provided; pass one with the deployment, or add a defaultValue");
        }
        return value;
    }

    @Nullable
    Object get(String name, TemplateLocation location) {
        return values.get(name, location);
    }

    Map<String, Object> report(TemplateLocation location) {
        Map<String, Object> report = new LinkedHashMap<>();
        for (String name : declared.keySet()) {
            TemplateLocation where = location.at(name);
            TemplateType type =
                    where.at("type").type(where.object(declared.get(name)).get("type"));
            report.put(name, type.report(where.ofType(type, get(name, where))));
        }
        return report;
    }
}
