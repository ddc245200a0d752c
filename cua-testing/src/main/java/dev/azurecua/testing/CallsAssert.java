// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import dev.azurecua.TrackingId;
import dev.azurecua.testing.arm.ResourceManager;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies which tracking IDs the calls to {@link FakeResourceManager} carried. An assertion reads as a sentence:
 *
 * <pre>{@code
 * azure.assertThatCalls().all().carry("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * azure.assertThatCalls().writes().to("Microsoft.Compute/virtualMachines").carry(attribution.trackingId());
 * azure.assertThatCalls().toOtherServices().carryNothing();
 * }</pre>
 *
 * <p>All calls to Resource Manager are selected until a method changes the selection. Each attempt is a call of its
 * own: a retry, a poll or a redirect, too. An assertion fails if no call is selected. Its error lists each wrong call
 * with the User-Agent that was sent, and the probable reason.
 *
 * <p>Immutable.
 */
public final class CallsAssert {
    private final List<RecordedCall> recorded;
    private final URI endpoint;
    private final String service;
    private final Predicate<RecordedCall> isToService;
    private final String kind;
    private final Predicate<RecordedCall> isOfKind;

    private CallsAssert(
            List<RecordedCall> recorded,
            URI endpoint,
            String service,
            Predicate<RecordedCall> isToService,
            String kind,
            Predicate<RecordedCall> isOfKind) {
        this.recorded = recorded;
        this.endpoint = endpoint;
        this.service = service;
        this.isToService = isToService;
        this.kind = kind;
        this.isOfKind = isOfKind;
    }

    static CallsAssert of(List<RecordedCall> recorded, URI endpoint) {
        return new CallsAssert(
                recorded, endpoint, "Resource Manager", RecordedCall::isToResourceManager, "call", call -> true);
    }

    private CallsAssert withService(String other, Predicate<RecordedCall> isToOther) {
        return new CallsAssert(recorded, endpoint, other, isToOther, kind, isOfKind);
    }

    private CallsAssert narrowedTo(String narrower, Predicate<RecordedCall> condition) {
        return new CallsAssert(recorded, endpoint, service, isToService, narrower, isOfKind.and(condition));
    }

    private String subject() {
        return "each " + kind + " to " + service;
    }

    /**
     * Returns this assertion unchanged. It only makes the sentence easier to read.
     *
     * @return this
     */
    public CallsAssert all() {
        return this;
    }

    /**
     * Narrows the selection to calls to resources of this type, to lists of them and to their actions.
     *
     * @param resourceType the type with its namespace, such as {@code Microsoft.Compute/virtualMachines} or
     *     {@code Microsoft.Resources/resourceGroups}, in any letter case
     * @return a copy with the narrower selection
     * @throws IllegalArgumentException if the type has no namespace
     */
    public CallsAssert to(String resourceType) {
        BiPredicate<String, URI> isTo = ResourceManager.callsTo(resourceType);
        return narrowedTo(kind + " of " + resourceType, call -> isTo.test(call.method(), call.uri()));
    }

    /**
     * Narrows the selection to calls that may change something: PUT, PATCH, POST and DELETE.
     *
     * @return a copy with the narrower selection
     */
    public CallsAssert writes() {
        return narrowedTo(kind.replaceFirst("^call", "write"), call -> ResourceManager.isWrite(call.method()));
    }

    /**
     * Selects calls to all other services instead of those to Resource Manager. Other services are, for example, Entra
     * ID, Microsoft Graph, Key Vault, Storage and every service outside Azure.
     *
     * @return a copy with the other selection
     */
    public CallsAssert toOtherServices() {
        return withService("other services", call -> !call.isToResourceManager());
    }

    /**
     * Selects calls to one host instead of those to Resource Manager.
     *
     * @param host the host, such as {@code graph.microsoft.com}, in any letter case
     * @return a copy with the other selection
     */
    public CallsAssert toHost(String host) {
        return withService(host, call -> host.equalsIgnoreCase(call.uri().getHost()));
    }

    /**
     * Verifies that each selected call carried this tracking ID exactly once and no other ID. Other products in the
     * User-Agent do not matter: see {@link #keepSdkProduct()}.
     *
     * @param trackingId the expected ID, such as {@code attribution.trackingId()}; null always fails, because an
     *     inactive attribution returns it
     * @return this, for further assertions about the same calls
     * @throws AssertionError if a call is wrong, if no call is selected, or if {@code trackingId} is null
     */
    public CallsAssert carry(@Nullable TrackingId trackingId) {
        if (trackingId == null) {
            throw new AssertionError(
                    "Expected " + subject() + " to carry a tracking ID, but the attribution is inactive and has"
                            + " none: no valid tracking ID is configured, or this process is opted out (cua.opt-out,"
                            + " CUA_OPT_OUT)");
        }
        return verify(
                "carry " + trackingId + " exactly once",
                call -> call.carriesOnly(trackingId) ? null : Diagnosis.of(call, endpoint),
                wrongCalls -> Diagnosis.settings(wrongCalls, endpoint));
    }

    /**
     * Verifies that each selected call carried this tracking ID exactly once and no other ID, as
     * {@link #carry(TrackingId)} does.
     *
     * @param trackingId the expected ID, in one of the forms of {@link TrackingId#of(String)}
     * @return this, for further assertions about the same calls
     * @throws AssertionError if a call is wrong, or if no call is selected
     * @throws IllegalArgumentException if {@code trackingId} is not a tracking ID
     */
    public CallsAssert carry(String trackingId) {
        return carry(TrackingId.of(trackingId));
    }

    /**
     * Verifies that each selected call of the Azure SDK still has the SDK's product in its User-Agent. The product is
     * lost if a policy sets the User-Agent instead of appending to it. Microsoft's support then cannot see which
     * version of the SDK sent the call.
     *
     * @return this, for further assertions about the same calls
     * @throws AssertionError if a call has no product of the SDK, or if no call of the Azure SDK is selected
     */
    public CallsAssert keepSdkProduct() {
        narrowedTo(kind + " of the Azure SDK", RecordedCall::fromAzureSdk)
                .verify(
                        "have the product of the SDK in its User-Agent",
                        call -> call.hasSdkProduct()
                                ? null
                                : "Overwritten: something replaces the User-Agent instead of appending to it",
                        wrongCalls -> "");
        return this;
    }

    /**
     * Verifies that no selected call carried a tracking ID of any partner. A text that resembles a tracking ID counts
     * too, such as one in a comment.
     *
     * @return this, for further assertions about the same calls
     * @throws AssertionError if a call carried one, or if no call is selected
     */
    public CallsAssert carryNothing() {
        return verify(
                "carry no tracking ID",
                call -> !call.mentionsId()
                        ? null
                        : call.isToResourceManager()
                                ? "Attributed: the ID probably comes from a setting (cua.tracking-id, CUA_TRACKING_ID,"
                                        + " cua.properties) or from the code that creates the client"
                                : "Sent to another service: the ID was probably set for all hosts; use the policy or"
                                        + " the interceptor instead, which adds it for hosts of Resource Manager only",
                wrongCalls -> "");
    }

    /**
     * @param problemOf returns what is wrong with a call, or null if it is as expected
     * @param hint returns a hint for all wrong calls, or an empty string
     */
    private CallsAssert verify(
            String expectation,
            Function<RecordedCall, @Nullable String> problemOf,
            Function<List<RecordedCall>, String> hint) {
        List<RecordedCall> selected =
                recorded.stream().filter(isToService.and(isOfKind)).toList();
        if (selected.isEmpty()) {
            throw new AssertionError("Expected " + subject() + " to " + expectation + ", but there was no such call. "
                    + recordedCalls());
        }
        List<RecordedCall> wrongCalls = new ArrayList<>();
        Map<String, List<RecordedCall>> byProblem = new LinkedHashMap<>();
        for (RecordedCall call : selected) {
            String problem = problemOf.apply(call);
            if (problem != null) {
                wrongCalls.add(call);
                byProblem.computeIfAbsent(problem, key -> new ArrayList<>()).add(call);
            }
        }
        if (!wrongCalls.isEmpty()) {
            throw new AssertionError("Expected " + subject() + " to " + expectation + ", but " + wrongCalls.size()
                    + " of " + selected.size() + " did not."
                    + byProblem.entrySet().stream()
                            .map(entry -> "\n" + entry.getKey() + ":" + lines(entry.getValue()))
                            .collect(Collectors.joining())
                    + hint.apply(wrongCalls));
        }
        return this;
    }

    private String recordedCalls() {
        return recorded.isEmpty()
                ? "No call arrived at all; build the client with azure.httpClient(), azure.proxyAddress() or"
                        + " azure.endpoint()."
                : "These calls arrived:" + lines(recorded);
    }

    private static String lines(List<RecordedCall> calls) {
        return calls.stream().map(call -> "\n  " + call).collect(Collectors.joining());
    }
}
