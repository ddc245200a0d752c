// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.function.Function;

/** Holds a value and its source, such as {@code system property cua.tracking-id}. Immutable. */
final class Setting {
    private final String source;
    private final String value;

    Setting(String source, String value) {
        this.source = source;
        this.value = value;
    }

    String source() {
        return source;
    }

    String value() {
        return value;
    }

    /**
     * Parses the value.
     *
     * @throws IllegalArgumentException if the parser throws one; the message then starts with the source
     */
    <T> T parse(Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(source + ": " + malformed.getMessage(), malformed);
        }
    }
}
