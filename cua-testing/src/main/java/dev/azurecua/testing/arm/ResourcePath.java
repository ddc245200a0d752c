// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Parses the path of a request to Resource Manager. It has the same form for every provider: pairs of a type and a
 * name, with the namespace of the provider before the first type. A path that ends in a type is for a list or an
 * action.
 *
 * @param path the path as in the request, which is the ID of a resource
 * @param scope the path of the subscription, group or resource that the resource or list is in; empty for the tenant
 * @param type the type with its namespace, such as {@code Microsoft.Network/virtualNetworks/subnets}
 * @param name the last name, or null for a list
 */
record ResourcePath(
        String path, String scope, String type, @Nullable String name) {
    private static final String BUILT_IN = "Microsoft.Resources";
    private static final Pattern IN_GROUP =
            Pattern.compile("(/subscriptions/[^/]+)/resourceGroups/([^/]+)(/.*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern IN_SUBSCRIPTION = Pattern.compile("/subscriptions/([^/]+)", Pattern.CASE_INSENSITIVE);

    static ResourcePath of(String text) {
        Matcher inGroup = IN_GROUP.matcher(text);
        String path = inGroup.matches()
                ? inGroup.group(1) + "/resourceGroups/" + inGroup.group(2) + rest(inGroup.group(3))
                : text;
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (segments.isEmpty()) {
            return new ResourcePath("", "", BUILT_IN, null);
        }
        int providers = segments.size() - 1;
        while (providers >= 0 && !segments.get(providers).equalsIgnoreCase("providers")) {
            providers--;
        }
        // Because /subscriptions/S/resourceGroups/G and /subscriptions/S/providers/N belong to Resource Manager itself.
        boolean builtIn = providers < 0 || segments.size() <= providers + 2;
        int firstType = builtIn ? 0 : providers + 2;
        boolean named = (segments.size() - firstType) % 2 == 0;
        int lastType = segments.size() - (named ? 2 : 1);
        return new ResourcePath(
                join(segments),
                join(segments.subList(0, lastType > firstType || builtIn ? lastType : providers)),
                builtIn
                        ? BUILT_IN + "/" + segments.get(lastType)
                        : segments.get(providers + 1) + "/" + everySecond(segments.subList(firstType, lastType + 1)),
                named ? segments.get(segments.size() - 1) : null);
    }

    /** Adds the provider to the short paths that the SDK uses for deployments. */
    private static String rest(@Nullable String path) {
        if (path == null) {
            return "";
        }
        return path.regionMatches(true, 0, "/deployments/", 0, 13) ? "/providers/" + BUILT_IN + path : path;
    }

    private static String join(List<String> segments) {
        return segments.stream().map(segment -> "/" + segment).collect(Collectors.joining());
    }

    private static String everySecond(List<String> typesAndNames) {
        return IntStream.range(0, typesAndNames.size())
                .filter(i -> i % 2 == 0)
                .mapToObj(typesAndNames::get)
                .collect(Collectors.joining("/"));
    }

    /** Returns the path in lower case, because Resource Manager ignores case. */
    String key() {
        return path.toLowerCase(Locale.ROOT);
    }

    /** Returns the resource group that this path is in or that it names, or null if there is none. */
    @Nullable
    ResourcePath group() {
        Matcher group = IN_GROUP.matcher(path);
        return group.matches() ? of(group.group(1) + "/resourceGroups/" + group.group(2)) : null;
    }

    /** Returns the top-level parent of this resource, such as the network of a subnet, or else this resource itself. */
    ResourcePath topLevel() {
        return type.chars().filter(c -> c == '/').count() > 1 ? of(scope).topLevel() : this;
    }

    /**
     * Returns whether a request to this path is for a resource of the type, for a list of them, or for an action of
     * one.
     */
    boolean isOf(String resourceType, String method) {
        boolean action = method.equals("POST") && name == null;
        return type.equalsIgnoreCase(resourceType) || (action && of(scope).type.equalsIgnoreCase(resourceType));
    }

    /** Rejects a type without a namespace, because it would match nothing. */
    static void requireType(String resourceType) {
        if (!resourceType.matches("[^/]+\\.[^/]+(/[^/]+)+")) {
            throw new IllegalArgumentException("'" + resourceType + "' is not a resource type; write it with its"
                    + " namespace, such as Microsoft.Compute/virtualMachines");
        }
    }

    /** Returns the ID of the subscription that this path is in or that it names, or an empty string. */
    String subscriptionId() {
        Matcher subscription = IN_SUBSCRIPTION.matcher(path);
        return subscription.lookingAt() ? subscription.group(1) : "";
    }

    /** Returns the namespace of the provider. */
    String namespace() {
        // No slash is required, because the root has no type.
        return type.split("/", 2)[0];
    }

    /** Returns the type without its namespace and the types of its parents. */
    String lastType() {
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** Returns whether the type is one of Resource Manager itself. */
    boolean isBuiltIn() {
        return type.toLowerCase(Locale.ROOT).startsWith("microsoft.resources/");
    }

    boolean isBuiltIn(String typeOfResourceManager) {
        return type.equalsIgnoreCase(BUILT_IN + "/" + typeOfResourceManager);
    }
}
