// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.azurecua.testing.arm.ResourceManager;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Schedules how the next calls to Resource Manager behave, whichever client sends them. Calls to other services are not
 * counted, and neither are calls that match a stub.
 *
 * <pre>{@code
 * azure.nextCalls(2).areThrottled(Duration.ZERO);
 * azure.nextCalls(1).to("Microsoft.Compute/virtualMachines").writes().completeAfter(3);
 * }</pre>
 *
 * <p>Immutable: {@link #to} and {@link #writes} return a changed copy.
 */
public final class NextCalls {
    private final ResourceManager resourceManager;
    private final int calls;
    private final BiPredicate<String, URI> selection;

    NextCalls(ResourceManager resourceManager, int calls) {
        this(resourceManager, calls, (method, uri) -> true);
        if (calls < 1) {
            throw new IllegalArgumentException("calls must be 1 or more, but was " + calls);
        }
    }

    private NextCalls(ResourceManager resourceManager, int calls, BiPredicate<String, URI> selection) {
        this.resourceManager = resourceManager;
        this.calls = calls;
        this.selection = selection;
    }

    /**
     * Narrows the selection to calls to resources of this type, to lists of them and to their actions.
     *
     * @param resourceType the type with its namespace, such as {@code Microsoft.Compute/virtualMachines}, in any letter
     *     case
     * @return a copy with the narrower selection
     * @throws IllegalArgumentException if the type has no namespace
     */
    public NextCalls to(String resourceType) {
        return new NextCalls(resourceManager, calls, selection.and(ResourceManager.callsTo(resourceType)));
    }

    /**
     * Narrows the selection to calls that may change something: PUT, PATCH, POST and DELETE.
     *
     * @return a copy with the narrower selection
     */
    public NextCalls writes() {
        return new NextCalls(resourceManager, calls, selection.and((method, uri) -> ResourceManager.isWrite(method)));
    }

    /**
     * Makes the calls fail with 429.
     *
     * @param retryAfter the value of {@code Retry-After}, which is sent in seconds and rounded up
     * @throws IllegalArgumentException if {@code retryAfter} is negative
     */
    public void areThrottled(Duration retryAfter) {
        reject(429, "TooManyRequests", "The request is being throttled.", retryAfter);
    }

    /**
     * Makes the calls fail with 503.
     *
     * @param retryAfter the value of {@code Retry-After}, which is sent in seconds and rounded up
     * @throws IllegalArgumentException if {@code retryAfter} is negative
     */
    public void areUnavailable(Duration retryAfter) {
        reject(503, "ServerTimeout", "The service is unavailable.", retryAfter);
    }

    private void reject(int status, String code, String message, Duration retryAfter) {
        // Rounded up, because a client that retries too early would get the same error again.
        long seconds = requireNotNegative(retryAfter).plusMillis(999).toSeconds();
        respond(() -> ResourceManager.error(status, code, message).withHeader("Retry-After", Long.toString(seconds)));
    }

    /** Resets the connections of the calls instead of responding. */
    public void areReset() {
        respond(() -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    /**
     * Delays the responses to the calls. The calls still take effect immediately. Each delayed call blocks one of the
     * server's 100 threads.
     *
     * @param delay the delay before each response, rounded down to milliseconds
     * @throws IllegalArgumentException if {@code delay} is negative
     * @throws ArithmeticException if {@code delay} is longer than {@link Integer#MAX_VALUE} milliseconds
     */
    public void stall(Duration delay) {
        int milliseconds = Math.toIntExact(requireNotNegative(delay).toMillis());
        resourceManager.scheduleDelay(calls, selection, milliseconds);
    }

    /**
     * Redirects the calls with 307.
     *
     * @param location the value of {@code Location}
     */
    public void areRedirectedTo(URI location) {
        String text = location.toString();
        respond(() -> aResponse().withStatus(307).withHeader("Location", text));
    }

    /**
     * Makes the calls fail with 401 and a challenge for a token with further claims, as Continuous Access Evaluation
     * does.
     *
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
     */
    public void areChallenged() {
        String claims = Base64.getEncoder()
                .encodeToString("{\"access_token\":{\"nbf\":{\"essential\":true}}}".getBytes(StandardCharsets.UTF_8));
        respond(() -> ResourceManager.error(401, "InvalidAuthenticationToken", "The access token lacks a claim.")
                .withHeader(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.microsoftonline.com/\","
                                + " error=\"insufficient_claims\", claims=\"" + claims + "\""));
    }

    private static Duration requireNotNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "the duration must not be negative, but was " + duration + "; write Duration.ZERO or more");
        }
        return duration;
    }

    private void respond(Supplier<ResponseDefinitionBuilder> response) {
        resourceManager.scheduleResponse(calls, selection, response);
    }

    /**
     * Turns the calls into long-running operations. This applies only to writes that succeed. For a POST or DELETE, the
     * API also has to allow 202. For a DELETE, the resource also has to exist. Other calls are not counted.
     *
     * <p>A PUT or PATCH gets its response at once, with 201 or 200 and {@code Azure-AsyncOperation}. A POST or DELETE
     * gets 202 and {@code Location}. As in Azure, the polls of a call to {@code management.azure.com} go to a regional
     * host. Until the operation is complete, the state of the resource is {@code Creating}, {@code Updating} or
     * {@code Deleting}. Reading the resource counts as a poll, too. Deleting a resource group is always a long-running
     * operation.
     *
     * @param polls the number of polls that find the operation in progress, 0 or more; the next poll completes it
     * @throws IllegalArgumentException if {@code polls} is less than 0
     */
    public void completeAfter(int polls) {
        if (polls < 0) {
            throw new IllegalArgumentException("polls must be 0 or more, but was " + polls
                    + "; write 0 for an operation that the first poll finds complete");
        }
        resourceManager.schedulePolls(calls, selection, polls);
    }
}
