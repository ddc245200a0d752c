// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of the next calls, in the order in which it was announced. Thread-safe.
 *
 * @param <T> what becomes of them
 */
final class Upcoming<T> {
    private final List<Announcement<T>> announcements = new ArrayList<>();

    synchronized void announce(int calls, Predicate<ArmRequest> selection, T what) {
        announcements.add(new Announcement<>(calls, selection, what));
    }

    /** What becomes of this call, or null if nothing was announced for it. It is one of its number then. */
    synchronized @Nullable T take(ArmRequest request) {
        Iterator<Announcement<T>> next = announcements.iterator();
        while (next.hasNext()) {
            Announcement<T> announcement = next.next();
            if (announcement.selection.test(request)) {
                announcement.callsToGo--;
                if (announcement.callsToGo == 0) {
                    next.remove();
                }
                return announcement.what;
            }
        }
        return null;
    }

    synchronized void clear() {
        announcements.clear();
    }

    private static final class Announcement<T> {
        private final Predicate<ArmRequest> selection;
        private final T what;
        private int callsToGo;

        Announcement(int calls, Predicate<ArmRequest> selection, T what) {
            this.callsToGo = calls;
            this.selection = selection;
            this.what = what;
        }
    }
}
