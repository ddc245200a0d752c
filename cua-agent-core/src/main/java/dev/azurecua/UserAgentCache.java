// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import org.jspecify.annotations.Nullable;

/**
 * Caches what User-Agents become on covered hosts. A process has some twenty of them, one for each manager, and a
 * look-up costs less than the search for tracking IDs, and allocates nothing.
 *
 * <p>Holds at most 128 entries, with keys of at most 256 characters (about 200 kB); when there is no room, a value is
 * not cached. Reads take no lock: a reader that sees a key but not yet its value treats it as a miss.
 */
final class UserAgentCache {
    private static final int SLOTS = 128;
    private static final int PROBES = 8;
    private static final int MAX_LENGTH = 256;

    /** Keys at even indices, each followed by its value: they are read together. Written once. */
    private final @Nullable String[] slots = new String[2 * SLOTS];

    /** Returns the cached value, the very same string if it is equal to the key; null if the key is not cached. */
    @SuppressWarnings("ReferenceEquality")
    @Nullable
    String get(String key) {
        int slot = slot(key);
        for (int i = 0; i < PROBES; i++) {
            String cached = slots[slot];
            if (cached == null) {
                return null;
            }
            if (cached.equals(key)) {
                String value = slots[slot + 1];
                return value == cached ? key : value;
            }
            slot = next(slot);
        }
        return null;
    }

    /** Caches a value, which has to be the same each time for a key. */
    synchronized void put(String key, String value) {
        if (key.length() > MAX_LENGTH) {
            return;
        }
        int slot = slot(key);
        for (int i = 0; i < PROBES; i++) {
            String cached = slots[slot];
            if (cached == null) {
                slots[slot] = key;
                slots[slot + 1] = value;
                return;
            }
            if (cached.equals(key)) {
                // Another thread was first.
                return;
            }
            slot = next(slot);
        }
    }

    /**
     * Returns the first slot of a key, by its length and two characters of the manager's name, which stand after
     * azsdk-java-com.azure.resourcemanager. The hash code of a new string would take longer than all the rest.
     */
    private static int slot(String key) {
        int length = key.length();
        int hash = 7 * length + (length > 40 ? key.charAt(38) + 31 * key.charAt(40) : 0);
        return 2 * (hash & (SLOTS - 1));
    }

    private static int next(int slot) {
        return (slot + 2) & (2 * SLOTS - 1);
    }
}
