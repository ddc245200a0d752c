// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Notifies the listeners of an attribution. Compares them by identity. Immutable. */
final class Listeners {
    static final Listeners NONE = new Listeners(Collections.emptyList());

    private static final Log LOG = Log.of(AttributionListener.class);

    private final List<SafeListener> listeners;
    /** True after the ERROR about a call that cannot be read was logged. */
    private final AtomicBoolean unreadable = new AtomicBoolean();

    private Listeners(List<SafeListener> listeners) {
        this.listeners = listeners;
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** Adds a listener. Returns this instance if it contains the listener already. */
    Listeners with(AttributionListener listener) {
        if (contains(listener)) {
            return this;
        }
        List<SafeListener> more = new ArrayList<>(listeners);
        more.add(new SafeListener(listener));
        return new Listeners(more);
    }

    /** Compares by identity, because {@code equals} of a listener may throw. */
    @SuppressWarnings("ReferenceEquality")
    private boolean contains(AttributionListener listener) {
        return listeners.stream().anyMatch(safe -> safe.listener == listener);
    }

    /** Returns whether both contain the same listeners, in any order. */
    boolean areSameAs(Listeners others) {
        return others.listeners.size() == listeners.size()
                && others.listeners.stream().allMatch(safe -> contains(safe.listener));
    }

    /**
     * Notifies each listener, even if another one throws. Creates the call only if there are listeners. Never throws.
     */
    void notify(Supplier<ResourceManagerCall> supplier) {
        if (listeners.isEmpty()) {
            return;
        }
        ResourceManagerCall call;
        try {
            call = supplier.get();
        } catch (Throwable e) {
            if (!unreadable.getAndSet(true)) {
                LOG.error(
                        "The listeners are not notified of a Resource Manager call, because the HTTP client's request"
                                + " or response cannot be read. The call is not affected. Logged once.",
                        e);
            }
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
                // Any Throwable, because not even a failed assertion or a missing class may stop the call.
                if (!failed.getAndSet(true)) {
                    LOG.error(
                            "Listener " + listener.getClass().getName()
                                    + " threw an exception when notified of a Resource Manager call. The call is not"
                                    + " affected. Fix the listener. Logged once.",
                            e);
                }
            }
        }
    }
}
