// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

/**
 * Compares text and ignores the case of ASCII letters only. {@link String#equalsIgnoreCase} is not used, because it
 * also ignores the case of Unicode letters: it treats a dotless i as an i, so a host with a dotless i would match
 * Azure's.
 */
final class Ascii {
    private Ascii() {}

    /** Returns whether the text contains the other text at the index, which must not be negative. */
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
