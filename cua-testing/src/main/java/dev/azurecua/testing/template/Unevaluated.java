// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a value of a template that this evaluation does not know, such as a property of a deployed resource. If a
 * function needs such a value, its result is such a value too.
 *
 * @param what describes the part of the template, such as {@code the function 'reference'}
 */
record Unevaluated(String what) {
    /** Returns the first of these values that is not known, or null. */
    static @Nullable Unevaluated firstOf(List<?> values) {
        for (Object value : values) {
            if (value instanceof Unevaluated unevaluated) {
                return unevaluated;
            }
        }
        return null;
    }

    /** Returns the JSON with a visible text in place of each value that is not known. */
    static @Nullable Object rendered(@Nullable Object json) {
        if (json instanceof Unevaluated) {
            return json.toString();
        }
        if (json instanceof List<?> array) {
            List<@Nullable Object> rendered = new ArrayList<>();
            array.forEach(element -> rendered.add(rendered(element)));
            return rendered;
        }
        if (json instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
            object.forEach((key, value) -> rendered.put((String) key, rendered(value)));
            return rendered;
        }
        return json;
    }

    @Override
    public String toString() {
        return "(not evaluated: " + what + ")";
    }
}
