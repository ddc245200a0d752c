// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Simulates Resource Manager for resources of any provider and API version. It stores what clients put, and responds as
 * Azure does unless a behavior is scheduled for the call.
 *
 * <p>The schedule methods select calls by their HTTP method and URI. If several behaviors select a call, the one that
 * was scheduled first applies. Polls are scheduled independently of responses and delays.
 *
 * <p>Thread-safe. It handles one call at a time.
 */
public final class ResourceManager {
    /** Identifies the only subscription in the list of subscriptions. */
    public static final String SUBSCRIPTION_ID = Subscriptions.ID;

    /** Identifies the tenant of every subscription. */
    public static final String TENANT_ID = Subscriptions.TENANT_ID;

    private final ScheduledBehaviors<Behavior> behaviors = new ScheduledBehaviors<>();
    private final ScheduledBehaviors<Integer> polls = new ScheduledBehaviors<>();
    private final RequestHandler handler = new RequestHandler(polls);
    private final ResponseHeaders headers = new ResponseHeaders();

    /** Returns whether the host of this URI is a Resource Manager of Azure, of another cloud or on this machine. */
    public static boolean isAt(URI uri) {
        return AzureHosts.isResourceManager(uri);
    }

    /** Returns the names that a certificate needs to be valid for Azure's hosts, as a new set. */
    public static Set<String> certificateNames() {
        return AzureHosts.certificateNames();
    }

    /** Returns whether a call with this HTTP method may change something. */
    public static boolean isWrite(String method) {
        return ArmRequest.isWrite(method);
    }

    /**
     * Selects the calls to resources of a type, to lists of them, and to their actions.
     *
     * @param resourceType the type with its namespace, in any letter case
     * @return a predicate that gets the HTTP method and the URI of a call
     * @throws IllegalArgumentException if the type has no namespace
     */
    public static BiPredicate<String, URI> callsTo(String resourceType) {
        ResourcePath.requireType(resourceType);
        return (method, uri) -> ResourcePath.of(uri.getPath()).isOf(resourceType, method);
    }

    /** Creates a response in the shape of Resource Manager's errors. */
    public static ResponseDefinitionBuilder error(int status, String code, String message) {
        return ArmResponse.error(status, code, message).toWireMock();
    }

    /** Schedules responses instead of the usual ones. The calls then change nothing. */
    public void scheduleResponse(
            int calls, BiPredicate<String, URI> selection, Supplier<ResponseDefinitionBuilder> response) {
        behaviors.schedule(calls, selection, usual -> response.get());
    }

    /** Schedules a delay of the usual responses. */
    public void scheduleDelay(int calls, BiPredicate<String, URI> selection, int milliseconds) {
        behaviors.schedule(calls, selection, usual -> usual.get().withFixedDelay(milliseconds));
    }

    /** Schedules long-running operations. Each is in progress for this number of polls. */
    public void schedulePolls(int calls, BiPredicate<String, URI> selection, int pollsInProgress) {
        polls.schedule(calls, selection, pollsInProgress);
    }

    /** Rejects writes to this provider until a client registers it and then reads it. */
    public synchronized void demandRegistration(String namespace) {
        handler.demandRegistration(namespace);
    }

    /**
     * Sets the number of entries on a page of a list.
     *
     * @throws IllegalArgumentException if the size is less than 1
     */
    public synchronized void pagesOf(int size) {
        handler.pagesOf(size);
    }

    /** Rejects templates of which a part is not evaluated. */
    public synchronized void refuseUnevaluated() {
        handler.refuseUnevaluated();
    }

    /** Returns a line for each part of a deployed template that was not evaluated. */
    public synchronized List<String> unevaluated() {
        return handler.unevaluated();
    }

    /** Removes all resources, operations, scheduled behaviors and settings. */
    public synchronized void reset() {
        behaviors.clear();
        polls.clear();
        handler.clear();
        headers.clear();
    }

    /**
     * Handles a call. The response to a call to another service is an empty list.
     *
     * @param uri the absolute URI of the request, with the host that the client called
     */
    public synchronized ResponseDefinition handle(LoggedRequest received, URI uri) {
        if (!isAt(uri)) {
            return ArmResponse.ok(Map.of("value", List.of())).toWireMock().build();
        }
        ArmRequest request = ArmRequest.of(received, uri);
        Behavior scheduled = behaviors.take(request);
        ResponseDefinitionBuilder response =
                scheduled == null ? handler.handle(request) : scheduled.respond(() -> handler.handle(request));
        return headers.addTo(response, request).build();
    }

    /** Responds to a call. The usual response is a supplier, because its {@code get} changes resources. */
    @FunctionalInterface
    private interface Behavior {
        ResponseDefinitionBuilder respond(Supplier<ResponseDefinitionBuilder> usual);
    }
}
