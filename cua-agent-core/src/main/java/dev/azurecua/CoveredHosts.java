// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The hosts whose calls are attributed: Azure's own Resource Manager hosts and the endpoints that were added. Immutable. */
final class CoveredHosts {
    /** The Resource Manager of each public cloud, and no more than that. */
    static final CoveredHosts AZURE = new CoveredHosts(Collections.emptyList());

    private static final String[] CLOUDS = {
        "management.azure.com",
        "management.usgovcloudapi.net",
        "management.chinacloudapi.cn",
        "management.sovcloud-api.fr",
        "management.sovcloud-api.de"
    };
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final List<URI> endpoints;

    private CoveredHosts(List<URI> endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * Adds an endpoint.
     *
     * @throws IllegalArgumentException if it is not the URL of a server
     */
    CoveredHosts with(String endpoint) {
        try {
            return with(new URI(endpoint));
        } catch (URISyntaxException e) {
            throw notAnEndpoint(endpoint);
        }
    }

    /**
     * Adds an endpoint.
     *
     * @return these hosts themselves if they have it already
     * @throws IllegalArgumentException if it is not the URL of a server
     */
    CoveredHosts with(URI endpoint) {
        boolean http = "https".equalsIgnoreCase(endpoint.getScheme()) || "http".equalsIgnoreCase(endpoint.getScheme());
        if (!http || endpoint.getHost() == null) {
            throw notAnEndpoint(endpoint.toString());
        }
        if (contain(endpoint.getHost(), port(endpoint))) {
            return this;
        }
        List<URI> more = new ArrayList<>(endpoints);
        more.add(endpoint);
        return new CoveredHosts(Collections.unmodifiableList(more));
    }

    private static IllegalArgumentException notAnEndpoint(String text) {
        return new IllegalArgumentException("'" + Printable.of(text)
                + "' is not a Resource Manager endpoint: it is not the absolute URL of a server; write https://<host>,"
                + " or https://<host>:<port>");
    }

    /** Those that were added, in the order of their addition. */
    List<URI> endpoints() {
        return endpoints;
    }

    boolean contain(String host, int port) {
        if (port == HTTPS_PORT) {
            for (String cloud : CLOUDS) {
                if (isOrIsBelow(host, cloud)) {
                    return true;
                }
            }
        }
        // By index: an iterator would be an allocation for each call.
        for (int i = 0; i < endpoints.size(); i++) {
            URI endpoint = endpoints.get(i);
            if (port == port(endpoint) && isSame(host, endpoint.getHost())) {
                return true;
            }
        }
        return false;
    }

    private static int port(URI endpoint) {
        if (endpoint.getPort() >= 0) {
            return endpoint.getPort();
        }
        return "http".equalsIgnoreCase(endpoint.getScheme()) ? HTTP_PORT : HTTPS_PORT;
    }

    /** On a dot boundary: eastus.management.azure.com is below management.azure.com, evilmanagement.azure.com is not. */
    private static boolean isOrIsBelow(String host, String domain) {
        // The name with a final dot is the same name, fully qualified (RFC 1034 §3.1).
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        int start = end - domain.length();
        return start >= 0
                && host.regionMatches(true, start, domain, 0, domain.length())
                && (start == 0 || host.charAt(start - 1) == '.');
    }

    /** An IPv6 address has brackets in a URL, and in the parlance of some HTTP clients it has none. */
    private static boolean isSame(String host, String endpointHost) {
        int bracket = endpointHost.startsWith("[") && !host.startsWith("[") ? 1 : 0;
        return host.length() == endpointHost.length() - 2 * bracket
                && endpointHost.regionMatches(true, bracket, host, 0, host.length());
    }
}
