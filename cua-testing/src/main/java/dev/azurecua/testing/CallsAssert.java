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

    private CallsAssert inPlaceOfResourceManager(String other, Predicate<RecordedCall> isToOther) {
        return new CallsAssert(recorded, endpoint, other, isToOther, kind, isOfKind);
    }

    private CallsAssert only(String narrower, Predicate<RecordedCall> further) {
        return new CallsAssert(recorded, endpoint, service, isToService, narrower, isOfKind.and(further));
    }

    private String subject() {
        return "each " + kind + " to " + service;
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
        BiPredicate<String, URI> isTo = ResourceManager.callsTo(resourceType);
        return only(kind + " of " + resourceType, call -> isTo.test(call.method(), call.uri()));
    }

    /**
     * Only those that may change something: PUT, PATCH, POST and DELETE.
     *
     * @return a narrower choice
     */
    public CallsAssert writes() {
        return only(kind.replaceFirst("^call", "write"), call -> ResourceManager.isWrite(call.method()));
    }

    /**
     * In place of Resource Manager's those to every other service: Entra ID, Microsoft Graph, Key Vault, Storage, and
     * what is none of Azure's.
     *
     * @return another choice
     */
    public CallsAssert toOtherServices() {
        return inPlaceOfResourceManager("other services", call -> !call.isToResourceManager());
    }

    /**
     * In place of Resource Manager's those to one host.
     *
     * @param host such as {@code graph.microsoft.com}
     * @return another choice
     */
    public CallsAssert toHost(String host) {
        return inPlaceOfResourceManager(
                host, call -> host.equalsIgnoreCase(call.uri().getHost()));
    }

    /**
     * Asserts that each of the calls carried this tracking ID exactly once and no other, and that a call of the Azure
     * SDK has kept the SDK's product in front of it.
     *
     * @param trackingId who should be credited, as {@code attribution.trackingId()} gives it; null, that of an inactive
     *     attribution, fails
     * @return this, for what else is to be asserted of the same calls
     * @throws AssertionError if not, or if there was no such call
     */
    public CallsAssert carry(@Nullable TrackingId trackingId) {
        if (trackingId == null) {
            throw new AssertionError(
                    "Expected " + subject() + " to carry a tracking ID, but the attribution has none: it"
                            + " is inactive, because nothing is configured, or because this process is opted out (cua.opt-out,"
                            + " CUA_OPT_OUT)");
        }
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
        List<RecordedCall> chosen =
                recorded.stream().filter(isToService.and(isOfKind)).toList();
        if (chosen.isEmpty()) {
            throw new AssertionError(
                    "Expected " + subject() + " to " + expectation + ", but there was none. " + seen());
        }
        Map<String, List<RecordedCall>> offending = new LinkedHashMap<>();
        for (RecordedCall call : chosen) {
            String reason = fault.apply(call);
            if (reason != null) {
                offending.computeIfAbsent(reason, key -> new ArrayList<>()).add(call);
            }
        }
        if (!offending.isEmpty()) {
            throw new AssertionError("Expected " + subject() + " to " + expectation + ", but "
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
            return call.fromAzureSdk() && !call.hasSdkProduct()
                    ? "Overwritten: these are calls of the Azure SDK, whose product is gone; something sets the User-Agent"
                            + " instead of appending to it"
                    : null;
        }
        if (found.size() > 1) {
            return "Several IDs: Resource Manager is reported to read only one; something sets the User-Agent besides"
                    + " the policy or the interceptor";
        }
        if (found.size() == 1) {
            return "Another ID: the client is attributed to it; or a setting or a library put it there first, which keeps"
                    + " the credit";
        }
        if (call.uri().getPort() == endpoint.getPort()) {
            return "Not covered, if attributed: " + endpoint + " is no host of Azure's, so the attribution needs"
                    + " withEndpoint(azure.endpoint()), or the client calls management.azure.com through azure.httpClient()"
                    + " or azure.proxyAddress()";
        }
        if (call.hasSdkProduct()) {
            return "Never attributed: the product of the Azure SDK is there without the ID, so the client was probably made"
                    + " outside the factory, by a builder or a pipeline that has no policy; or the attribution is"
                    + " inactive, as after an opt-out (cua.opt-out, CUA_OPT_OUT)";
        }
        return call.fromAzureSdk()
                ? "Overwritten: these are calls of the Azure SDK, whose product is gone too; something sets the User-Agent"
                        + " behind the policy"
                : "Never attributed: no client of the Azure SDK made these; one on OkHttp needs the interceptor, any"
                        + " other has to ask attribution.userAgent(…)";
    }
}
