// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.azure.core.management.AzureEnvironment;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The hosts of Azure's public clouds, as the SDK's own {@link AzureEnvironment} names them. */
final class AzureHosts {
    private static final String RESOURCE_MANAGER = "resourceManagerEndpointUrl";

    /** Resource Managers of the clouds that the SDK has no environment of. */
    private static final List<String> FURTHER_RESOURCE_MANAGERS =
            List.of("management.sovcloud-api.fr", "management.sovcloud-api.de");

    private AzureHosts() {}

    static boolean isOfAnotherService(String host) {
        return otherServices().anyMatch(domain -> isOrIsBelow(host, domain));
    }

    static boolean isAzureResourceManager(String host) {
        return resourceManagers().anyMatch(domain -> isOrIsBelow(host, domain));
    }

    /** Every name that a certificate needs to stand for all of them. */
    static Set<String> certificateNames() {
        Set<String> names = new TreeSet<>();
        Stream.concat(resourceManagers(), otherServices()).forEach(domain -> {
            names.add(domain);
            names.add("*." + domain);
        });
        // A wildcard is for one label: account.blob.core.windows.net needs its own.
        AzureEnvironment.knownEnvironments()
                .forEach(cloud -> Stream.of("blob", "file", "queue", "table", "dfs")
                        .forEach(service -> names.add("*." + service + cloud.getStorageEndpointSuffix())));
        return names;
    }

    private static Stream<String> resourceManagers() {
        return Stream.concat(
                AzureEnvironment.knownEnvironments().stream().map(cloud -> host(cloud.getResourceManagerEndpoint())),
                FURTHER_RESOURCE_MANAGERS.stream());
    }

    private static Stream<String> otherServices() {
        return AzureEnvironment.knownEnvironments().stream()
                .flatMap(cloud -> cloud.getEndpoints().entrySet().stream())
                .filter(endpoint -> !endpoint.getKey().equals(RESOURCE_MANAGER))
                .map(Map.Entry::getValue)
                // Among the endpoints are an API version and, where a cloud lacks a service, "N/A".
                .map(AzureHosts::host)
                .filter(host -> host.matches("[a-z].*\\..*"));
    }

    /** Of a URL, or of a DNS suffix such as .vault.azure.net. */
    private static String host(String endpoint) {
        return endpoint.contains("://") ? URI.create(endpoint).getHost() : endpoint.replaceFirst("^\\.", "");
    }

    private static boolean isOrIsBelow(String host, String domain) {
        return host.equalsIgnoreCase(domain)
                || host.toLowerCase(java.util.Locale.ROOT).endsWith("." + domain);
    }
}
