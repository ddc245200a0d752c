// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

/**
 * Receives each attempt to reach Azure Resource Manager after it got a response or failed. Add it with
 * {@link Attribution#withListener}:
 *
 * <pre>{@code
 * Attribution logged = attribution.withListener(call -> System.out.println(call));
 * }</pre>
 *
 * <p>Called on the thread that received the response, before the client sees it, possibly concurrently. Must be
 * thread-safe and must not block, because the thread may be an event loop of the HTTP client.
 *
 * @see AttributionReport
 */
@FunctionalInterface
public interface AttributionListener {
    /**
     * Handles an attempt. An exception thrown here does not reach the call. The first one is logged at ERROR.
     *
     * @param call the request and the outcome of the attempt
     */
    void onCall(ResourceManagerCall call);
}
