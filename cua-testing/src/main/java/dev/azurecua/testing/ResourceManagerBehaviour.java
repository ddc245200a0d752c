// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Resource Manager does with any resource of any provider: it keeps what is put, and gives it back. */
final class ResourceManagerBehaviour implements ResponseDefinitionTransformerV2, MappingsLoaderExtension {
    private static final Set<String> WRITES = Set.of("PUT", "PATCH", "POST", "DELETE");
    private static final Set<String> OF_ONE_RESOURCE = Set.of("PUT", "PATCH", "DELETE");
    private static final Pattern REGISTER =
            Pattern.compile("(/subscriptions/[^/]+/providers/[^/]+)/register", Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_GROUP =
            Pattern.compile("(/subscriptions/[^/]+/resourceGroups/([^/]+))/.*", Pattern.CASE_INSENSITIVE);
    private static final int AT_ONCE = -1;

    /** By the lower-case ID. */
    private final Map<String, Map<String, Object>> resources = new TreeMap<>();

    /** By the path that is polled. */
    private final Map<String, LongRunningOperation> operations = new HashMap<>();

    private int pollsOfNextWrite = AT_ONCE;

    @Override
    public String getName() {
        return "resource-manager-behaviour";
    }

    /** Only where a stub names it: what a test stubs is answered as the test says. */
    @Override
    public boolean applyGlobally() {
        return false;
    }

    /** At the start and at each reset. */
    @Override
    public void loadMappingsInto(StubMappings stubs) {
        stubs.addMapping(any(anyUrl())
                .atPriority(Integer.MAX_VALUE)
                .willReturn(aResponse().withTransformers(getName()))
                .build());
    }

    synchronized void completeNextWriteAfter(int polls) {
        if (polls < 0) {
            throw new IllegalArgumentException(polls
                    + " polls cannot find an operation in progress; write 0 for one that the first poll finds done");
        }
        pollsOfNextWrite = polls;
    }

    synchronized void reset() {
        resources.clear();
        operations.clear();
        pollsOfNextWrite = AT_ONCE;
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        URI uri = RequestUri.of(request);
        ResponseDefinitionBuilder response = AzureHosts.isOfAnotherService(uri)
                ? Answer.ok(Map.of("value", List.of())).toResponse()
                : respond(request, uri);
        return response.withHeader("x-ms-request-id", UUID.randomUUID().toString())
                .withHeader("x-ms-correlation-request-id", UUID.randomUUID().toString())
                .build();
    }

    private ResponseDefinitionBuilder respond(LoggedRequest request, URI uri) {
        LongRunningOperation running = operations.get(uri.getPath());
        if (running != null) {
            return running.poll();
        }
        String method = request.getMethod().getName();
        ResourcePath path = ResourcePath.of(uri.getPath());
        Answer answer = answer(method, path, request.getBodyAsString());
        if (!WRITES.contains(method) || !answer.isSuccess()) {
            return answer.toResponse();
        }
        boolean deletesGroup = method.equals("DELETE") && path.isBuiltIn("resourceGroups");
        int polls = deletesGroup ? Math.max(0, pollsOfNextWrite) : pollsOfNextWrite;
        pollsOfNextWrite = AT_ONCE;
        if (polls == AT_ONCE) {
            return answer.toResponse();
        }
        LongRunningOperation begun = new LongRunningOperation(uri, method.equals("PUT"), answer, polls);
        operations.put(begun.path(), begun);
        return begun.begin();
    }

    private Answer answer(String method, ResourcePath path, String body) {
        if (path.name() == null && OF_ONE_RESOURCE.contains(method)) {
            return notAllowed(method);
        }
        return switch (method) {
            case "GET" -> get(path);
            case "HEAD" -> Answer.empty(resources.containsKey(path.key()) ? 204 : 404);
            case "PUT", "PATCH" -> write(method, path, body);
            case "DELETE" -> delete(path);
            case "POST" -> post(path);
            default -> notAllowed(method);
        };
    }

    private Answer get(ResourcePath path) {
        if (path.name() == null) {
            return Answer.ok(Map.of("value", list(path)));
        }
        if (path.isBuiltIn("subscriptions")) {
            return Answer.ok(Map.of("id", path.path(), "subscriptionId", path.name(), "state", "Enabled"));
        }
        if (path.isBuiltIn("providers")) {
            return Answer.ok(provider(path));
        }
        Map<String, Object> resource = resources.get(path.key());
        return resource == null ? notFound(path) : Answer.ok(resource);
    }

    private List<Map<String, Object>> list(ResourcePath list) {
        return resources.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(list.scopeKey() + "/"))
                .map(Map.Entry::getValue)
                .filter(resource -> list.type().equalsIgnoreCase((String) resource.get("type")))
                .toList();
    }

    private Answer write(String method, ResourcePath path, String body) {
        Matcher inGroup = IN_GROUP.matcher(path.path());
        if (inGroup.matches()
                && !resources.containsKey(ResourcePath.of(inGroup.group(1)).key())) {
            return groupNotFound(inGroup.group(2));
        }
        Map<String, Object> before = method.equals("PUT") ? Map.of() : resources.get(path.key());
        if (before == null) {
            return notFound(path);
        }
        Map<String, Object> sent = object(body);
        if (sent == null) {
            return Answer.error(400, "InvalidRequestContent", "The request content is not a JSON object: " + body);
        }
        Map<String, Object> properties = new LinkedHashMap<>(properties(before));
        properties.putAll(properties(sent));
        properties.put("provisioningState", "Succeeded");
        Map<String, Object> resource = new LinkedHashMap<>(before);
        resource.putAll(sent);
        resource.put("id", path.path());
        resource.put("name", path.name());
        resource.put("type", path.type());
        resource.put("properties", properties);
        resources.put(path.key(), resource);
        return Answer.ok(resource);
    }

    private static Answer post(ResourcePath path) {
        Matcher register = REGISTER.matcher(path.path());
        return Answer.ok(register.matches() ? provider(ResourcePath.of(register.group(1))) : Map.of());
    }

    private Answer delete(ResourcePath path) {
        boolean existed =
                resources.keySet().removeIf(key -> key.equals(path.key()) || key.startsWith(path.key() + "/"));
        if (!existed && path.isBuiltIn("resourceGroups")) {
            return notFound(path);
        }
        return Answer.empty(existed ? 200 : 204);
    }

    private static Map<String, Object> provider(ResourcePath path) {
        return Map.of("id", path.path(), "namespace", String.valueOf(path.name()), "registrationState", "Registered");
    }

    private static Answer notFound(ResourcePath path) {
        return path.isBuiltIn("resourceGroups")
                ? groupNotFound(path.name())
                : Answer.error(404, "ResourceNotFound", "The Resource '" + path.path() + "' was not found.");
    }

    private static Answer groupNotFound(@Nullable String name) {
        return Answer.error(404, "ResourceGroupNotFound", "Resource group '" + name + "' could not be found.");
    }

    private static Answer notAllowed(String method) {
        return Answer.error(405, "MethodNotAllowed", "The method " + method + " is not supported here.");
    }

    /** The object that the text is, an empty one if there is no text; null if it is something else. */
    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, Object> object(String json) {
        try {
            return json.isEmpty() ? Map.of() : Json.read(json, Map.class);
        } catch (JsonException e) {
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Map<String, Object> resource) {
        return resource.get("properties") instanceof Map<?, ?> properties ? (Map<String, Object>) properties : Map.of();
    }
}
