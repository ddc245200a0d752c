// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parses and changes User-Agent values, which are products and comments separated by whitespace (RFC 9110 §10.1.5). A
 * tracking ID is a whole token or the part of a token before its slash. So {@code pid-<GUID>} is not found in
 * {@code pid-<GUID>-partnercenter}, nor in the comment {@code (pid-<GUID>)}.
 */
final class UserAgent {
    private UserAgent() {}

    /** Appends a token after one space. Returns the token alone if the value is blank. */
    static String append(String value, String token) {
        int end = value.length();
        while (end > 0 && isWhitespace(value.charAt(end - 1))) {
            end--;
        }
        return end == 0 ? token : value.substring(0, end) + " " + token;
    }

    /**
     * Removes all copies of a token. Compares byte for byte, because a redirect copies it that way.
     *
     * @return the same instance if it does not contain the token; null if it contains nothing else
     */
    static @Nullable String remove(String value, String token) {
        int index = indexOf(value, token, 0);
        if (index < 0) {
            return value;
        }
        StringBuilder rest = new StringBuilder(value.length());
        int from = 0;
        for (; index >= 0; index = indexOf(value, token, from)) {
            rest.append(value, from, Math.max(from, index - 1));
            from = index + token.length();
        }
        String trimmed = rest.append(value, from, value.length()).toString().trim();
        return trimmed.isEmpty() ? null : trimmed;
    }

    /** Returns the index of the token, compared byte for byte, or -1. */
    private static int indexOf(String value, String token, int from) {
        int index = value.indexOf(token, from);
        while (index >= 0 && !(startsToken(value, index) && endsToken(value, index + token.length()))) {
            index = value.indexOf(token, index + 1);
        }
        return index;
    }

    /** Returns the first tracking ID of any partner, spelled as in the value. Returns null if the value has no ID. */
    static @Nullable String trackingIdIn(String value) {
        return trackingIdIn(value, 0);
    }

    private static @Nullable String trackingIdIn(String value, int from) {
        for (int i = indexOfCandidate(value, from); i >= 0; i = indexOfCandidate(value, i + 1)) {
            String product = productAt(value, i);
            if (isTrackingId(product)) {
                return product;
            }
        }
        return null;
    }

    /** Returns whether the value contains this tracking ID, in any letter case, and no other one. */
    static boolean hasOnly(String trackingId, String value) {
        boolean only = false;
        for (int i = indexOfCandidate(value, 0); i >= 0; i = indexOfCandidate(value, i + 1)) {
            String product = productAt(value, i);
            if (product.equalsIgnoreCase(trackingId)) {
                only = true;
            } else if (isTrackingId(product)) {
                return false;
            }
        }
        return only;
    }

    /**
     * Returns why a value contains no tracking ID although a word in it starts with {@code pid-}, and what to write
     * instead. Returns null if no word starts with {@code pid-}.
     */
    static @Nullable String problemWithTrackingIdIn(String value) {
        int prefix = 0;
        while (!startsWord(value, prefix) || !Ascii.regionMatches(value, prefix, TrackingIdParser.PREFIX)) {
            if (++prefix > value.length()) {
                return null;
            }
        }
        if (TrackingIdParser.isQuoted(value)) {
            return TrackingIdParser.QUOTED;
        }
        int start = prefix;
        while (!startsToken(value, start)) {
            start--;
        }
        String token = Printable.of(tokenAt(value, start));
        return start == prefix
                ? "'" + token + "' is not a tracking ID: " + TrackingIdParser.problemIn(productAt(value, start))
                : "'" + token + "' is one token; write the tracking ID as a token of its own, between spaces";
    }

    /** Returns whether this is a tracking ID. Ignores letter case, because no two IDs differ only in case. */
    private static boolean isTrackingId(String product) {
        return TrackingIdParser.problemIn(product.toLowerCase(Locale.ROOT)) == null;
    }

    /** Returns the index of the next token that starts with {@code pid-}, or -1. */
    private static int indexOfCandidate(String value, int from) {
        for (int i = from; i < value.length(); i++) {
            if (startsToken(value, i) && Ascii.regionMatches(value, i, TrackingIdParser.PREFIX)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the product without the slash and the version after it. */
    private static String productAt(String value, int index) {
        String token = tokenAt(value, index);
        int version = token.indexOf('/');
        return version < 0 ? token : token.substring(0, version);
    }

    private static String tokenAt(String value, int index) {
        int end = index;
        while (!endsToken(value, end)) {
            end++;
        }
        return value.substring(index, end);
    }

    private static boolean startsToken(String value, int index) {
        return index == 0 || isWhitespace(value.charAt(index - 1));
    }

    /** Returns whether a word starts at the index. In rapid-api, no word starts at pid-. */
    private static boolean startsWord(String value, int index) {
        return index == 0 || !Character.isLetterOrDigit(value.charAt(index - 1));
    }

    private static boolean endsToken(String value, int index) {
        return index == value.length() || isWhitespace(value.charAt(index));
    }

    private static boolean isWhitespace(char c) {
        return c <= ' ';
    }
}
