// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Predicate;
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
    private final Plans plans;
    private final int calls;
    private final Predicate<ArmRequest> selection;

    NextCalls(Plans plans, int calls) {
        this(plans, calls, request -> true);
        if (calls < 1) {
            throw new IllegalArgumentException(calls + " calls are none; write 1 for the next one, or more");
        }
    }

    private NextCalls(Plans plans, int calls, Predicate<ArmRequest> selection) {
        this.plans = plans;
        this.calls = calls;
        this.selection = selection;
    }

    /** Holds what was scheduled, until it happens. */
    record Plans(ScheduledBehaviors<Outcome> outcomes, ScheduledBehaviors<Integer> polls) {
        Plans() {
            this(new ScheduledBehaviors<>(), new ScheduledBehaviors<>());
        }

        void clear() {
            outcomes.clear();
            polls.clear();
        }
    }

    /** Answers a call, by way of the usual answer or not. */
    @FunctionalInterface
    interface Outcome {
        ResponseDefinitionBuilder answer(Supplier<ResponseDefinitionBuilder> usual);
    }

    /**
     * Only those to resources of this type, to their lists and their actions.
     *
     * @param resourceType with its namespace, such as {@code Microsoft.Compute/virtualMachines}
     * @return a narrower choice
     * @throws IllegalArgumentException if it has no namespace
     */
    public NextCalls to(String resourceType) {
        ResourcePath.requireType(resourceType);
        return new NextCalls(
                plans, calls, selection.and(request -> request.path().isOf(resourceType, request.method())));
    }

    /**
     * Only those that may change something: PUT, PATCH, POST and DELETE.
     *
     * @return a narrower choice
     */
    public NextCalls writes() {
        return new NextCalls(plans, calls, selection.and(ArmRequest::isWrite));
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
        // Rounded up: who comes too early would not be heard.
        long seconds = requireNotNegative(retryAfter).plusMillis(999).toSeconds();
        meet(usual -> ArmResponse.error(status, code, message)
                .toWireMock()
                .withHeader("Retry-After", Long.toString(seconds)));
    }

    /** Their connection is reset in place of an answer. */
    public void areReset() {
        meet(usual -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    /**
     * They do what they do at once, but are answered late. Each keeps one of the server's hundred threads meanwhile.
     *
     * @param delay for how long the client hears nothing
     * @throws IllegalArgumentException if it is negative
     */
    public void stall(Duration delay) {
        int milliseconds = Math.toIntExact(requireNotNegative(delay).toMillis());
        meet(usual -> usual.get().withFixedDelay(milliseconds));
    }

    /**
     * They are answered with 307.
     *
     * @param location where the answer sends the client
     */
    public void areRedirectedTo(URI location) {
        String text = location.toString();
        meet(usual -> ArmResponse.empty(307).toWireMock().withHeader("Location", text));
    }

    /**
     * They are answered with 401 and ask for a token with further claims, as Continuous Access Evaluation does.
     *
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
     */
    public void areChallenged() {
        String claims = Base64.getEncoder()
                .encodeToString("{\"access_token\":{\"nbf\":{\"essential\":true}}}".getBytes(StandardCharsets.UTF_8));
        meet(usual -> ArmResponse.error(401, "InvalidAuthenticationToken", "The access token lacks a claim.")
                .toWireMock()
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

    private void meet(Outcome outcome) {
        plans.outcomes().schedule(calls, selection, outcome);
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
        plans.polls().schedule(calls, selection, polls);
    }
}
