// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
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
        Parent outer = contextOf(string(resource, "type", frame), parent);
        String type = outer.types() + string(resource, "type", frame).replaceFirst("/$", "");
        String name = outer.names() + name(resource, type, outer, frame);
        String scope = scope(resource, parent, frame);
        String id = TemplateResource.id(scope, type, name, location);
        if (TemplateResource.isGroup(type) && id.contains("/providers/")) {
            throw location.error(
                    "a resource group must be deployed to a subscription, but the scope is '" + scope + "'");
        }
        TemplateResource created = new TemplateResource(id, type, body(resource, type, frame));
        if (resources.put(id.toLowerCase(Locale.ROOT), created) != null) {
            throw location.error("the template declares the resource " + id + " more than once");
        }
        if (TemplateJson.member(resource, "resources") != null) {
            addAll(
                    TemplateJson.member(resource, "resources"),
                    new Parent(scope, type + "/", name + "/"),
                    frame.at("resources"));
        }
    }

    /** Returns the parent, or no parent if the type of a nested resource is complete already. */
    private static Parent contextOf(String type, Parent parent) {
        return !parent.types().isEmpty()
                        && type.regionMatches(
                                true, 0, parent.types(), 0, parent.types().length())
                ? new Parent(parent.scope(), "", "")
                : parent;
    }

    /** Returns a string of the resource, or a visible text if it is not evaluated. */
    private static String string(Map<String, Object> resource, String key, Frame frame) {
        Frame where = frame.at(key);
        Object value = where.value(TemplateJson.member(resource, key));
        return value instanceof Unevaluated
                ? value.toString()
                : where.location().string(value);
    }

    /** Returns the name. If it is not evaluated, its path in the template makes it unique. */
    private static String name(Map<String, Object> resource, String type, Parent parent, Frame frame) {
        Object name = frame.at("name").value(TemplateJson.member(resource, "name"));
        if (name instanceof Unevaluated) {
            long segments = type.chars().filter(c -> c == '/').count()
                    - parent.types().chars().filter(c -> c == '/').count();
            String unique = "not-evaluated-" + (frame.location().path() + frame.loops()).replaceAll("\\W+", "-");
            return String.join("/", Collections.nCopies((int) Math.max(1, segments), unique));
        }
        // A slash at the start or end is ignored, as in a type.
        return frame.at("name").location().string(name).replaceFirst("^/|/$", "");
    }

    private String scope(Map<String, Object> resource, Parent parent, Frame frame) {
        if (TemplateJson.has(resource, "scope")) {
            Object scope = frame.at("scope").value(TemplateJson.member(resource, "scope"));
            return scope instanceof Unevaluated
                    ? parent.scope()
                    : scope(frame.at("scope").location().string(scope));
        }
        boolean inGroup = TemplateJson.has(resource, "resourceGroup");
        boolean inSubscription = TemplateJson.has(resource, "subscriptionId");
        if (!inGroup && !inSubscription) {
            return parent.scope();
        }
        String subscription = "/subscriptions/"
                + (inSubscription ? string(resource, "subscriptionId", frame) : context.subscriptionId());
        return inGroup ? subscription + "/resourceGroups/" + string(resource, "resourceGroup", frame) : subscription;
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
            if (!NOT_IN_BODY.contains(key.toLowerCase(Locale.ROOT))) {
                Object value = frame.at(key).value(json);
                // The values that a nested deployment gets stay recognisable, because its template is evaluated later.
                body.put(key, deployment && key.equals("properties") ? value : Unevaluated.rendered(value));
            }
        });
        if (deployment) {
            body.put(
                    "properties",
                    nestedDeployment(
                            body.get("properties"), frame.at("properties").location()));
        }
        return body;
    }

    /**
     * Returns the properties of a nested deployment. A template of the outer scope is escaped, because it was already
     * evaluated here and will be evaluated once more.
     */
    private static Map<String, Object> nestedDeployment(@Nullable Object evaluated, TemplateLocation location) {
        Map<String, Object> properties = new LinkedHashMap<>(location.object(evaluated));
        if (!TemplateJson.hasTemplateOfInnerScope(properties)) {
            properties.computeIfPresent("template", (key, template) -> TemplateJson.escaped(template));
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
