// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Evaluates the JSON of a template: its expressions and its copy loops. */
final class TemplateJson {
    private static final int MAX_COPIES = 800;

    private TemplateJson() {}

    static @Nullable Object value(@Nullable Object json, Frame frame) {
        if (json instanceof String text) {
            return TemplateExpression.evaluate(text, frame);
        }
        if (json instanceof List<?> array) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                addElement(array.get(i), frame.at(i), values);
            }
            return values;
        }
        return json instanceof Map<?, ?> ? object(frame.location().object(json), frame) : json;
    }

    /** Adds an element of an array. Adds several if it is a resource with a loop, in a template of outer scope. */
    private static void addElement(@Nullable Object json, Frame frame, List<@Nullable Object> values) {
        if (json instanceof Map<?, ?> object && isLoop(member(object, "copy"))) {
            Map<String, Object> element = frame.location().object(json);
            loop(element, frame, (index, inner) -> values.add(object(without(element, "copy"), inner)));
        } else {
            values.add(value(json, frame));
        }
    }

    private static Map<String, @Nullable Object> object(Map<String, Object> json, Frame frame) {
        boolean innerScope = hasTemplateOfInnerScope(json);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        json.forEach((key, value) -> {
            Frame inner = frame.at(key);
            if (key.equalsIgnoreCase("copy") && value instanceof List<?> loops) {
                addLoops(loops, inner, values);
            } else {
                values.put(key, isTemplate(key, innerScope) ? value : value(value, inner));
            }
        });
        return values;
    }

    /** Adds the members that copy loops of properties or variables create. Each is an array. */
    static void addLoops(List<?> loops, Frame frame, Map<String, @Nullable Object> values) {
        for (int i = 0; i < loops.size(); i++) {
            Frame inner = frame.at(i);
            Map<String, Object> loop = inner.location().object(loops.get(i));
            String name = inner.location().at("name").string(inner.value(member(loop, "name")));
            values.put(name, array(loop, name, inner));
        }
    }

    /** Returns the values of the input of a loop, or an unevaluated value if their number is not known. */
    static Object array(Map<String, Object> loop, String name, Frame frame) {
        List<@Nullable Object> values = new ArrayList<>();
        Object count = count(loop, frame);
        if (count instanceof Unevaluated) {
            return count;
        }
        for (long i = 0; i < (Long) count; i++) {
            values.add(frame.at("input").inLoop(name, i).value(member(loop, "input")));
        }
        return values;
    }

    /** Passes each index of the loop of a resource. Passes only 0 if the number of its copies is not known. */
    static void loop(Map<String, Object> resource, Frame frame, BiConsumer<Long, Frame> action) {
        Frame inner = frame.at("copy");
        Map<String, Object> loop = inner.location().object(member(resource, "copy"));
        String name = inner.location().at("name").string(inner.value(member(loop, "name")));
        Object count = count(loop, inner);
        for (long i = 0; i < (count instanceof Long known ? known : 1); i++) {
            action.accept(i, frame.inLoop(name, i));
        }
    }

    private static Object count(Map<String, Object> loop, Frame frame) {
        Frame where = frame.at("count");
        Object count = where.value(member(loop, "count"));
        if (count instanceof Unevaluated) {
            return count;
        }
        if (count == null || !TemplateType.INT.fits(count)) {
            throw where.location().expected("an int", count);
        }
        long copies = ((Number) count).longValue();
        if (copies < 0 || copies > MAX_COPIES) {
            throw where.location().error("a loop makes 0 to " + MAX_COPIES + " copies, not " + copies);
        }
        return copies;
    }

    /** Returns whether this is the loop of a resource. Another object may also be called copy. */
    static boolean isLoop(@Nullable Object json) {
        return json instanceof Map<?, ?> loop && member(loop, "count") != null && member(loop, "name") != null;
    }

    /** Returns the member of this name, in any letter case, or null. */
    static @Nullable Object member(Map<?, ?> object, String name) {
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (name.equalsIgnoreCase((String) entry.getKey())) {
                return entry.getValue();
            }
        }
        return null;
    }

    static boolean has(Map<String, Object> object, String name) {
        return object.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    static Map<String, Object> without(Map<String, Object> object, String name) {
        Map<String, Object> rest = new LinkedHashMap<>(object);
        rest.keySet().removeIf(name::equalsIgnoreCase);
        return rest;
    }

    /** Returns whether the template in these properties will be evaluated later, in its own scope. */
    static boolean hasTemplateOfInnerScope(Map<?, ?> properties) {
        return member(properties, "expressionEvaluationOptions") instanceof Map<?, ?> options
                && "inner".equalsIgnoreCase(String.valueOf(member(options, "scope")));
    }

    private static boolean isTemplate(String key, boolean innerScope) {
        return innerScope && key.equalsIgnoreCase("template");
    }

    /** Returns the JSON with its strings escaped, so that they evaluate to themselves. */
    static @Nullable Object escaped(@Nullable Object json) {
        if (json instanceof String text) {
            return TemplateExpression.literal(text);
        }
        if (json instanceof List<?> array) {
            List<@Nullable Object> escaped = new ArrayList<>();
            array.forEach(element -> escaped.add(escaped(element)));
            return escaped;
        }
        if (json instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> escaped = new LinkedHashMap<>();
            boolean innerScope = hasTemplateOfInnerScope(object);
            object.forEach((key, value) ->
                    escaped.put((String) key, isTemplate((String) key, innerScope) ? value : escaped(value)));
            return escaped;
        }
        return json;
    }
}
