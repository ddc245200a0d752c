// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

/** Escapes and shortens text of unknown origin for a message: one line, bounded length, ASCII and an ellipsis. */
final class Printable {
    private static final int MAX_LENGTH = 100;

    private Printable() {}

    static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    static String of(String text, int maxLength) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i == maxLength) {
                return printable
                        .append("… (")
                        .append(text.length())
                        .append(" characters)")
                        .toString();
            }
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                printable.append(String.format("\\u%04x", (int) c));
            } else {
                printable.append(c);
            }
        }
        return printable.toString();
    }
}
