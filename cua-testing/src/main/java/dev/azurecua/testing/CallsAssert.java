// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import dev.azurecua.TrackingId;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An assertion about the calls that {@link FakeResourceManager} got, which reads as a sentence:
 *
 * <pre>{@code
 * azure.assertThatCalls().all().carry("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * azure.assertThatCalls().writes().to("Microsoft.Compute/virtualMachines").carry(attribution.trackingId());
 * azure.assertThatCalls().toOtherServices().carryNothing();
 * }</pre>
 *
 * <p>It is about all calls to Resource Manager until it is narrowed down, and about each attempt: a retry, a poll or a
 * redirect is a call of its own. About no calls at all it fails. What fails names each call that is not as it should
 * be, with the User-Agent that it had, and where its attribution was probably lost.
 *
 * <p>Immutable.
 */
public final class CallsAssert {
    private final List<RecordedCall> recorded;
    private final URI endpoint;
    private final String subject;
    private final Predicate<RecordedCall> selection;

    private CallsAssert(List<RecordedCall> recorded, URI endpoint, String subject, Predicate<RecordedCall> selection) {
        this.recorded = recorded;
        this.endpoint = endpoint;
        this.subject = subject;
        this.selection = selection;
    }

    static CallsAssert of(List<RecordedCall> recorded, URI endpoint) {
        return new CallsAssert(recorded, endpoint, "call to Resource Manager", RecordedCall::isToResourceManager);
    }

    private CallsAssert and(String subject, Predicate<RecordedCall> further) {
        return new CallsAssert(recorded, endpoint, subject, selection.and(further));
    }

    /**
     * Every one of the calls that were chosen; says so, and does nothing.
     *
     * @return this
     */
    public CallsAssert all() {
        return this;
    }

    /**
     * Only those to resources of this type, to their lists and their actions.
     *
     * @param resourceType with its namespace, such as {@code Microsoft.Compute/virtualMachines}, or
     *     {@code Microsoft.Resources/resourceGroups}; in any letter case
     * @return a narrower choice
     * @throws IllegalArgumentException if it has no namespace
     */
    public CallsAssert to(String resourceType) {
        ResourcePath.requireType(resourceType);
        return and(subject + " (" + resourceType + ")", call -> call.isTo(resourceType));
    }

    /**
     * Only those that may change something: PUT, PATCH, POST and DELETE.
     *
     * @return a narrower choice
     */
    public CallsAssert writes() {
        return and(subject.replaceFirst("^call", "write"), call -> ArmRequest.isWrite(call.method()));
    }

    /**
     * In place of Resource Manager's those to the other services of Azure: Entra ID, Microsoft Graph, Key Vault,
     * Storage.
     *
     * @return another choice
     */
    public CallsAssert toOtherServices() {
        return new CallsAssert(recorded, endpoint, "call to other services", call -> !call.isToResourceManager());
    }

    /**
     * In place of Resource Manager's those to one host.
     *
     * @param host such as {@code graph.microsoft.com}
     * @return another choice
     */
    public CallsAssert toHost(String host) {
        return new CallsAssert(
                recorded,
                endpoint,
                "call to " + host,
                call -> host.equalsIgnoreCase(call.uri().getHost()));
    }

    /**
     * Asserts that each of the calls carried this tracking ID exactly once and no other, and that a call of the Azure
     * SDK has kept the SDK's product in front of it.
     *
     * @param trackingId who should be credited
     * @return this, for what else is to be asserted of the same calls
     * @throws AssertionError if not, or if there was no such call
     */
    public CallsAssert carry(TrackingId trackingId) {
        return judge("carry " + trackingId + " exactly once", call -> loss(call, trackingId.toString()));
    }

    /**
     * Asserts that each of the calls carried this tracking ID exactly once and no other, as {@link #carry(TrackingId)}.
     *
     * @param trackingId who should be credited, in one of the forms of {@link TrackingId#of(String)}
     * @return this
     * @throws AssertionError if not, or if there was no such call
     * @throws IllegalArgumentException if it is not a tracking ID
     */
    public CallsAssert carry(String trackingId) {
        return carry(TrackingId.of(trackingId));
    }

    /**
     * Asserts that none of the calls carried a tracking ID, whosever it is.
     *
     * @return this
     * @throws AssertionError if one did, or if there was no such call
     */
    public CallsAssert carryNothing() {
        return judge(
                "carry no tracking ID",
                call -> call.trackingIds().isEmpty()
                        ? null
                        : call.isToResourceManager()
                                ? "Something attributes them: a setting (cua.tracking-id, CUA_TRACKING_ID,"
                                        + " cua.properties), or a client that was made attributed"
                                : "The User-Agent was set for all hosts: leave it to the policy or the interceptor, which"
                                        + " know those of Resource Manager");
    }

    /** @param fault what is wrong with a call, or null */
    private CallsAssert judge(String expectation, Function<RecordedCall, @Nullable String> fault) {
        List<RecordedCall> chosen = recorded.stream().filter(selection).toList();
        if (chosen.isEmpty()) {
            throw new AssertionError(
                    "Expected each " + subject + " to " + expectation + ", but there was none. " + seen());
        }
        Map<String, List<RecordedCall>> offending = new LinkedHashMap<>();
        for (RecordedCall call : chosen) {
            String reason = fault.apply(call);
            if (reason != null) {
                offending.computeIfAbsent(reason, key -> new ArrayList<>()).add(call);
            }
        }
        if (!offending.isEmpty()) {
            throw new AssertionError("Expected each " + subject + " to " + expectation + ", but "
                    + offending.values().stream().mapToInt(List::size).sum() + " of " + chosen.size() + " did not."
                    + offending.entrySet().stream()
                            .map(entry -> "\n" + entry.getKey() + ":" + lines(entry.getValue()))
                            .collect(Collectors.joining()));
        }
        return this;
    }

    private String seen() {
        return recorded.isEmpty()
                ? "Nothing arrived here: was the client given azure.httpClient(), azure.proxyAddress() or azure.endpoint()?"
                : "What arrived:" + lines(recorded);
    }

    private static String lines(List<RecordedCall> calls) {
        return calls.stream().map(call -> "\n  " + call).collect(Collectors.joining());
    }

    private @Nullable String loss(RecordedCall call, String trackingId) {
        List<String> found = call.trackingIds();
        if (found.equals(List.of(trackingId))) {
            return isAlone(call, trackingId)
                    ? "Overwritten: these are calls of the Azure SDK, whose product is gone; something sets the User-Agent"
                            + " to the ID instead of appending it"
                    : null;
        }
        if (found.size() > 1) {
            return "Several IDs: Resource Manager is reported to read only one; something sets the User-Agent besides"
                    + " the policy or the interceptor";
        }
        if (found.size() == 1) {
            return "Another ID was there first and keeps the credit: look for a setting, or a library that sets it";
        }
        return notFound(call)
                + (call.uri().getPort() == endpoint.getPort()
                        ? ". Or nobody told the attribution of " + endpoint + ", which is no host of Azure's: add"
                                + " withEndpoint(azure.endpoint()), or call management.azure.com through azure.httpClient()"
                                + " or azure.proxyAddress()"
                        : "");
    }

    private static String notFound(RecordedCall call) {
        if (!call.isOfAzureSdk()) {
            return "Never attributed: no client of the Azure SDK made these; one on OkHttp needs the interceptor, any"
                    + " other has to ask attribution.userAgent(…)";
        }
        return call.hasSdkProduct()
                ? "Never attributed: the product of the Azure SDK is there without the ID, so the client was probably"
                        + " made outside the factory, by a builder or a pipeline that has no policy"
                : "Overwritten: these are calls of the Azure SDK, whose product is gone too; something sets the User-Agent"
                        + " behind the policy";
    }

    private static boolean isAlone(RecordedCall call, String trackingId) {
        return call.isOfAzureSdk() && trackingId.equals(call.userAgent());
    }
}
