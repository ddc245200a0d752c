// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What went over the wire in one attempt to reach Azure Resource Manager. A call of a client may be several: each
 * retry, redirect, page and poll is an attempt of its own.
 *
 * <pre>{@code
 * Attribution watched = attribution.withListener(call -> {
 *     if (!call.isAttributed()) {
 *         System.err.println("not attributed: " + call);
 *     }
 * });
 * }</pre>
 *
 * <p>Nothing secret is in it: no body and no {@code Authorization}; of the URL no user, and of its query the API
 * version alone; of a failure no message, in which anything may stand. It says what was sent, not what Microsoft
 * credited.
 *
 * <p>Immutable and thread-safe.
 *
 * @see AttributionListener
 */
public final class ResourceManagerCall {
    private final Instant time;
    private final Duration duration;
    private final String method;
    private final String url;
    private final int status;
    private final @Nullable String failure;
    private final @Nullable String userAgent;
    private final boolean attributed;
    private final boolean attributionInactive;
    private final @Nullable String requestId;
    private final @Nullable String correlationRequestId;
    private final @Nullable String clientRequestId;

    ResourceManagerCall(
            Instant time,
            Duration duration,
            String method,
            String url,
            @Nullable TrackingId expected,
            Function<String, @Nullable String> requestHeaders,
            int status,
            Function<String, @Nullable String> responseHeaders,
            @Nullable String failure) {
        this.time = time;
        this.duration = duration;
        this.method = method;
        this.url = RequestUrl.of(url).redacted();
        this.status = status;
        this.failure = failure;
        this.userAgent = requestHeaders.apply("User-Agent");
        this.attributed = userAgent != null && isAttributed(userAgent, expected);
        this.attributionInactive = expected == null;
        this.requestId = responseHeaders.apply("x-ms-request-id");
        this.correlationRequestId = responseHeaders.apply("x-ms-correlation-request-id");
        this.clientRequestId = requestHeaders.apply("x-ms-client-request-id");
    }

    private static boolean isAttributed(String userAgent, @Nullable TrackingId expected) {
        String token = expected == null ? UserAgent.trackingIdIn(userAgent) : expected.toString();
        return token != null && UserAgent.hasOnly(token, userAgent);
    }

    /**
     * When the request was handed on, towards the wire.
     *
     * @return the time by this machine's clock
     */
    public Instant time() {
        return time;
    }

    /**
     * How long it took until the head of the answer was there, or the failure. The body is not waited for.
     *
     * @return the time between, at least zero
     */
    public Duration duration() {
        return duration;
    }

    /**
     * The method of the request.
     *
     * @return {@code PUT} and so on
     */
    public String method() {
        return method;
    }

    /**
     * The URL of the request as it was handed on, as far as it is no secret.
     *
     * @return the URL without user information and fragment, and with no more of its query than {@code api-version}
     */
    public String url() {
        return url;
    }

    /**
     * The resource that the path of the URL names: the one that is written, read or acted upon. It is as it stands
     * there, with percent escapes undone and {@code resourceGroups} in Azure's letter case.
     *
     * @return the ID of a resource, a resource group or a subscription; null where none is named, as in a list
     */
    public @Nullable String resourceId() {
        return resource().id();
    }

    /**
     * The type that the path of the URL names, that of the resource or of what is listed.
     *
     * @return the type with its namespace, such as {@code Microsoft.Network/virtualNetworks/subnets} or
     *     {@code Microsoft.Resources/resourceGroups}; null if there is no path
     */
    public @Nullable String resourceType() {
        return resource().type();
    }

    /**
     * The status of the answer.
     *
     * @return the status code; 0 if there was no answer
     */
    public int status() {
        return status;
    }

    /**
     * Why there was no answer.
     *
     * @return the class names of the exception and its causes, outermost first and with {@code <-} between, such as
     *     {@code java.net.ConnectException}; null if there was an answer
     */
    public @Nullable String failure() {
        return failure;
    }

    /**
     * The User-Agent as it was sent, also if it was replaced behind the adapter. If there was no answer, an interceptor
     * of OkHttp tells what it handed on.
     *
     * @return the value, or null if there was none
     */
    public @Nullable String userAgent() {
        return userAgent;
    }

    /**
     * Returns the tracking ID in the User-Agent, any partner's.
     *
     * @return the ID, the first if there are several; null if there is none
     */
    public @Nullable TrackingId trackingId() {
        String text = userAgent == null ? null : UserAgent.trackingIdIn(userAgent);
        return text == null ? null : TrackingId.ofAnyCase(text);
    }

    /**
     * Returns whether it was sent with the ID of the {@link Attribution} that notifies of it, and with no other one. If
     * that attribution is inactive and so has no ID, another one may attribute the call: then this is whether it was
     * sent with exactly one ID, any partner's.
     *
     * @return true if it is attributed
     */
    public boolean isAttributed() {
        return attributed;
    }

    /**
     * What Azure calls this request, {@code x-ms-request-id} of the answer.
     *
     * @return the ID, or null if there was none
     */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * By what Azure's logs join this request and what it brought about, {@code x-ms-correlation-request-id} of the
     * answer: with {@link #time()}, what Microsoft's support can look up.
     *
     * @return the ID, or null if there was none
     */
    public @Nullable String correlationRequestId() {
        return correlationRequestId;
    }

    /**
     * What the client calls this request, {@code x-ms-client-request-id} of the request.
     *
     * @return the ID, the same for each retry, or null if there was none
     */
    public @Nullable String clientRequestId() {
        return clientRequestId;
    }

    /** Whether it creates or updates a resource. */
    boolean isWrite() {
        return (method.equals("PUT") || method.equals("PATCH")) && resourceId() != null;
    }

    /** Returns whether the attribution that notifies of it is inactive. */
    boolean isAttributionInactive() {
        return attributionInactive;
    }

    /** How many characters are in its texts, about. */
    int length() {
        int length = 0;
        // What a report keeps the resource by is once more as long as the URL, at most.
        for (String text :
                new String[] {method, url, url, failure, userAgent, requestId, correlationRequestId, clientRequestId}) {
            length += text == null ? 0 : text.length();
        }
        return length;
    }

    private ResourcePath resource() {
        return ResourcePath.of(method, RequestUrl.of(url).path());
    }

    /**
     * The call on one line.
     *
     * @return method, URL, status or failure, and User-Agent
     */
    @Override
    public String toString() {
        return method + " " + url + " " + (failure == null ? status : failure) + ", User-Agent: " + userAgent;
    }
}
