// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hosts whose calls are attributed: Azure's own Resource Manager hosts and the endpoints that were added.
 * Immutable.
 */
final class CoveredHosts {
    /** The Resource Manager of each public cloud, and no more than that. */
    static final CoveredHosts AZURE = new CoveredHosts(Collections.emptyList());

    private static final String PUBLIC_CLOUD = "management.azure.com";

    private static final String[] CLOUDS = {
        PUBLIC_CLOUD,
        "management.usgovcloudapi.net",
        "management.chinacloudapi.cn",
        "management.sovcloud-api.fr",
        "management.sovcloud-api.de"
    };
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    private final List<Endpoint> endpoints;
    private final List<URI> uris;

    private CoveredHosts(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
        this.uris = Collections.unmodifiableList(
                endpoints.stream().map(endpoint -> endpoint.uri).collect(Collectors.toList()));
    }

    /**
     * Adds an endpoint.
     *
     * @return these hosts themselves if they have it already
     * @throws IllegalArgumentException if it is not the URL of a server
     */
    CoveredHosts with(String url) {
        Endpoint endpoint = Endpoint.of(url);
        if (contains(endpoint.host, endpoint.port)) {
            return this;
        }
        List<Endpoint> more = new ArrayList<>(endpoints);
        more.add(endpoint);
        return new CoveredHosts(more);
    }

    /**
     * Adds endpoints.
     *
     * @param urls separated by commas; blank ones are skipped
     * @throws IllegalArgumentException if one of them is not the URL of a server
     */
    CoveredHosts withAll(String urls) {
        CoveredHosts hosts = this;
        for (String url : urls.split(",", -1)) {
            if (!url.trim().isEmpty()) {
                hosts = hosts.with(url.trim());
            }
        }
        return hosts;
    }

    /** Those that were added, in the order of their addition. */
    List<URI> endpoints() {
        return uris;
    }

    boolean contains(@Nullable String host, int givenPort) {
        if (host == null) {
            return false;
        }
        int port = givenPort < 0 ? HTTPS_PORT : givenPort;
        // Nearly every call: 3 ns instead of the 5 that it takes to look at the letters one by one (JDK 17).
        if (port == HTTPS_PORT && host.equals(PUBLIC_CLOUD)) {
            return true;
        }
        // The name with a final dot is the same name, fully qualified (RFC 1034 §3.1).
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        if (port == HTTPS_PORT) {
            for (String cloud : CLOUDS) {
                if (isOrIsBelow(host, end, cloud)) {
                    return true;
                }
            }
        }
        // By index: an iterator would be an allocation for each call.
        for (int i = 0; i < endpoints.size(); i++) {
            if (endpoints.get(i).is(host, end, port)) {
                return true;
            }
        }
        return false;
    }

    /**
     * On a dot boundary: eastus.management.azure.com is below management.azure.com, evilmanagement.azure.com is not.
     */
    private static boolean isOrIsBelow(String host, int end, String domain) {
        int start = end - domain.length();
        // The dot first: most hosts do not have it there.
        return start >= 0 && (start == 0 || host.charAt(start - 1) == '.') && Ascii.regionMatches(host, start, domain);
    }

    /** A server by host and port; whatever else its URL had, a password even, is not kept. */
    private static final class Endpoint {
        private final URI uri;
        private final String host;
        private final int port;

        private Endpoint(URI uri, String host, int port) {
            this.uri = uri;
            this.host = host;
            this.port = port;
        }

        static Endpoint of(String text) {
            try {
                // A URL, because the host of a URI is null where it has an underscore, as those of containers do.
                URL url = new URI(text).toURL();
                boolean http =
                        url.getProtocol().equals("https") || url.getProtocol().equals("http");
                if (http && !url.getHost().isEmpty() && url.getPort() <= MAX_PORT) {
                    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
                    String suffix = url.getPort() < 0 ? "" : ":" + url.getPort();
                    return new Endpoint(
                            new URI(url.getProtocol() + "://" + url.getHost() + suffix), bare(url.getHost()), port);
                }
            } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
                // It is said below, in words of ours.
            }
            throw new IllegalArgumentException("'" + Printable.of(text)
                    + "' is not a Resource Manager endpoint: it is not the absolute URL of a server; write"
                    + " https://<host>, or https://<host>:<port>");
        }

        /** An IPv6 address has brackets in a URL, and in the parlance of some HTTP clients it has none. */
        boolean is(String otherHost, int end, int otherPort) {
            int start = otherHost.startsWith("[") && otherHost.endsWith("]") ? 1 : 0;
            return port == otherPort && end - 2 * start == host.length() && Ascii.regionMatches(otherHost, start, host);
        }

        private static String bare(String host) {
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        }
    }
}
