// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON, indented and in ASCII only, because ASCII survives any charset. Written by hand, because a JSON library
 * would be an additional dependency for each user of this module.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class Json {
    private Json() {}

    /** Writes a map, a list, a string, a boolean, an integer or null. */
    static void write(@Nullable Object value, String indent, Appendable out) throws IOException {
        if (value instanceof Map) {
            out.append('{');
            String separator = "";
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
                out.append(separator).append(indent).append("  ");
                writeString(member.getKey().toString(), out);
                out.append(": ");
                write(member.getValue(), indent + "  ", out);
                separator = ",";
            }
            out.append(indent).append('}');
        } else if (value instanceof List) {
            out.append('[');
            String separator = "";
            for (Object element : (List<?>) value) {
                out.append(separator).append(indent).append("  ");
                write(element, indent + "  ", out);
                separator = ",";
            }
            out.append(separator.isEmpty() ? "" : indent).append(']');
        } else if (value instanceof String) {
            writeString((String) value, out);
        } else {
            out.append(String.valueOf(value));
        }
    }

    private static void writeString(String text, Appendable out) throws IOException {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
