// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a header that may have several field lines, as a hand-written policy may add one: no ID in them is overlooked.
 */
final class HeaderLines {
    private HeaderLines() {}

    /** Returns the lines as one value, or null if there is none. */
    static @Nullable String value(@Nullable HttpHeader header) {
        if (header == null) {
            return null;
        }
        List<String> lines = header.getValuesList();
        return lines.size() == 1 ? lines.get(0) : String.join(" ", lines);
    }
}
