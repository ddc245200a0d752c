// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import org.jspecify.annotations.Nullable;

/**
 * Caches attributed User-Agents by the User-Agent before attribution. A process sends about twenty of them, one for
 * each manager. A look-up takes less time than a search for tracking IDs, and allocates nothing.
 *
 * <p>Holds at most 128 entries, with keys of at most 256 characters (about 200 kB). A value is not cached if the slots
 * that it may use are taken. Reads take no lock: a reader that sees a key but not yet its value treats it as a miss.
 */
final class UserAgentCache {
    private static final int SLOTS = 128;
    private static final int PROBES = 8;
    private static final int MAX_LENGTH = 256;

    /** Keys at even indices, each followed by its value, because both are read together. Each is written once. */
    private final @Nullable String[] slots = new String[2 * SLOTS];

    /** Returns the cached value, or null. Returns the given key instance if key and value are the same. */
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

    /** Caches a value. A key must have the same value each time. */
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
                // Kept, because another thread has cached the same value.
                return;
            }
            slot = next(slot);
        }
    }

    /**
     * Returns the first slot of a key. It depends on the length and on two characters of the manager's name, which
     * follows azsdk-java-com.azure.resourcemanager. {@link String#hashCode} is not used, because on a new string it
     * would take longer than the rest of the look-up.
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
