// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Those who are told of an attempt, compared by identity. Immutable. */
final class Listeners {
    static final Listeners NONE = new Listeners(Collections.emptyList());

    private static final Log LOG = Log.of(AttributionListener.class);

    private final List<Guarded> listeners;

    private Listeners(List<Guarded> listeners) {
        this.listeners = listeners;
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** These and the other one; these themselves if they have it. */
    Listeners with(AttributionListener listener) {
        if (contain(listener)) {
            return this;
        }
        List<Guarded> more = new ArrayList<>(listeners);
        more.add(new Guarded(listener));
        return new Listeners(more);
    }

    Listeners without(Listeners others) {
        return new Listeners(listeners.stream()
                .filter(guarded -> !others.contain(guarded.listener))
                .collect(Collectors.toList()));
    }

    boolean containAll(Listeners others) {
        return others.listeners.stream().allMatch(guarded -> contain(guarded.listener));
    }

    /** Foreign code has a say in what is equal, and may fail. */
    @SuppressWarnings("ReferenceEquality")
    private boolean contain(AttributionListener listener) {
        return listeners.stream().anyMatch(guarded -> guarded.listener == listener);
    }

    /** Tells each of them, whatever another one does; if there is none, the call is not asked for. Never throws. */
    void tell(Supplier<ResourceManagerCall> supplier) {
        if (listeners.isEmpty()) {
            return;
        }
        ResourceManagerCall call;
        try {
            call = supplier.get();
        } catch (Throwable unreadable) {
            listeners.forEach(guarded -> guarded.logOnce(unreadable));
            return;
        }
        listeners.forEach(guarded -> guarded.tell(call));
    }

    private static final class Guarded {
        private final AttributionListener listener;
        private final AtomicBoolean failed = new AtomicBoolean();

        Guarded(AttributionListener listener) {
            this.listener = listener;
        }

        void tell(ResourceManagerCall call) {
            try {
                listener.onCall(call);
            } catch (Throwable e) {
                // Whatever it is, a failed assertion or a missing class: the call is another matter.
                logOnce(e);
            }
        }

        void logOnce(Throwable failure) {
            if (failed.getAndSet(true)) {
                return;
            }
            try {
                LOG.error(
                        listener.getClass().getName() + " could not be told of a Resource Manager call, which goes on"
                                + " without it. Not said again.",
                        failure);
            } catch (Throwable e) {
                // A log that fails, or a failure that cannot be printed: it is still not the call's fault.
            }
        }
    }
}
