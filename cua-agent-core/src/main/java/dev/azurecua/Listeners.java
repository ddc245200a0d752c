// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The listeners of an attribution, compared by identity. Immutable. */
final class Listeners {
    static final Listeners NONE = new Listeners(Collections.emptyList());

    private static final Log LOG = Log.of(AttributionListener.class);

    private final List<SafeListener> listeners;

    private Listeners(List<SafeListener> listeners) {
        this.listeners = listeners;
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** Adds a listener. Returns these listeners themselves if they contain it. */
    Listeners with(AttributionListener listener) {
        if (contains(listener)) {
            return this;
        }
        List<SafeListener> more = new ArrayList<>(listeners);
        more.add(new SafeListener(listener));
        return new Listeners(more);
    }

    /** Compares by identity, because {@code equals} of foreign code may fail. */
    @SuppressWarnings("ReferenceEquality")
    private boolean contains(AttributionListener listener) {
        return listeners.stream().anyMatch(safe -> safe.listener == listener);
    }

    /** Returns whether these are the same listeners, in whichever order. */
    boolean areSameAs(Listeners others) {
        return others.listeners.size() == listeners.size()
                && others.listeners.stream().allMatch(safe -> contains(safe.listener));
    }

    /** Notifies each listener, whatever another one does. Does not create the call if there is none. Never throws. */
    void notify(Supplier<ResourceManagerCall> supplier) {
        if (listeners.isEmpty()) {
            return;
        }
        ResourceManagerCall call;
        try {
            call = supplier.get();
        } catch (Throwable unreadable) {
            listeners.forEach(safe -> safe.logOnce(unreadable));
            return;
        }
        listeners.forEach(safe -> safe.onCall(call));
    }

    private static final class SafeListener {
        private final AttributionListener listener;
        private final AtomicBoolean failed = new AtomicBoolean();

        SafeListener(AttributionListener listener) {
            this.listener = listener;
        }

        void onCall(ResourceManagerCall call) {
            try {
                listener.onCall(call);
            } catch (Throwable e) {
                // Whatever it is, a failed assertion or a missing class, the call has to go on.
                logOnce(e);
            }
        }

        void logOnce(Throwable failure) {
            if (failed.getAndSet(true)) {
                return;
            }
            LOG.error(
                    listener.getClass().getName()
                            + " failed when it was notified of a Resource Manager call; the call goes"
                            + " on. Logged once.",
                    failure);
        }
    }
}
