// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

/**
 * Comparison without regard to letter case, of ASCII letters alone. That of {@link String} knows Unicode too, where a
 * dotless i is an i, and a host that is registered with one would pass for Azure's.
 */
final class Ascii {
    private Ascii() {}

    /** Whether the other text stands at this index of the text, which is not negative. */
    static boolean regionMatches(String text, int index, String other) {
        if (index + other.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < other.length(); i++) {
            if (lowerCase(text.charAt(index + i)) != lowerCase(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char lowerCase(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
