// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Joins the field lines of a header, because an interceptor may add one, and an ID in any of them counts. */
final class HeaderLines {
    private HeaderLines() {}

    /** Returns the lines as one value, with a space between two lines, or null if there is no such header. */
    static @Nullable String value(Headers headers, String name) {
        String value = null;
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equalsIgnoreCase(name)) {
                value = value == null ? headers.value(i) : value + " " + headers.value(i);
            }
        }
        return value;
    }
}
