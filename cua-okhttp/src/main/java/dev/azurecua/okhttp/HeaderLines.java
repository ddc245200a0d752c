// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Headers, of which some hand-written interceptor may have added one more field line where there was one. */
final class HeaderLines {
    private HeaderLines() {}

    /** All field lines of the name as one value, so that nothing in them is overlooked; null if there is none. */
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
