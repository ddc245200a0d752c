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
 * The last call of each key, bounded by number and by text, for as long as a process may run: the one that is longest
 * ago goes first, and is counted. Not thread-safe.
 */
final class BoundedCalls {
    private final int mostCalls;
    private final int mostCharacters;
    private final Map<Object, ResourceManagerCall> calls = new LinkedHashMap<>();
    private long characters;
    private long dropped;

    BoundedCalls(int mostCalls, int mostCharacters) {
        this.mostCalls = mostCalls;
        this.mostCharacters = mostCharacters;
    }

    /** Keeps a call, in the place of an earlier one of the same key. */
    void put(Object key, ResourceManagerCall call) {
        characters -= lengthOf(calls.remove(key));
        if (call.length() > mostCharacters) {
            // Not worth all the others.
            dropped++;
            return;
        }
        calls.put(key, call);
        characters += lengthOf(call);
        Iterator<ResourceManagerCall> eldest = calls.values().iterator();
        while (calls.size() > mostCalls || characters > mostCharacters) {
            characters -= lengthOf(eldest.next());
            eldest.remove();
            dropped++;
        }
    }

    /** Earliest first. */
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
