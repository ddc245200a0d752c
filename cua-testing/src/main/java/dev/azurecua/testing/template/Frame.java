// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an expression can read at one place of a template: its scope, the loops around it, and the variables of
 * the lambda functions around it. Immutable.
 *
 * @param loops maps the name of each copy loop, in any letter case, to its index; the innermost loop also has the name
 *     {@link #INNERMOST}
 * @param lambdas maps the name of each variable of a lambda function to its value
 */
record Frame(
        TemplateScope scope,
        TemplateLocation location,
        Map<String, Long> loops,
        Map<String, @Nullable Object> lambdas) {
    static final String INNERMOST = "";

    static Frame of(TemplateScope scope, TemplateLocation location) {
        return new Frame(scope, location, Map.of(), Map.of());
    }

    Frame at(String key) {
        return at(location.at(key));
    }

    Frame at(int index) {
        return at(location.at(index));
    }

    Frame at(TemplateLocation other) {
        return new Frame(scope, other, loops, lambdas);
    }

    Frame inLoop(String name, long index) {
        Map<String, Long> inner = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        inner.putAll(loops);
        inner.put(name, index);
        inner.put(INNERMOST, index);
        return new Frame(scope, location, inner, lambdas);
    }

    Frame withLambda(Map<String, @Nullable Object> variables) {
        Map<String, @Nullable Object> inner = new LinkedHashMap<>(lambdas);
        inner.putAll(variables);
        return new Frame(scope, location.deeper(), loops, inner);
    }

    /** Returns the value of the JSON at this place. */
    @Nullable
    Object value(@Nullable Object json) {
        return TemplateJson.value(json, this);
    }

    /**
     * Reports a part of the template that is not evaluated.
     *
     * @throws InvalidTemplateException if such parts are refused
     */
    Unevaluated unevaluated(String what) {
        return scope.unevaluated(what, location);
    }
}
