// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of parameters and outputs. */
enum TemplateType {
    STRING("String", "a string"),
    SECURE_STRING("SecureString", "a string"),
    INT("Int", "an int"),
    BOOL("Bool", "a bool"),
    OBJECT("Object", "an object"),
    SECURE_OBJECT("SecureObject", "an object"),
    ARRAY("Array", "an array");

    private final String text;
    private final String noun;

    TemplateType(String text, String noun) {
        this.text = text;
        this.noun = noun;
    }

    static TemplateType of(@Nullable Object declared, TemplateLocation location) {
        String name = location.string(declared);
        return Arrays.stream(values())
                .filter(type -> type.text.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> location.error("there is no type '" + name + "'; there are "
                        + Arrays.stream(values()).map(type -> type.text).collect(Collectors.joining(", "))));
    }

    static String describe(@Nullable Object value) {
        return value == null
                ? "nothing"
                : Arrays.stream(values())
                        .filter(type -> type.fits(value))
                        .findFirst()
                        .map(type -> type.noun)
                        .orElse("a number that is no int");
    }

    boolean fits(Object value) {
        return switch (this) {
            case STRING, SECURE_STRING -> value instanceof String;
            // JSON has integers of more than 64 bits, and Resource Manager has not.
            case INT -> value instanceof Integer || value instanceof Long;
            case BOOL -> value instanceof Boolean;
            case OBJECT, SECURE_OBJECT -> value instanceof Map;
            case ARRAY -> value instanceof List;
        };
    }

    /** What Resource Manager says of a value of this type, which of a secret is not the value. */
    Map<String, Object> report(@Nullable Object value, TemplateLocation location) {
        if (value == null || !fits(value)) {
            throw location.expected(noun, value);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("type", text);
        if (this != SECURE_STRING && this != SECURE_OBJECT) {
            report.put("value", value);
        }
        return report;
    }
}
