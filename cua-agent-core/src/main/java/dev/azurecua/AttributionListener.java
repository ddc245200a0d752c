// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

/**
 * Is told of each attempt to reach Azure Resource Manager, once it has an answer or has failed. Given to the adapters
 * by {@link Attribution#withListener}:
 *
 * <pre>{@code
 * Attribution logged = attribution.withListener(call -> System.out.println(call));
 * }</pre>
 *
 * <p>It is called by whichever thread has the answer, before the client gets it, and by several at once. So it has to
 * be thread-safe and quick: an event loop of the HTTP client may be waiting for it.
 *
 * @see AttributionReport
 */
@FunctionalInterface
public interface AttributionListener {
    /**
     * Takes note of an attempt. What it throws does not reach the call; the first time, it is logged at ERROR.
     *
     * @param call what went over the wire
     */
    void onCall(ResourceManagerCall call);
}
