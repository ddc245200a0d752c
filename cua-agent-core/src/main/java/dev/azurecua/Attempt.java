// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records one request on the wire. When it completes or fails, the listeners of the attribution are notified once; any
 * later outcome is ignored. {@link Attribution#attempt} creates it.
 *
 * <p>Thread-safe. Its methods never throw.
 */
public final class Attempt {
    private static final int MAX_CAUSES = 5;

    private final Instant time = Instant.now();
    private final long start = System.nanoTime();
    private final String method;
    private final String url;
    private final @Nullable TrackingId trackingId;
    private final AtomicReference<Listeners> waiting;

    Attempt(String method, String url, @Nullable TrackingId trackingId, Listeners listeners) {
        this.method = method;
        this.url = url;
        this.trackingId = trackingId;
        this.waiting = new AtomicReference<>(listeners);
    }

    /**
     * Notifies the listeners of a response. Reads only the headers that {@link ResourceManagerCall} exposes.
     *
     * @param requestHeaders maps the name of a request header to its value as it was sent, or to null
     * @param status returns the status code of the response
     * @param responseHeaders maps the name of a response header to its value, or to null
     */
    public void answered(
            Function<String, @Nullable String> requestHeaders,
            IntSupplier status,
            Function<String, @Nullable String> responseHeaders) {
        complete(requestHeaders, status, responseHeaders, null);
    }

    /**
     * Notifies the listeners that there was no response.
     *
     * @param requestHeaders maps the name of a request header to its value as it was sent, or to null
     * @param failure the exception that was thrown instead; its message is not read
     */
    public void failed(Function<String, @Nullable String> requestHeaders, Throwable failure) {
        complete(requestHeaders, () -> 0, name -> null, failure);
    }

    private void complete(
            Function<String, @Nullable String> requestHeaders,
            IntSupplier status,
            Function<String, @Nullable String> responseHeaders,
            @Nullable Throwable failure) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        waiting.getAndSet(Listeners.NONE)
                .notify(() -> new ResourceManagerCall(
                        time,
                        duration,
                        method,
                        url,
                        trackingId,
                        requestHeaders,
                        status.getAsInt(),
                        responseHeaders,
                        failure == null ? null : classNames(failure)));
    }

    private static String classNames(Throwable failure) {
        StringJoiner names = new StringJoiner(" <- ");
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            names.add(cause.getClass().getName());
            cause = cause.getCause();
        }
        return names.toString();
    }
}
