// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.azure.core.management.AzureEnvironment;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The hosts of Azure's public clouds: those that the SDK's own {@link AzureEnvironment} names, and a few more. */
final class AzureHosts {
    private static final String RESOURCE_MANAGER = "resourceManagerEndpointUrl";

    /** Resource Managers of the clouds that the SDK has no environment of. */
    private static final List<String> FURTHER_RESOURCE_MANAGERS =
            List.of("management.sovcloud-api.fr", "management.sovcloud-api.de");

    /** Other services whose domains the SDK's environments do not name. */
    private static final List<String> FURTHER_SERVICES = List.of(
            "azconfig.io",
            "azurecr.io",
            "azurewebsites.net",
            "documents.azure.com",
            "login.windows.net",
            "redis.cache.windows.net",
            "scm.azurewebsites.net",
            "search.windows.net",
            "servicebus.windows.net",
            "sts.windows.net");

    /** As Azure names those of its clouds, regions and stacks. */
    private static final Pattern RESOURCE_MANAGER_HOST = Pattern.compile("(.*\\.)?(admin)?management\\..*");

    private AzureHosts() {}

    /**
     * Whether a call was for a Resource Manager: of Azure's clouds or of one of its regions, of a cloud of one's own,
     * or the stand-in itself.
     */
    static boolean isResourceManager(URI uri) {
        String host = host(uri);
        boolean named = RESOURCE_MANAGER_HOST.matcher(host).matches() || LoopbackProxy.isLocal(host);
        return named && otherServices().noneMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /** Of a whole cloud, not of one of its regions. */
    static boolean isResourceManagerOfCloud(URI uri) {
        String host = host(uri);
        return resourceManagers().anyMatch(host::equals);
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
        return Stream.concat(ofEnvironments(), FURTHER_SERVICES.stream());
    }

    private static Stream<String> ofEnvironments() {
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

    /** {@link URI#getHost()} is null where DNS has no objection: my_account.blob.core.windows.net. */
    private static String host(URI uri) {
        return Objects.toString(uri.getRawAuthority(), "")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.?(:\\d*)?$", "");
    }
}
