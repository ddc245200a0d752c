// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists the hosts of Azure's clouds. The lists are constants, because the kit also runs without the Azure SDK. A test
 * compares them with the SDK's {@code AzureEnvironment}.
 */
final class AzureHosts {
    private static final List<String> RESOURCE_MANAGER_HOSTS = List.of(
            "management.azure.com",
            "management.azure.eaglex.ic.gov",
            "management.azure.microsoft.scloud",
            "management.chinacloudapi.cn",
            "management.sovcloud-api.de",
            "management.sovcloud-api.fr",
            "management.usgovcloudapi.net");

    /**
     * Lists the domains of Storage. Each has a subdomain for each service. Each account has a host in each subdomain.
     */
    private static final List<String> STORAGE_DOMAINS =
            List.of("core.chinacloudapi.cn", "core.usgovcloudapi.net", "core.windows.net");

    private static final List<String> STORAGE_SERVICES = List.of("blob", "dfs", "file", "queue", "table");

    private static final List<String> OTHER_DOMAINS = List.of(
            "api.applicationinsights.io",
            "api.loganalytics.io",
            "api.loganalytics.us",
            "azconfig.io",
            "azurecr.io",
            "azuredatalakeanalytics.net",
            "azuredatalakestore.net",
            "azurewebsites.net",
            "database.chinacloudapi.cn",
            "database.usgovcloudapi.net",
            "database.windows.net",
            "datalake.azure.net",
            "documents.azure.com",
            "gallery.azure.com",
            "gallery.chinacloudapi.cn",
            "gallery.usgovcloudapi.net",
            "go.microsoft.com",
            "graph.chinacloudapi.cn",
            "graph.microsoft.com",
            "graph.microsoft.us",
            "graph.windows.net",
            "login.chinacloudapi.cn",
            "login.microsoftonline.com",
            "login.microsoftonline.us",
            "login.windows.net",
            "manage.windowsazure.us",
            "managedhsm.azure.cn",
            "managedhsm.azure.net",
            "managedhsm.usgovcloudapi.net",
            "management.core.chinacloudapi.cn",
            "management.core.usgovcloudapi.net",
            "management.core.windows.net",
            "microsoftgraph.chinacloudapi.cn",
            "portal.azure.cn",
            "portal.azure.com",
            "portal.azure.us",
            "redis.cache.windows.net",
            "scm.azurewebsites.net",
            "search.windows.net",
            "servicebus.windows.net",
            "sts.windows.net",
            "vault.azure.cn",
            "vault.azure.net",
            "vault.usgovcloudapi.net");

    /** Matches the Resource Managers of Azure's clouds, regions and stacks, and the local hosts of the stand-in. */
    private static final Pattern RESOURCE_MANAGER_HOST =
            Pattern.compile("(.*\\.)?(admin)?management\\..*|localhost|127\\.[.\\d]+|\\[::1]");

    private AzureHosts() {}

    /**
     * Returns whether the host is a Resource Manager. It can belong to one of Azure's clouds or regions, to another
     * cloud, or to the stand-in itself.
     */
    static boolean isResourceManager(URI uri) {
        String host = host(uri);
        return RESOURCE_MANAGER_HOST.matcher(host).matches()
                && otherServices().noneMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /** Returns whether the host is the Resource Manager of a whole cloud of Azure, not of a region. */
    static boolean isResourceManagerOfCloud(URI uri) {
        String host = host(uri);
        return RESOURCE_MANAGER_HOSTS.contains(host);
    }

    /** Returns the names that a certificate needs to be valid for all these hosts, as a new set. */
    static Set<String> certificateNames() {
        Set<String> names = new TreeSet<>();
        Stream.concat(RESOURCE_MANAGER_HOSTS.stream(), otherServices()).forEach(domain -> {
            names.add(domain);
            names.add("*." + domain);
        });
        // Added because a wildcard covers one label only: *.core.windows.net does not cover
        // account.blob.core.windows.net.
        STORAGE_DOMAINS.forEach(
                domain -> STORAGE_SERVICES.forEach(service -> names.add("*." + service + "." + domain)));
        return names;
    }

    private static Stream<String> otherServices() {
        return Stream.concat(OTHER_DOMAINS.stream(), STORAGE_DOMAINS.stream());
    }

    /**
     * Returns the host in lower case, without a final dot and the port. {@link URI#getHost()} is not used, because it
     * is null for some hosts that DNS allows, such as my_account.blob.core.windows.net.
     */
    private static String host(URI uri) {
        return Objects.toString(uri.getRawAuthority(), "")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.?(:\\d*)?$", "");
    }
}
