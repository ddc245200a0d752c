// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the parameters or the variables of a template. Each is evaluated on first use, because it can refer to
 * others, and because an unused one may need a function that is not supported.
 */
final class TemplateValues {
    private final String kind;
    private final BiFunction<String, TemplateLocation, @Nullable Object> evaluation;

    /** Maps a name, in any letter case, to the name as declared. */
    private final Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final Map<String, @Nullable Object> values = new HashMap<>();
    private final Set<String> inProgress = new LinkedHashSet<>();

    TemplateValues(
            String kind, Collection<String> names, BiFunction<String, TemplateLocation, @Nullable Object> evaluation) {
        this.kind = kind;
        this.evaluation = evaluation;
        names.forEach(name -> this.names.put(name, name));
    }

    @Nullable
    Object get(String anyCase, TemplateLocation location) {
        String name = names.get(anyCase);
        if (name == null) {
            throw location.error("there is no " + kind + " '" + anyCase + "'; the template has " + names.values());
        }
        if (!values.containsKey(name)) {
            if (!inProgress.add(name)) {
                throw location.error(
                        "the " + kind + " refers to itself: " + String.join(" -> ", inProgress) + " -> " + name);
            }
            values.put(name, evaluation.apply(name, location.definition(kind + "s." + name)));
            inProgress.remove(name);
        }
        return values.get(name);
    }
}
