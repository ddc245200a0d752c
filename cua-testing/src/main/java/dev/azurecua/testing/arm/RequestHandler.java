// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Handles requests for resources of any provider as Resource Manager does. Not thread-safe. */
final class RequestHandler {
    private static final Pattern API_VERSION =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[a-z]+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern REGISTRATION =
            Pattern.compile("(/subscriptions/[^/]+/providers/[^/]+)/(register|unregister)", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_ECHO = 200;

    private final DocumentedStatuses statuses = new DocumentedStatuses();
    private final ResourceStore resources = new ResourceStore(statuses);
    private final Providers providers = new Providers(resources);
    private final Deployments deployments = new Deployments(resources, providers);
    private final Pages pages = new Pages();

    /** Schedules the number of polls that find a long-running operation in progress. */
    private final ScheduledBehaviors<Integer> polls;

    /** Maps the path that clients poll to its operation. */
    private final Map<String, LongRunningOperation> operations = new HashMap<>();

    RequestHandler(ScheduledBehaviors<Integer> polls) {
        this.polls = polls;
    }

    void demandRegistration(String namespace) {
        providers.demandRegistration(namespace);
    }

    void pagesOf(int size) {
        pages.setSize(size);
    }

    void refuseUnevaluated() {
        deployments.refuseUnevaluated();
    }

    List<String> unevaluated() {
        return deployments.unevaluated();
    }

    void clear() {
        deployments.clear();
        resources.clear();
        providers.clear();
        pages.clear();
        operations.clear();
    }

    ResponseDefinitionBuilder handle(ArmRequest request) {
        LongRunningOperation polled = operations.get(request.uri().getPath());
        if (polled != null) {
            return polled.poll();
        }
        ArmResponse refused = refused(request);
        if (refused != null) {
            return refused.toWireMock();
        }
        return switch (request.method()) {
            case "GET" -> read(request).toWireMock();
            case "HEAD" ->
                ArmResponse.empty(read(request).isSuccess() ? 204 : 404).toWireMock();
            case "PUT", "PATCH" -> write(request);
            case "DELETE" -> delete(request);
            case "POST" -> post(request);
            default -> notAllowed(request).toWireMock();
        };
    }

    private @Nullable ArmResponse refused(ArmRequest request) {
        String version = request.apiVersion();
        if (version.isEmpty()) {
            return ArmResponse.error(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!API_VERSION.matcher(version).matches()) {
            return ArmResponse.error(
                    400,
                    "InvalidApiVersionParameter",
                    "The api-version '" + version
                            + "' is invalid: it has to be a date, such as 2024-05-01 or 2024-05-01-preview.");
        }
        return request.isWrite()
                        && providers.lacksRegistration(request.path())
                        && !REGISTRATION.matcher(request.path().path()).matches()
                ? providers.missingRegistration(request.path())
                : null;
    }

    private ArmResponse read(ArmRequest request) {
        ResourcePath path = request.path();
        if (path.name() == null) {
            return list(request);
        }
        if (path.isBuiltIn("subscriptions")) {
            return ArmResponse.ok(Subscriptions.get(path.name()));
        }
        if (path.isBuiltIn("providers")) {
            return providers.read(path);
        }
        // Reading the resource counts as a poll, because some clients poll the resource itself.
        operations.values().stream().filter(operation -> operation.isOf(path)).forEach(LongRunningOperation::advance);
        ArmResponse missing = resources.missing(ResourcePath.of(path.scope()));
        return missing == null ? resources.read(path) : missing;
    }

    private ArmResponse list(ArmRequest request) {
        ResourcePath path = request.path();
        ArmResponse missing = resources.missing(ResourcePath.of(path.scope()));
        if (missing != null) {
            return missing;
        }
        boolean ofAnyType = path.isBuiltIn("resources");
        List<Map<String, Object>> entries = entries(path);
        String filter = request.query("$filter");
        if (filter == null || !(ofAnyType || path.isBuiltIn("resourceGroups"))) {
            return pages.cut(entries, request);
        }
        Predicate<Map<String, Object>> selection = ResourceFilter.of(filter);
        return selection == null
                ? ArmResponse.error(
                        400,
                        "InvalidFilterInQueryString",
                        "The filter '" + filter
                                + "' is not one of those that FakeResourceManager knows: write"
                                + " conditions such as name eq 'contoso', joined by 'and'; the known properties are"
                                + " resourceType, name, location, tagName and tagValue.")
                : pages.cut(entries.stream().filter(selection).toList(), request);
    }

    private List<Map<String, Object>> entries(ResourcePath path) {
        return switch (path.type().toLowerCase(Locale.ROOT)) {
            case "microsoft.resources/subscriptions" -> Subscriptions.list();
            case "microsoft.resources/tenants" -> Subscriptions.tenants();
            case "microsoft.resources/locations" -> Subscriptions.locations(path.scope());
            case "microsoft.resources/providers" -> providers.list(path);
            case "microsoft.resources/resources" -> resources.listOfAnyType(path);
            default -> resources.list(path);
        };
    }

    private ResponseDefinitionBuilder write(ArmRequest request) {
        ResourcePath path = request.path();
        boolean existed = resources.exists(path);
        ArmResponse response = written(request);
        Integer pollsToGo = response.isSuccess() ? polls.take(request) : null;
        if (pollsToGo == null) {
            return response.toWireMock();
        }
        setState(path, existed ? "Updating" : "Creating");
        ArmResponse begun = resources.read(path).withStatus(response.status());
        return begin(request, pollsToGo, begun, () -> {
            setState(path, ResourceStore.SUCCEEDED);
            return resources.read(path);
        });
    }

    private void setState(ResourcePath path, String state) {
        if (path.isBuiltIn("deployments")) {
            deployments.setState(path, state);
        } else {
            resources.setState(path, state);
        }
    }

    private ArmResponse written(ArmRequest request) {
        ResourcePath path = request.path();
        if (path.name() == null) {
            return notAllowed(request);
        }
        Map<String, Object> sent = JsonObjects.read(request.body());
        if (sent == null) {
            return notAnObject(request);
        }
        if (request.method().equals("PATCH")) {
            return resources.patch(path, sent, request.apiVersion());
        }
        return path.isBuiltIn("deployments")
                ? deployments.put(request, path, sent)
                : resources.put(path, sent, request.apiVersion());
    }

    private ResponseDefinitionBuilder delete(ArmRequest request) {
        ResourcePath path = request.path();
        if (path.name() == null) {
            return notAllowed(request).toWireMock();
        }
        boolean isGroup = path.isBuiltIn("resourceGroups");
        ArmResponse missing = resources.missing(isGroup ? path : ResourcePath.of(path.scope()));
        if (missing != null) {
            return missing.toWireMock();
        }
        Integer pollsToGo = resources.exists(path) ? pollsIfDocumented(request) : null;
        if (pollsToGo == null && !isGroup) {
            return resources.delete(path).toWireMock();
        }
        resources.setState(path, ResourceStore.DELETING);
        return begin(
                request,
                pollsToGo == null ? 0 : pollsToGo,
                ArmResponse.empty(202),
                // The resource stays if it was put again in the meantime.
                () -> resources.isDeleting(path) ? resources.delete(path) : ArmResponse.empty(200));
    }

    private ResponseDefinitionBuilder post(ArmRequest request) {
        ArmResponse response = posted(request);
        Integer pollsToGo = response.isSuccess() ? pollsIfDocumented(request) : null;
        if (pollsToGo == null && response.status() != 202) {
            return response.toWireMock();
        }
        return begin(
                request,
                pollsToGo == null ? 0 : pollsToGo,
                ArmResponse.empty(202),
                () -> response.status() == 202 ? ArmResponse.ok(Map.of()) : response);
    }

    /** Returns the scheduled polls, or null if there are none or the API does not document a 202 for this operation. */
    private @Nullable Integer pollsIfDocumented(ArmRequest request) {
        return statuses.allows(request.method(), request.path().type(), 202) ? polls.take(request) : null;
    }

    private ArmResponse posted(ArmRequest request) {
        ResourcePath path = request.path();
        Matcher registration = REGISTRATION.matcher(path.path());
        if (registration.matches()) {
            return providers.register(ResourcePath.of(registration.group(1)), registration.group(2));
        }
        ResourcePath acted = ResourcePath.of(path.scope());
        if (path.isBuiltIn("deployments/validate")) {
            Map<String, Object> sent = JsonObjects.read(request.body());
            return sent == null ? notAnObject(request) : deployments.validate(request, acted, sent);
        }
        ArmResponse missing = resources.missing(acted);
        if (missing != null) {
            return missing;
        }
        int status = statuses.of("POST", path.type(), 200);
        if (status == 204) {
            return ArmResponse.empty(status);
        }
        boolean asksForName = path.type().toLowerCase(Locale.ROOT).endsWith("/checknameavailability");
        return new ArmResponse(status, asksForName ? Map.of("nameAvailable", true) : Map.of());
    }

    private ResponseDefinitionBuilder begin(
            ArmRequest request, int pollsToGo, ArmResponse begun, Supplier<ArmResponse> completion) {
        LongRunningOperation operation = new LongRunningOperation(request, pollsToGo, completion);
        operations.put(operation.path(), operation);
        return operation.begin(begun);
    }

    private static ArmResponse notAnObject(ArmRequest request) {
        String body = request.body();
        return ArmResponse.error(
                400,
                "InvalidRequestContent",
                "The request content is not a JSON object: "
                        + body.substring(0, Math.min(body.length(), LONGEST_ECHO)));
    }

    private static ArmResponse notAllowed(ArmRequest request) {
        return ArmResponse.error(
                405,
                "MethodNotAllowed",
                "The method " + request.method() + " is not supported by "
                        + request.path().path() + ".");
    }
}
