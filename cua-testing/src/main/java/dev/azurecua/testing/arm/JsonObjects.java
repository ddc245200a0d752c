// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and copies JSON objects as maps. */
final class JsonObjects {
    private JsonObjects() {}

    /** Parses an object. Returns an empty object if the text is empty, and null if the text is not an object. */
    @SuppressWarnings("unchecked")
    static @Nullable Map<String, Object> read(String text) {
        try {
            return text.isEmpty() ? Map.of() : Json.read(text, Map.class);
        } catch (JsonException e) {
            return null;
        }
    }

    /** Returns the member of this name if it is an object, or else an empty object. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> parent, String name) {
        return parent.get(name) instanceof Map<?, ?> object ? (Map<String, Object>) object : Map.of();
    }

    /** Returns the objects in the member of this name if it is an array, or else an empty stream. */
    @SuppressWarnings("unchecked")
    static Stream<Map<String, Object>> objects(Map<String, Object> parent, String name) {
        return parent.get(name) instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(object -> (Map<String, Object>) object)
                : Stream.empty();
    }

    /** Returns a copy with this member set. */
    static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(object);
        copy.put(name, value);
        return copy;
    }

    /** Adds an ID to each array element with a name and properties, because other resources refer to it by this ID. */
    @SuppressWarnings("unchecked")
    static Object withIds(String path, Object value) {
        if (!(value instanceof List<?> items)) {
            return value;
        }
        return items.stream()
                .map(item -> item instanceof Map<?, ?> part
                                && part.get("name") instanceof String name
                                && part.get("properties") instanceof Map
                        ? with((Map<String, Object>) part, "id", path + "/" + name)
                        : item)
                .collect(Collectors.toList());
    }
}
