// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes one attempt to reach Azure Resource Manager, as it was sent. One call of a client may need several
 * attempts: each retry, redirect, page and poll is a separate attempt.
 *
 * <pre>{@code
 * Attribution watched = attribution.withListener(call -> {
 *     if (!call.isAttributed()) {
 *         System.err.println("not attributed: " + call);
 *     }
 * });
 * }</pre>
 *
 * <p>Contains no secrets: no body and no {@code Authorization} header, no user information of the URL, nothing of its
 * query except the API version, and no message of an exception, because a message may contain anything. Shows what was
 * sent, not what Microsoft credited.
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
     * Returns the time when the adapter passed the request on.
     *
     * @return the time on the clock of this machine
     */
    public Instant time() {
        return time;
    }

    /**
     * Returns the time from {@link #time()} to the head of the response or to the failure. Does not include the body.
     *
     * @return the duration, at least zero
     */
    public Duration duration() {
        return duration;
    }

    /**
     * Returns the HTTP method of the request.
     *
     * @return the method, such as {@code PUT}
     */
    public String method() {
        return method;
    }

    /**
     * Returns the URL of the request without parts that may be secret.
     *
     * @return the URL without user information and fragment; of its query only {@code api-version} is kept
     */
    public String url() {
        return url;
    }

    /**
     * Returns the ID of the resource that is written, read or acted upon, taken from the path of the URL. Percent
     * escapes are decoded, except an escaped slash, and {@code resourceGroups} has Azure's letter case. The rest is as
     * in the URL.
     *
     * @return the ID of a resource, a resource group or a subscription; null if the path names none, for example a list
     */
    public @Nullable String resourceId() {
        return resource().id();
    }

    /**
     * Returns the type of the resource, or of the listed resources, taken from the path of the URL.
     *
     * @return the type with its namespace, such as {@code Microsoft.Network/virtualNetworks/subnets} or
     *     {@code Microsoft.Resources/resourceGroups}; null if the path names none
     */
    public @Nullable String resourceType() {
        return resource().type();
    }

    /**
     * Returns the status code of the response.
     *
     * @return the status code; 0 if there was no response
     */
    public int status() {
        return status;
    }

    /**
     * Returns the reason why there was no response.
     *
     * @return the class names of the exception and its causes, at most 5, outermost first and separated by {@code <-},
     *     such as {@code java.net.ConnectException}; null if there was a response
     */
    public @Nullable String failure() {
        return failure;
    }

    /**
     * Returns the User-Agent as it was sent, even if it was replaced after the adapter. If an OkHttp call got no
     * response, this is the User-Agent that the interceptor passed on.
     *
     * @return the value, or null if there was none
     */
    public @Nullable String userAgent() {
        return userAgent;
    }

    /**
     * Returns the first tracking ID of any partner in the User-Agent.
     *
     * @return the ID, or null if there is none
     */
    public @Nullable TrackingId trackingId() {
        String text = userAgent == null ? null : UserAgent.trackingIdIn(userAgent);
        return text == null ? null : TrackingId.ofAnyCase(text);
    }

    /**
     * Returns whether the call was sent with the tracking ID of the {@link Attribution} that reports it, and with no
     * other tracking ID. An inactive attribution has no ID, but another attribution may attribute the call. So for an
     * inactive attribution, returns whether the call was sent with exactly one tracking ID of any partner.
     *
     * @return true if the call is attributed
     */
    public boolean isAttributed() {
        return attributed;
    }

    /**
     * Returns Azure's ID of this request, the response header {@code x-ms-request-id}.
     *
     * @return the ID, or null if there was none
     */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * Returns the ID by which Azure's logs correlate this request with the operations that it caused, the response
     * header {@code x-ms-correlation-request-id}. Microsoft's support can look the call up by this ID and
     * {@link #time()}.
     *
     * @return the ID, or null if there was none
     */
    public @Nullable String correlationRequestId() {
        return correlationRequestId;
    }

    /**
     * Returns the client's ID of this request, the request header {@code x-ms-client-request-id}.
     *
     * @return the ID, which is the same for each retry, or null if there was none
     */
    public @Nullable String clientRequestId() {
        return clientRequestId;
    }

    /** Returns whether the call creates or updates a resource. */
    boolean isWrite() {
        return (method.equals("PUT") || method.equals("PATCH")) && resourceId() != null;
    }

    /** Returns whether the attribution that reports the call is inactive. */
    boolean isAttributionInactive() {
        return attributionInactive;
    }

    /** Returns the approximate number of characters in the texts of this call. */
    int length() {
        int length = 0;
        // The URL is counted twice, because a report also keeps the resource ID, which is at most as long.
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
     * Returns the call on one line.
     *
     * @return method, URL, status or failure, and User-Agent
     */
    @Override
    public String toString() {
        return method + " " + url + " " + (failure == null ? status : failure) + ", User-Agent: " + userAgent;
    }
}
