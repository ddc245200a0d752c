// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last call of each key. Limits the number of calls and the length of their texts, because a process may run
 * for a long time. Drops the earliest calls first, and counts the dropped calls. Not thread-safe.
 */
final class BoundedCalls {
    private final int maxCalls;
    private final int maxCharacters;
    private final Map<Object, ResourceManagerCall> calls = new LinkedHashMap<>();
    private long characters;
    private long dropped;

    BoundedCalls(int maxCalls, int maxCharacters) {
        this.maxCalls = maxCalls;
        this.maxCharacters = maxCharacters;
    }

    /** Adds a call. Replaces an earlier call of the same key. */
    void put(Object key, ResourceManagerCall call) {
        characters -= lengthOf(calls.remove(key));
        if (call.length() > maxCharacters) {
            // Dropped, because it would push out all other calls.
            dropped++;
            return;
        }
        calls.put(key, call);
        characters += lengthOf(call);
        Iterator<ResourceManagerCall> eldest = calls.values().iterator();
        while (calls.size() > maxCalls || characters > maxCharacters) {
            characters -= lengthOf(eldest.next());
            eldest.remove();
            dropped++;
        }
    }

    /** Returns the calls, the earliest first. */
    List<ResourceManagerCall> list() {
        return new ArrayList<>(calls.values());
    }

    long dropped() {
        return dropped;
    }

    private static int lengthOf(@Nullable ResourceManagerCall call) {
        return call == null ? 0 : call.length();
    }
}
