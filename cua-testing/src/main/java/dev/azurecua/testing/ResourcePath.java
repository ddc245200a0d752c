// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request to Resource Manager. It has the same form for every provider: pairs of a type and a name, with
 * the namespace of the provider before the first type. Where it ends in a type it is that of a list, or of an action.
 *
 * @param path as in the request; the ID of a resource
 * @param scope what the resource or the list is in: a subscription, a group, another resource; empty for the tenant
 * @param type with the namespace, such as {@code Microsoft.Network/virtualNetworks/subnets}
 * @param name the last name, or null for a list
 */
record ResourcePath(
        String path, String scope, String type, @Nullable String name) {
    private static final String BUILT_IN = "Microsoft.Resources";

    static ResourcePath of(String path) {
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
        // /subscriptions/S/resourceGroups/G and /subscriptions/S/providers/N are of Resource Manager itself.
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

    private static String join(List<String> segments) {
        return segments.stream().map(segment -> "/" + segment).collect(Collectors.joining());
    }

    private static String everySecond(List<String> typesAndNames) {
        return IntStream.range(0, typesAndNames.size())
                .filter(i -> i % 2 == 0)
                .mapToObj(typesAndNames::get)
                .collect(Collectors.joining("/"));
    }

    /** Resource Manager does not tell letter cases apart. */
    String key() {
        return path.toLowerCase(Locale.ROOT);
    }

    String scopeKey() {
        return scope.toLowerCase(Locale.ROOT);
    }

    boolean isBuiltIn(String typeOfResourceManager) {
        return type.equalsIgnoreCase(BUILT_IN + "/" + typeOfResourceManager);
    }
}
