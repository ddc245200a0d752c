// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static dev.azurecua.testing.template.TemplateFunctions.ANY_NUMBER;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Evaluates the functions for arrays, objects and other values that have elements. */
final class CollectionFunctions {
    private CollectionFunctions() {}

    static void addTo(TemplateFunctions functions) {
        functions.add("length", 1, args -> (long) size(args));
        functions.add("empty", 1, args -> args.get(0) == null || size(args) == 0);
        functions.add("contains", 2, CollectionFunctions::contains);
        functions.add("first", 1, args -> element(args, 0));
        functions.add("last", 1, args -> element(args, size(args) - 1));
        functions.add("take", 2, args -> part(args, 0, clamped(args)));
        functions.add("skip", 2, args -> part(args, clamped(args), size(args)));
        functions.add("indexOf", 2, CollectionFunctions::indexOf);
        functions.add("lastIndexOf", 2, CollectionFunctions::lastIndexOf);
        functions.add("union", 2, ANY_NUMBER, args -> reduced(args, (a, b) -> united(a, b, args)));
        functions.add("intersection", 2, ANY_NUMBER, args -> reduced(args, (a, b) -> common(a, b, args)));
        functions.add("flatten", 1, CollectionFunctions::flatten);
        functions.add("items", 1, CollectionFunctions::items);
        functions.add("objectKeys", 1, args -> List.copyOf(new TreeMap<>(args.object(0)).keySet()));
        functions.add("shallowMerge", 1, CollectionFunctions::shallowMerge);
        functions.add("tryGet", 2, ANY_NUMBER, CollectionFunctions::tryGet);
        functions.add(
                "indexFromEnd", 2, args -> TemplateExpression.element(args.get(0), fromEnd(args), args.location()));
        functions.add("tryIndexFromEnd", 2, args -> found(args.get(0), fromEnd(args), args));
    }

    private static int size(Arguments args) {
        Object value = args.get(0);
        if (value instanceof Map<?, ?> object) {
            return object.size();
        }
        return value instanceof List<?> array ? array.size() : args.string(0).length();
    }

    private static boolean contains(Arguments args) {
        if (args.get(0) instanceof Map<?, ?>) {
            return TemplateExpression.has(args.get(0), args.text(1));
        }
        return args.get(0) instanceof List<?> array
                ? canonical(array).contains(JsonText.canonical(args.get(1)))
                : args.string(0).contains(args.text(1));
    }

    private static Object indexOf(Arguments args) {
        return (long)
                (args.get(0) instanceof List<?> array
                        ? canonical(array).indexOf(JsonText.canonical(args.get(1)))
                        : TextFunctions.lower(args, 0).indexOf(TextFunctions.lower(args, 1)));
    }

    private static Object lastIndexOf(Arguments args) {
        return (long)
                (args.get(0) instanceof List<?> array
                        ? canonical(array).lastIndexOf(JsonText.canonical(args.get(1)))
                        : TextFunctions.lower(args, 0).lastIndexOf(TextFunctions.lower(args, 1)));
    }

    private static List<String> canonical(List<?> array) {
        return array.stream().map(JsonText::canonical).toList();
    }

    /** Returns an element of an array, or null if it is empty; or a character of a text, or "" if it is empty. */
    private static @Nullable Object element(Arguments args, int index) {
        if (args.get(0) instanceof List<?> array) {
            return array.isEmpty() ? null : array.get(index);
        }
        return args.string(0).isEmpty() ? "" : args.string(0).substring(index, index + 1);
    }

    private static int clamped(Arguments args) {
        return (int) Math.max(0, Math.min(size(args), args.integer(1)));
    }

    private static Object part(Arguments args, int start, int end) {
        return args.get(0) instanceof List<?> array
                ? new ArrayList<>(array.subList(start, end))
                : args.string(0).substring(start, end);
    }

    private static @Nullable Object reduced(Arguments args, BinaryOperator<@Nullable Object> operator) {
        Object result = args.get(0);
        for (int i = 1; i < args.count(); i++) {
            result = operator.apply(result, args.get(i));
        }
        return result;
    }

    private static Object united(@Nullable Object a, @Nullable Object b, Arguments args) {
        if (a instanceof Map<?, ?> one && b instanceof Map<?, ?> other) {
            Map<Object, @Nullable Object> all = new LinkedHashMap<>(one);
            other.forEach((key, value) -> {
                Object old = all.get(key);
                all.put(key, old instanceof Map && value instanceof Map ? united(old, value, args) : value);
            });
            return all;
        }
        Map<String, @Nullable Object> all = distinct(a, args);
        distinct(b, args).forEach(all::putIfAbsent);
        return new ArrayList<>(all.values());
    }

    private static Object common(@Nullable Object a, @Nullable Object b, Arguments args) {
        if (a instanceof Map<?, ?> one && b instanceof Map<?, ?> other) {
            Map<Object, @Nullable Object> common = new LinkedHashMap<>(one);
            common.entrySet()
                    .removeIf(entry -> !other.containsKey(entry.getKey())
                            || !JsonText.canonical(entry.getValue())
                                    .equals(JsonText.canonical(other.get(entry.getKey()))));
            return common;
        }
        Map<String, @Nullable Object> common = distinct(a, args);
        common.keySet().retainAll(distinct(b, args).keySet());
        return new ArrayList<>(common.values());
    }

    /** Maps the canonical text of each element to the element. Keeps the first of several equal elements. */
    private static Map<String, @Nullable Object> distinct(@Nullable Object array, Arguments args) {
        Map<String, @Nullable Object> distinct = new LinkedHashMap<>();
        args.arrayIn(array).forEach(element -> distinct.putIfAbsent(JsonText.canonical(element), element));
        return distinct;
    }

    private static Object flatten(Arguments args) {
        List<Object> flat = new ArrayList<>();
        args.array(0).forEach(element -> flat.addAll(args.arrayIn(element)));
        return flat;
    }

    private static Object items(Arguments args) {
        List<Object> items = new ArrayList<>();
        new TreeMap<>(args.object(0)).forEach((key, value) -> {
            Map<String, @Nullable Object> item = new LinkedHashMap<>();
            item.put("key", key);
            item.put("value", value);
            items.add(item);
        });
        return items;
    }

    private static Object shallowMerge(Arguments args) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        args.array(0).forEach(object -> merged.putAll(args.location().optionalObject(object)));
        return merged;
    }

    private static @Nullable Object tryGet(Arguments args) {
        Object value = args.get(0);
        for (int i = 1; i < args.count() && !(value instanceof Unevaluated); i++) {
            value = found(value, args.get(i), args);
        }
        return value;
    }

    private static @Nullable Object found(@Nullable Object value, @Nullable Object key, Arguments args) {
        return TemplateExpression.has(value, key) ? TemplateExpression.element(value, key, args.location()) : null;
    }

    /** Converts an index that counts from the end, from 1, to an index that counts from the start, from 0. */
    private static long fromEnd(Arguments args) {
        return args.array(0).size() - args.integer(1);
    }
}
