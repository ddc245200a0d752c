// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static dev.azurecua.testing.arm.JsonObjects.object;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores resources of any provider, resource groups and deployments. It never changes a stored resource in place, so a
 * copy of the map is a snapshot.
 */
final class ResourceStore {
    static final String SUCCEEDED = "Succeeded";
    static final String DELETING = "Deleting";

    private static final String PROPERTIES = "properties";
    private static final String STATE = "provisioningState";

    private final DocumentedStatuses statuses;

    /** Maps the lower-case ID to its resource. */
    private final Map<String, Resource> resources = new TreeMap<>();

    ResourceStore(DocumentedStatuses statuses) {
        this.statuses = statuses;
    }

    /**
     * A stored resource.
     *
     * @param apiVersion the API version of its last PUT or PATCH
     */
    record Resource(ResourcePath path, Map<String, Object> body, String apiVersion) {
        boolean isIn(ResourcePath scope) {
            return path.key().startsWith(scope.key() + "/");
        }

        Resource withProperty(String name, Object value) {
            return new Resource(path, ResourceStore.withProperty(body, name, value), apiVersion);
        }
    }

    Stream<Resource> all() {
        return resources.values().stream();
    }

    Stream<Resource> in(ResourcePath scope) {
        return all().filter(resource -> resource.isIn(scope));
    }

    boolean exists(ResourcePath path) {
        return get(path) != null;
    }

    @Nullable
    Map<String, Object> get(ResourcePath path) {
        Resource resource = resources.get(path.key());
        return resource == null ? partOfAnother(path) : resource.body();
    }

    /** Returns a part of another resource. A subnet is in its network even if it was not put separately. */
    private @Nullable Map<String, Object> partOfAnother(ResourcePath path) {
        return parts(path).filter(part -> isAt(path, part)).findFirst().orElse(null);
    }

    private Stream<Map<String, Object>> parts(ResourcePath path) {
        Resource whole = resources.get(ResourcePath.of(path.scope()).key());
        return whole == null
                ? Stream.empty()
                : JsonObjects.objects(object(whole.body(), PROPERTIES), path.lastType())
                        .filter(part -> part.containsKey("id"));
    }

    private static Map<String, Object> withProperty(Map<String, Object> body, String name, Object value) {
        return JsonObjects.with(body, PROPERTIES, JsonObjects.with(object(body, PROPERTIES), name, value));
    }

    private static boolean isAt(ResourcePath path, Object part) {
        return part instanceof Map<?, ?> resource && path.path().equalsIgnoreCase(String.valueOf(resource.get("id")));
    }

    /** Updates the parent if it lists its parts, because a part can also be put or deleted separately. */
    private void replacePart(ResourcePath path, Stream<Map<String, Object>> replacement) {
        resources.computeIfPresent(
                ResourcePath.of(path.scope()).key(),
                (key, whole) -> object(whole.body(), PROPERTIES).get(path.lastType()) instanceof List<?> parts
                        ? whole.withProperty(path.lastType(), replaced(path, parts.stream(), replacement))
                        : whole);
    }

    private static List<?> replaced(ResourcePath path, Stream<?> parts, Stream<Map<String, Object>> replacement) {
        return Stream.concat(parts.filter(part -> !isAt(path, part)), replacement)
                .collect(Collectors.toList());
    }

    ArmResponse read(ResourcePath path) {
        Map<String, Object> body = get(path);
        return body == null ? notFound(path) : ArmResponse.ok(body);
    }

    /**
     * Lists the resources of one type in a scope, at any depth. As in Azure, deployments are listed for their own scope
     * only.
     */
    List<Map<String, Object>> list(ResourcePath list) {
        Map<Object, Map<String, Object>> byId = new TreeMap<>();
        parts(list).forEach(part -> byId.put(part.get("id"), part));
        in(ResourcePath.of(list.scope()))
                .filter(resource -> resource.path().type().equalsIgnoreCase(list.type()))
                .filter(resource -> !list.isBuiltIn("deployments")
                        || resource.path().scope().equalsIgnoreCase(list.scope()))
                .forEach(resource -> byId.put(resource.path().path(), resource.body()));
        return List.copyOf(byId.values());
    }

    /** Lists the resources that are not part of another one. */
    List<Map<String, Object>> listOfAnyType(ResourcePath list) {
        return in(ResourcePath.of(list.scope()))
                .filter(resource -> !resource.path().isBuiltIn()
                        && resource.path().equals(resource.path().topLevel()))
                .map(Resource::body)
                .toList();
    }

    /** Creates the resource, or replaces it. */
    ArmResponse put(ResourcePath path, Map<String, Object> sent, String apiVersion) {
        int usual = exists(path) ? 200 : 201;
        return write(path, Map.of(), sent, apiVersion, statuses.of("PUT", path.type(), usual));
    }

    /** Changes the members that were sent, and leaves the others. */
    ArmResponse patch(ResourcePath path, Map<String, Object> sent, String apiVersion) {
        return write(path, get(path), sent, apiVersion, statuses.of("PATCH", path.type(), 200));
    }

    /** @param before the members to start from, or null if the resource has to exist and does not */
    private ArmResponse write(
            ResourcePath path,
            @Nullable Map<String, Object> before,
            Map<String, Object> sent,
            String apiVersion,
            int status) {
        ArmResponse conflict = conflict(path);
        if (conflict != null) {
            return conflict;
        }
        if (before == null) {
            return notFound(path);
        }
        Map<String, Object> properties = new LinkedHashMap<>(object(before, PROPERTIES));
        properties.putAll(object(sent, PROPERTIES));
        properties.replaceAll((name, value) -> JsonObjects.withIds(path.path() + "/" + name, value));
        properties.put(STATE, SUCCEEDED);
        Map<String, Object> body = new LinkedHashMap<>(before);
        body.putAll(sent);
        body.put("id", path.path());
        body.put("name", path.name());
        body.put("type", path.type());
        body.put(PROPERTIES, properties);
        resources.put(path.key(), new Resource(path, body, apiVersion));
        replacePart(path, Stream.of(body));
        return new ArmResponse(status, body);
    }

    /** Returns an error if the group or the parent is missing, or if the group is being deleted, or else null. */
    private @Nullable ArmResponse conflict(ResourcePath path) {
        ResourcePath group = path.group();
        if (group != null && isDeleting(group)) {
            return ArmResponse.error(
                    409,
                    "ResourceGroupBeingDeleted",
                    "The resource group '" + group.name() + "' is being deleted: poll the operation until it is done.");
        }
        if (group == null || path.equals(group)) {
            return null;
        }
        if (!exists(group)) {
            return notFound(group);
        }
        ResourcePath parent = path.topLevel();
        return path.isBuiltIn() || parent.equals(path) || exists(parent)
                ? null
                : ArmResponse.error(
                        404,
                        "ParentResourceNotFound",
                        "Parent resource '" + parent.name() + "' of '" + path.path() + "' was not found.");
    }

    /** Returns an error if the scope does not exist, or else null. */
    @Nullable
    ArmResponse missing(ResourcePath scope) {
        ResourcePath group = scope.group();
        if (group != null && !exists(group)) {
            return notFound(group);
        }
        boolean hasToBeThere = scope.isBuiltIn() ? scope.isBuiltIn("deployments") : group != null;
        return hasToBeThere && !exists(scope.topLevel()) ? notFound(scope.topLevel()) : null;
    }

    /** Deletes the resource with the resources in it. */
    ArmResponse delete(ResourcePath path) {
        boolean existed = exists(path);
        resources.remove(path.key());
        replacePart(path, Stream.empty());
        resources.values().removeIf(resource -> resource.isIn(path));
        return ArmResponse.empty(statuses.of("DELETE", path.type(), existed ? 200 : 204));
    }

    boolean isDeleting(ResourcePath path) {
        return isIn(path, DELETING);
    }

    /** Returns whether no operation of the resource is in progress. */
    boolean isDone(ResourcePath path) {
        return isIn(path, SUCCEEDED);
    }

    private boolean isIn(ResourcePath path, String state) {
        Map<String, Object> body = get(path);
        return body != null && state.equals(object(body, PROPERTIES).get(STATE));
    }

    /** Sets the state of a resource, if it still exists. */
    void setState(ResourcePath path, String state) {
        Map<String, Object> part = partOfAnother(path);
        if (part != null) {
            replacePart(path, Stream.of(withProperty(part, STATE, state)));
        }
        resources.computeIfPresent(path.key(), (key, resource) -> resource.withProperty(STATE, state));
    }

    private static ArmResponse notFound(ResourcePath path) {
        if (path.isBuiltIn("deployments")) {
            return ArmResponse.error(404, "DeploymentNotFound", "Deployment '" + path.name() + "' could not be found.");
        }
        return path.isBuiltIn("resourceGroups")
                ? ArmResponse.error(
                        404, "ResourceGroupNotFound", "Resource group '" + path.name() + "' could not be found.")
                : ArmResponse.error(404, "ResourceNotFound", "The Resource '" + path.path() + "' was not found.");
    }

    Map<String, Resource> snapshot() {
        return new TreeMap<>(resources);
    }

    void restore(Map<String, Resource> snapshot) {
        resources.clear();
        resources.putAll(snapshot);
    }

    void clear() {
        resources.clear();
    }
}
