// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Stores the behaviors that tests scheduled for the next calls, in the order in which they were scheduled. Thread-safe.
 *
 * @param <T> how a call behaves
 */
final class ScheduledBehaviors<T> {
    private final List<Entry<T>> entries = new ArrayList<>();

    synchronized void schedule(int calls, BiPredicate<String, URI> selection, T behavior) {
        entries.add(new Entry<>(calls, selection, behavior));
    }

    /** Counts the call and returns its behavior, or returns null if nothing is scheduled for it. */
    synchronized @Nullable T take(ArmRequest request) {
        Iterator<Entry<T>> next = entries.iterator();
        while (next.hasNext()) {
            Entry<T> entry = next.next();
            if (entry.selection.test(request.method(), request.uri())) {
                entry.remainingCalls--;
                if (entry.remainingCalls == 0) {
                    next.remove();
                }
                return entry.behavior;
            }
        }
        return null;
    }

    synchronized void clear() {
        entries.clear();
    }

    private static final class Entry<T> {
        private final BiPredicate<String, URI> selection;
        private final T behavior;
        private int remainingCalls;

        Entry(int calls, BiPredicate<String, URI> selection, T behavior) {
            this.remainingCalls = calls;
            this.selection = selection;
            this.behavior = behavior;
        }
    }
}
