// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins the field lines of a header, because a hand-written policy may add one, and an ID in any of them counts. */
final class HeaderLines {
    private HeaderLines() {}

    /** Returns the lines as one value, with a space between two lines, or null if there is no such header. */
    static @Nullable String value(@Nullable HttpHeader header) {
        if (header == null) {
            return null;
        }
        List<String> lines = header.getValuesList();
        return lines.size() == 1 ? lines.get(0) : String.join(" ", lines);
    }
}
