// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the User-Agents that Resource Manager was sent: a client sends few different ones, each of them many
 * times, and each time as a new string. To append the token costs a call of the Azure SDK 120 ns and 480 bytes, to find
 * it here 8 ns and none (JDK 17, {@code PolicyBenchmark}).
 *
 * <p>Bounded, at most 200 kB: what finds no place among those that came before is never known. Thread-safe, and read
 * without a lock: both strings of a slot are written once, and who sees but the first knows nothing.
 */
final class KnownUserAgents {
    private static final int SLOTS = 128;
    private static final int PROBES = 8;
    /** What is longer is not worth its memory. */
    private static final int MAX_LENGTH = 256;

    /** A value, and behind it what becomes of it: side by side, because they are read together. */
    private final @Nullable String[] slots = new String[2 * SLOTS];

    /** What becomes of the value, the very same string if that is the value itself; null if it is not known. */
    @Nullable
    String get(String value) {
        int slot = slot(value);
        String known = slots[slot];
        // The loop is apart, or the compiler unrolls it into each caller.
        return known != null && known.equals(value) ? result(slot, known, value) : search(value, slot);
    }

    private @Nullable String search(String value, int first) {
        for (int i = first; i < first + 2 * PROBES; i += 2) {
            int slot = i & (2 * SLOTS - 1);
            String known = slots[slot];
            if (known != null && known.equals(value)) {
                return result(slot, known, value);
            }
        }
        return null;
    }

    @SuppressWarnings("ReferenceEquality")
    private @Nullable String result(int slot, String known, String value) {
        String result = slots[slot + 1];
        return result == known ? value : result;
    }

    /** Remembers what becomes of a value, which has to be the same each time. */
    synchronized void put(String value, String result) {
        if (value.length() > MAX_LENGTH) {
            return;
        }
        int first = slot(value);
        for (int i = first; i < first + 2 * PROBES; i += 2) {
            int slot = i & (2 * SLOTS - 1);
            String known = slots[slot];
            if (known == null) {
                slots[slot] = value;
                slots[slot + 1] = result;
                return;
            }
            if (known.equals(value)) {
                // Another thread was first.
                return;
            }
        }
    }

    /**
     * Of the length and of two characters of the manager's name, behind azsdk-java-com.azure.resourcemanager. A new
     * string has no hash code yet, and to make that of all its characters takes JDK 17 longer than all the rest.
     */
    private static int slot(String value) {
        int length = value.length();
        int hash = 7 * length + (length > 40 ? value.charAt(38) + 31 * value.charAt(40) : 0);
        return 2 * (hash & (SLOTS - 1));
    }
}
