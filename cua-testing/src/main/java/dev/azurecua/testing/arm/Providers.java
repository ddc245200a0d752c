// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Stores the registration states of providers. All are registered until a test demands registration. */
final class Providers {
    private static final String NOT_REGISTERED = "NotRegistered";
    private static final String REGISTERING = "Registering";
    private static final String REGISTERED = "Registered";

    private final ResourceStore resources;

    /** Maps namespaces to states other than {@link #REGISTERED}. Ignores case, as Resource Manager does. */
    private final Map<String, String> states = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Providers(ResourceStore resources) {
        this.resources = resources;
    }

    void demandRegistration(String namespace) {
        states.put(namespace, NOT_REGISTERED);
    }

    boolean lacksRegistration(ResourcePath path) {
        return states.containsKey(path.namespace());
    }

    ArmResponse missingRegistration(ResourcePath path) {
        return ArmResponse.error(
                409,
                "MissingSubscriptionRegistration",
                "The subscription is not registered to use namespace '" + path.namespace() + "'.");
    }

    ArmResponse register(ResourcePath provider, String action) {
        if (action.equalsIgnoreCase("unregister")) {
            demandRegistration(namespaceOf(provider));
        } else {
            states.replace(namespaceOf(provider), REGISTERING);
        }
        return ArmResponse.ok(describe(provider.path(), namespaceOf(provider)));
    }

    /** Returns the provider. Completes its registration first, if that is in progress. */
    ArmResponse read(ResourcePath provider) {
        states.remove(namespaceOf(provider), REGISTERING);
        return ArmResponse.ok(describe(provider.path(), namespaceOf(provider)));
    }

    /** Lists the providers that have a resource or that are not registered. */
    List<Map<String, Object>> list(ResourcePath list) {
        Set<String> namespaces = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        namespaces.addAll(states.keySet());
        resources.all().map(resource -> resource.path().namespace()).forEach(namespaces::add);
        return namespaces.stream()
                .map(namespace -> describe(list.path() + "/" + namespace, namespace))
                .toList();
    }

    /** Describes a provider. Its types are those of the stored resources, because the kit has no list of all types. */
    private Map<String, Object> describe(String id, String namespace) {
        Map<String, TreeSet<String>> types = resources
                .all()
                .filter(resource -> resource.path().namespace().equalsIgnoreCase(namespace))
                .collect(Collectors.groupingBy(
                        resource -> resource.path().type().substring(namespace.length() + 1),
                        TreeMap::new,
                        Collectors.mapping(ResourceStore.Resource::apiVersion, Collectors.toCollection(TreeSet::new))));
        return Map.of(
                "id",
                id,
                "namespace",
                namespace,
                "registrationState",
                states.getOrDefault(namespace, REGISTERED),
                "resourceTypes",
                types.entrySet().stream()
                        .map(type -> Map.of(
                                "resourceType",
                                type.getKey(),
                                "apiVersions",
                                type.getValue().descendingSet()))
                        .toList());
    }

    private static String namespaceOf(ResourcePath provider) {
        return Objects.requireNonNull(provider.name());
    }

    void clear() {
        states.clear();
    }
}
