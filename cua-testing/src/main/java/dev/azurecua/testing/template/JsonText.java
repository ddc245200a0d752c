// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
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
        return Json.getObjectMapper().valueToTree(Unevaluated.rendered(value)).toString();
    }
}
