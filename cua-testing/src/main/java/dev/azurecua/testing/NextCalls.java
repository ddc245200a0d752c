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
 * What the next calls to Resource Manager meet, whichever client makes them. Calls to other services and those that a
 * stub answers are not counted.
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
            throw new IllegalArgumentException(calls + " calls are none; write 1 for the next one, or more");
        }
    }

    private NextCalls(ResourceManager resourceManager, int calls, BiPredicate<String, URI> selection) {
        this.resourceManager = resourceManager;
        this.calls = calls;
        this.selection = selection;
    }

    /**
     * Only those to resources of this type, to their lists and their actions.
     *
     * @param resourceType with its namespace, such as {@code Microsoft.Compute/virtualMachines}
     * @return a narrower choice
     * @throws IllegalArgumentException if it has no namespace
     */
    public NextCalls to(String resourceType) {
        return new NextCalls(resourceManager, calls, selection.and(ResourceManager.callsTo(resourceType)));
    }

    /**
     * Only those that may change something: PUT, PATCH, POST and DELETE.
     *
     * @return a narrower choice
     */
    public NextCalls writes() {
        return new NextCalls(resourceManager, calls, selection.and((method, uri) -> ResourceManager.isWrite(method)));
    }

    /**
     * They are answered with 429.
     *
     * @param retryAfter what the answer says in {@code Retry-After}, in seconds, rounded up
     * @throws IllegalArgumentException if it is negative
     */
    public void areThrottled(Duration retryAfter) {
        refuse(429, "TooManyRequests", "The request is being throttled.", retryAfter);
    }

    /**
     * They are answered with 503.
     *
     * @param retryAfter what the answer says in {@code Retry-After}, in seconds, rounded up
     * @throws IllegalArgumentException if it is negative
     */
    public void areUnavailable(Duration retryAfter) {
        refuse(503, "ServerTimeout", "The service is unavailable.", retryAfter);
    }

    private void refuse(int status, String code, String message, Duration retryAfter) {
        // Rounded up, because a client that comes too early would be refused again.
        long seconds = requireNotNegative(retryAfter).plusMillis(999).toSeconds();
        respond(() -> ResourceManager.error(status, code, message).withHeader("Retry-After", Long.toString(seconds)));
    }

    /** Their connection is reset in place of an answer. */
    public void areReset() {
        respond(() -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    /**
     * They do what they do at once, but are answered late. Each keeps one of the server's hundred threads meanwhile.
     *
     * @param delay for how long the client hears nothing
     * @throws IllegalArgumentException if it is negative
     */
    public void stall(Duration delay) {
        int milliseconds = Math.toIntExact(requireNotNegative(delay).toMillis());
        resourceManager.scheduleDelay(calls, selection, milliseconds);
    }

    /**
     * They are answered with 307.
     *
     * @param location where the answer sends the client
     */
    public void areRedirectedTo(URI location) {
        String text = location.toString();
        respond(() -> aResponse().withStatus(307).withHeader("Location", text));
    }

    /**
     * They are answered with 401 and ask for a token with further claims, as Continuous Access Evaluation does.
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
            throw new IllegalArgumentException(duration + " is over before it begins; write Duration.ZERO or more");
        }
        return duration;
    }

    private void respond(Supplier<ResponseDefinitionBuilder> response) {
        resourceManager.scheduleResponse(calls, selection, response);
    }

    /**
     * They become long-running operations, as far as they are writes that succeed and may be such by their API: a PUT
     * or PATCH is answered at once with 201 or 200 and {@code Azure-AsyncOperation}, a POST or DELETE with 202 and
     * {@code Location}. As in Azure, the polls of a call to {@code management.azure.com} go to a regional host. Until
     * it is done the resource says that it is {@code Creating}, {@code Updating} or {@code Deleting}; whoever asks for
     * it polls, too. Deleting a resource group is such an operation always.
     *
     * @param polls how many polls find it in progress, 0 or more; the one behind them finds it done
     * @throws IllegalArgumentException if it is less than 0
     */
    public void completeAfter(int polls) {
        if (polls < 0) {
            throw new IllegalArgumentException(polls
                    + " polls cannot find an operation in progress; write 0 for one that the first poll finds done");
        }
        resourceManager.schedulePolls(calls, selection, polls);
    }
}
