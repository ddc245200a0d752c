// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the User-Agents that were seen: a client sends few different ones, each of them many times, and each
 * time as a new string. To append the token costs a call of the Azure SDK 120 ns and 480 bytes, to find it here 8 ns
 * and none (JDK 17, {@code PolicyBenchmark}).
 *
 * <p>Bounded, at most 400 kB: what finds no place among those that came before is not known, now or later. Thread-safe
 * without a lock: what a slot has is immutable, and what one thread does not see of another's it makes itself.
 */
final class KnownUserAgents {
    private static final int SLOTS = 256;
    private static final int PROBES = 8;
    /** What is longer is not worth its memory. */
    private static final int MAX_LENGTH = 256;

    private final String token;
    private final @Nullable Known[] slots = new Known[SLOTS];

    KnownUserAgents(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }

    /** What becomes of this value; null if that is not to be known. */
    @Nullable
    Known of(String value) {
        int first = hash(value);
        Known known = slots[first & (SLOTS - 1)];
        // The loop is apart, or the compiler unrolls it into each caller.
        return known != null && known.value.equals(value) ? known : search(value, first);
    }

    private @Nullable Known search(String value, int first) {
        if (value.length() > MAX_LENGTH) {
            return null;
        }
        for (int i = first; i < first + PROBES; i++) {
            Known known = slots[i & (SLOTS - 1)];
            if (known == null) {
                known = new Known(value, token);
                slots[i & (SLOTS - 1)] = known;
                return known;
            }
            if (known.value.equals(value)) {
                return known;
            }
        }
        return null;
    }

    /**
     * Of the length and of two characters of the manager's name, behind azsdk-java-com.azure.resourcemanager. A new
     * string has no hash code yet, and to make that of all its characters takes JDK 17 longer than all the rest.
     */
    private static int hash(String value) {
        int length = value.length();
        return 7 * length + (length > 40 ? value.charAt(38) + 31 * value.charAt(40) : 0);
    }

    /** A value, and what is sent in its place. */
    static final class Known {
        private final String value;
        private final int indexOfOther;
        /** Null if it has a tracking ID already, which is never added to. */
        private final @Nullable String attributed;

        private final boolean hasToken;
        private final @Nullable String rest;

        private Known(String value, String token) {
            int present = UserAgent.indexOfTrackingId(value);
            this.value = value;
            this.attributed = present < 0 ? UserAgent.append(value, token) : null;
            this.indexOfOther = present < 0 || UserAgent.isTokenAt(value, present, token) ? -1 : present;
            this.rest = UserAgent.without(value, token);
            this.hasToken = !value.equals(rest);
        }

        /** Where a tracking ID starts that is another one than the token, if it is the first one; -1 otherwise. */
        int indexOfOther() {
            return indexOfOther;
        }

        /** With the token; if it has a tracking ID already, the very string that was asked for. */
        String attributed(String asked) {
            return attributed == null ? asked : attributed;
        }

        /** Without the token; if it does not have it, the very string that was asked for; null if nothing is left. */
        @Nullable
        String unattributed(String asked) {
            return hasToken ? rest : asked;
        }
    }
}
