// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the resources of a template, which may be an array or an object by symbolic names. */
final class TemplateResources {
    /** Lists the members, in lower case, that Resource Manager uses itself and does not send to the provider. */
    private static final Set<String> NOT_IN_BODY = Set.of(
            "apiversion",
            "comments",
            "condition",
            "copy",
            "dependson",
            "existing",
            "metadata",
            "name",
            "resourcegroup",
            "resources",
            "scope",
            "subscriptionid",
            "type");

    private static final String MANAGEMENT_GROUPS = "Microsoft.Management/managementGroups/";

    private final DeploymentContext context;

    /** Maps the ID in lower case to the resource. */
    private final Map<String, TemplateResource> resources = new LinkedHashMap<>();

    private TemplateResources(DeploymentContext context) {
        this.context = context;
    }

    /** Returns the resources in an order in which they can be created. */
    static List<TemplateResource> of(@Nullable Object json, DeploymentContext context, Frame frame) {
        TemplateResources resources = new TemplateResources(context);
        resources.addAll(json, new Parent(context.scope(), "", ""), frame);
        return resources.inOrder();
    }

    private void addAll(@Nullable Object json, Parent parent, Frame frame) {
        if (json instanceof Map<?, ?>) {
            frame.location().object(json).forEach((symbol, resource) -> addCopies(resource, parent, frame.at(symbol)));
        } else if (json instanceof List<?> array) {
            for (int i = 0; i < array.size(); i++) {
                addCopies(array.get(i), parent, frame.at(i));
            }
        } else {
            throw frame.location()
                    .expected("an array of resources, or an object of them by their symbolic names", json);
        }
    }

    private void addCopies(@Nullable Object json, Parent parent, Frame frame) {
        Map<String, Object> resource = frame.location().object(json);
        if (TemplateJson.has(resource, "copy")) {
            TemplateJson.loop(resource, frame, (index, inner) -> add(resource, parent, inner));
        } else {
            add(resource, parent, frame);
        }
    }

    private void add(Map<String, Object> resource, Parent parent, Frame frame) {
        if (Boolean.TRUE.equals(TemplateJson.member(resource, "existing"))
                || !frame.scope().isConditionMet(resource, frame)) {
            return;
        }
        TemplateLocation location = frame.location();
        String ownType = string(resource, "type", frame);
        Parent outer = isComplete(ownType, parent) ? new Parent(parent.scope(), "", "") : parent;
        String ownName = name(resource, ownType, outer, frame);
        String scope = scope(resource, parent, frame);
        String id = TemplateResource.id(scope, outer.types() + ownType, outer.names() + ownName, location);
        String type = outer.types() + TemplateResource.trimmed(ownType);
        String name = outer.names() + TemplateResource.trimmed(ownName);
        if (TemplateResource.isGroup(type) && id.contains("/providers/")) {
            throw location.error(
                    "a resource group must be deployed to a subscription, but the scope is '" + scope + "'");
        }
        TemplateResource created = new TemplateResource(id, type, body(resource, type, frame));
        if (resources.put(id.toLowerCase(Locale.ROOT), created) != null) {
            throw location.error("the template declares the resource " + id + " more than once");
        }
        if (TemplateJson.has(resource, "resources")) {
            addAll(
                    TemplateJson.member(resource, "resources"),
                    new Parent(scope, type + "/", name + "/"),
                    frame.at("resources"));
        }
    }

    /** Returns whether the type of a nested resource starts with the types of its parents. */
    private static boolean isComplete(String type, Parent parent) {
        return !parent.types().isEmpty()
                && type.regionMatches(true, 0, parent.types(), 0, parent.types().length());
    }

    private static @Nullable Object value(Map<String, Object> resource, String key, Frame frame) {
        return frame.at(key).value(TemplateJson.member(resource, key));
    }

    private static String string(Map<String, Object> resource, String key, Frame frame) {
        return frame.at(key).location().string(value(resource, key, frame));
    }

    /** Returns the name. If it is not known, returns a unique name that contains the path in the template. */
    private static String name(Map<String, Object> resource, String type, Parent parent, Frame frame) {
        Object name = value(resource, "name", frame);
        if (!(name instanceof Unevaluated)) {
            return frame.at("name").location().string(name);
        }
        int segments = TemplateResource.trimmed(type).split("/").length
                - (parent.types().isEmpty() ? 1 : 0);
        String unique = "not-evaluated-" + (frame.location().path() + frame.loops()).replaceAll("\\W+", "-");
        return String.join("/", Collections.nCopies(segments, unique));
    }

    /** Returns the ID of the scope of a resource. If it is not known, returns the scope of the parent. */
    private String scope(Map<String, Object> resource, Parent parent, Frame frame) {
        boolean ownScope = TemplateJson.has(resource, "scope");
        boolean inGroup = TemplateJson.has(resource, "resourceGroup");
        boolean inSubscription = TemplateJson.has(resource, "subscriptionId");
        Object scope = value(resource, "scope", frame);
        Object subscription = value(resource, "subscriptionId", frame);
        Object group = value(resource, "resourceGroup", frame);
        boolean known = Unevaluated.firstOf(Arrays.asList(scope, subscription, group)) == null;
        if (!known || (!ownScope && !inGroup && !inSubscription)) {
            return parent.scope();
        }
        if (ownScope) {
            return scope(frame.at("scope").location().string(scope));
        }
        String id = "/subscriptions/"
                + (inSubscription ? string(resource, "subscriptionId", frame) : context.subscriptionId());
        return inGroup ? id + "/resourceGroups/" + string(resource, "resourceGroup", frame) : id;
    }

    /**
     * Returns the ID of a scope. A relative scope follows {@code /providers/} in the scope of the deployment, or in the
     * tenant if it is a management group.
     */
    private String scope(String given) {
        if (given.startsWith("/")) {
            return given.equals("/") ? "" : given;
        }
        boolean ofTenant = given.regionMatches(true, 0, MANAGEMENT_GROUPS, 0, MANAGEMENT_GROUPS.length());
        return (ofTenant ? "" : context.scope()) + "/providers/" + given;
    }

    private static Map<String, Object> body(Map<String, Object> resource, String type, Frame frame) {
        boolean deployment = TemplateResource.isDeployment(type);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        resource.forEach((key, json) -> {
            String name = key.toLowerCase(Locale.ROOT);
            if (!NOT_IN_BODY.contains(name) && !(deployment && name.equals("properties"))) {
                body.put(key, Unevaluated.rendered(frame.at(key).value(json)));
            }
        });
        if (deployment) {
            Object properties = value(resource, "properties", frame);
            body.put(
                    "properties",
                    nestedDeployment(properties, frame.at("properties").location()));
        }
        return body;
    }

    /**
     * Returns the properties of a nested deployment. A template of the outer scope is escaped, because it was already
     * evaluated here and will be evaluated once more. Values that are not known stay {@link Unevaluated}.
     */
    private static Map<String, Object> nestedDeployment(@Nullable Object evaluated, TemplateLocation location) {
        Map<String, Object> properties = new LinkedHashMap<>(location.object(evaluated));
        if (!TemplateJson.hasTemplateOfInnerScope(properties)) {
            properties.replaceAll((key, json) -> key.equalsIgnoreCase("template") ? TemplateJson.escaped(json) : json);
        }
        return properties;
    }

    private List<TemplateResource> inOrder() {
        List<TemplateResource> byRank = resources.values().stream()
                .sorted(Comparator.comparingInt(TemplateResource::rank))
                .toList();
        Set<TemplateResource> inOrder = new LinkedHashSet<>();
        for (TemplateResource resource : byRank) {
            byRank.stream()
                    .filter(other -> other.isSelfOrParentOf(resource))
                    .sorted(Comparator.comparingInt(other -> other.id().length()))
                    .forEach(inOrder::add);
        }
        return new ArrayList<>(inOrder);
    }

    /**
     * Identifies the resource that another one is nested in.
     *
     * @param scope the scope of both resources
     * @param types its types with a slash at the end, or empty at the top level
     * @param names its names with a slash at the end, or empty at the top level
     */
    private record Parent(String scope, String types, String names) {}
}
