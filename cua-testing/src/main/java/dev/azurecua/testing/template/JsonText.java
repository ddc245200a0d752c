// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON for the functions of a template. */
final class JsonText {
    private JsonText() {}

    static @Nullable Object read(String text, Arguments args) {
        try {
            return Json.read(text, Object.class);
        } catch (JsonException e) {
            throw args.error("takes JSON, but was given another text");
        }
    }

    /** Returns the JSON on one line, with a visible text for each value that is not known. */
    static String write(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(member -> write(member.getKey()) + ":" + write(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> array) {
            return array.stream().map(JsonText::write).collect(Collectors.joining(",", "[", "]"));
        }
        // Not for arrays and objects, because WireMock omits members that are null.
        return Json.write(value instanceof Unevaluated ? value.toString() : value);
    }

    /** Returns JSON that is the same for equal values. The order of members does not count. */
    static String canonical(@Nullable Object value) {
        return write(sorted(value));
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<Object, @Nullable Object> sorted = new TreeMap<>(object);
            sorted.replaceAll((key, member) -> sorted(member));
            return sorted;
        }
        return value instanceof List<?> array
                ? array.stream().map(JsonText::sorted).collect(Collectors.toList())
                : value;
    }
}
