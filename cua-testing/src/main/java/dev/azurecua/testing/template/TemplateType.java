// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists the types of parameters and outputs. */
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

    /** Returns the type with this name in any letter case, or null if there is none. */
    static @Nullable TemplateType of(String name) {
        return Arrays.stream(values())
                .filter(type -> type.text.equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    static String names() {
        return Arrays.stream(values()).map(type -> type.text).collect(Collectors.joining(", "));
    }

    static TemplateType ofValue(@Nullable Object value) {
        return Arrays.stream(values())
                .filter(type -> value != null && type.fits(value))
                .findFirst()
                .orElse(STRING);
    }

    static String describe(@Nullable Object value) {
        return value == null
                ? "nothing"
                : Arrays.stream(values())
                        .filter(type -> type.fits(value))
                        .findFirst()
                        .map(type -> type.noun)
                        .orElse("a number that is not an int");
    }

    String noun() {
        return noun;
    }

    boolean fits(Object value) {
        return switch (this) {
            case STRING, SECURE_STRING -> value instanceof String;
            // Not BigInteger, because Resource Manager has no integers of more than 64 bits.
            case INT -> value instanceof Integer || value instanceof Long;
            case BOOL -> value instanceof Boolean;
            case OBJECT, SECURE_OBJECT -> value instanceof Map;
            case ARRAY -> value instanceof List;
        };
    }

    /** Returns the type and the value as Resource Manager reports them. A secure type is reported without the value. */
    Map<String, Object> report(@Nullable Object value) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("type", text);
        if (value != null && this != SECURE_STRING && this != SECURE_OBJECT) {
            report.put("value", Unevaluated.rendered(value));
        }
        return report;
    }
}
