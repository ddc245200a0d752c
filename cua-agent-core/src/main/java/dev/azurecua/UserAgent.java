// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import org.jspecify.annotations.Nullable;

/**
 * Reads User-Agent values, which are products and comments with whitespace between them (RFC 9110 §10.1.5). Tokens are
 * compared whole, because {@code pid-<GUID>} begins {@code pid-<GUID>-partnercenter}, and in any letter case, because
 * no ID differs from another by that alone.
 */
final class UserAgent {
    private UserAgent() {}

    /** Where the first tracking ID of the value starts, anybody's; -1 if it has none. */
    static int indexOfTrackingId(String value) {
        return indexOfTrackingId(value, 0);
    }

    private static int indexOfTrackingId(String value, int from) {
        String prefix = TrackingIdGrammar.PREFIX;
        for (int i = from; i < value.length() - prefix.length(); i++) {
            if (startsToken(value, i)
                    && Ascii.regionMatches(value, i, prefix)
                    && !isWhitespace(value.charAt(i + prefix.length()))) {
                return i;
            }
        }
        return -1;
    }

    /** The first tracking ID of the value, anybody's; null if it has none. */
    static @Nullable String trackingIdIn(String value) {
        int index = indexOfTrackingId(value);
        return index < 0 ? null : tokenAt(value, index);
    }

    /** Returns the first token that is a valid tracking ID, without a version behind it, or null if there is none. */
    static @Nullable String validTrackingIdIn(String value) {
        for (int i = indexOfTrackingId(value); i >= 0; i = indexOfTrackingId(value, i + 1)) {
            String product = productAt(value, i);
            if (TrackingIdGrammar.faultIn(product) == null) {
                return product;
            }
        }
        return null;
    }

    /**
     * Explains why a value has no valid tracking ID although it contains {@code pid-}, and what to write.
     *
     * @return null if it does not contain {@code pid-}
     */
    static @Nullable String problemWithTrackingIdIn(String value) {
        int prefix = indexOfPrefix(value);
        if (prefix < 0) {
            return null;
        }
        if (TrackingIdGrammar.isQuoted(value)) {
            return TrackingIdGrammar.QUOTED;
        }
        int start = prefix;
        while (!startsToken(value, start)) {
            start--;
        }
        String token = Printable.of(tokenAt(value, start));
        return start == prefix
                ? "'" + token + "' is not a tracking ID: " + TrackingIdGrammar.faultIn(productAt(value, start))
                : "'" + token + "' is one token, of which the ID has to be separated by a space";
    }

    private static int indexOfPrefix(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Ascii.regionMatches(value, i, TrackingIdGrammar.PREFIX)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the product without its version, which a slash separates (RFC 9110 §10.1.5). */
    private static String productAt(String value, int index) {
        String token = tokenAt(value, index);
        int version = token.indexOf('/');
        return version < 0 ? token : token.substring(0, version);
    }

    /** Whether the value has this token, and no other tracking ID. */
    static boolean hasOnly(String token, String value) {
        int index = indexOfTrackingId(value);
        boolean only = index >= 0;
        for (; index >= 0; index = indexOfTrackingId(value, index + 1)) {
            only &= isTokenAt(value, index, token);
        }
        return only;
    }

    /** Whether this very token stands at the index. */
    static boolean isTokenAt(String value, int index, String token) {
        return Ascii.regionMatches(value, index, token) && endsToken(value, index + token.length());
    }

    /** The token that starts at the index. */
    static String tokenAt(String value, int index) {
        int end = index;
        while (!endsToken(value, end)) {
            end++;
        }
        return value.substring(index, end);
    }

    /** Whether a token may start here. */
    static boolean startsToken(String value, int index) {
        return index == 0 || isWhitespace(value.charAt(index - 1));
    }

    private static boolean endsToken(String value, int index) {
        return index == value.length() || isWhitespace(value.charAt(index));
    }

    static boolean isWhitespace(char c) {
        return c <= ' ';
    }
}
