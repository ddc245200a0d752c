// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the hosts whose calls are attributed: Azure's own Resource Manager hosts and the endpoints that were added.
 * Immutable.
 */
final class CoveredHosts {
    /** Azure's own Resource Manager hosts only. */
    static final CoveredHosts AZURE = new CoveredHosts(Collections.emptyList());

    private static final String PUBLIC_CLOUD = "management.azure.com";

    private static final String[] CLOUDS = {
        PUBLIC_CLOUD,
        "management.usgovcloudapi.net",
        "management.chinacloudapi.cn",
        "management.sovcloud-api.fr",
        "management.sovcloud-api.de",
        "management.azure.eaglex.ic.gov",
        "management.azure.microsoft.scloud"
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
     * Adds an endpoint. Returns this instance if it covers the endpoint already.
     *
     * @throws IllegalArgumentException if it is not the URL of a server
     */
    CoveredHosts with(String url) {
        return with(Collections.singletonList(Endpoint.of(url)));
    }

    /**
     * Adds an endpoint and its subdomains.
     *
     * @throws IllegalArgumentException if it is not the URL of a server
     */
    CoveredHosts withSubdomains(String url) {
        Endpoint endpoint = Endpoint.of(url);
        return with(
                endpoint.mayHaveSubdomains()
                        ? Arrays.asList(endpoint, endpoint.subdomains())
                        : Collections.singletonList(endpoint));
    }

    /**
     * Adds endpoints.
     *
     * @param urls endpoints separated by commas; blank ones are skipped
     * @throws IllegalArgumentException if one of them is not the URL of a server
     */
    CoveredHosts withAll(String urls) {
        return with(Stream.of(urls.split(","))
                .map(String::trim)
                .filter(url -> !url.isEmpty())
                .map(Endpoint::of)
                .collect(Collectors.toList()));
    }

    private CoveredHosts with(List<Endpoint> added) {
        if (added.stream().allMatch(this::covers)) {
            return this;
        }
        // A map, because it takes seconds to compare thousands of endpoints with one another.
        Map<String, Endpoint> all = new LinkedHashMap<>();
        endpoints.forEach(endpoint -> all.put(endpoint.key, endpoint));
        added.stream()
                .filter(endpoint -> !covers(endpoint))
                .forEach(endpoint -> all.putIfAbsent(endpoint.key, endpoint));
        return new CoveredHosts(new ArrayList<>(all.values()));
    }

    private boolean covers(Endpoint endpoint) {
        return isOfAzure(endpoint.host, endpoint.host.length(), endpoint.port)
                || endpoints.stream().anyMatch(other -> other.key.equals(endpoint.key))
                || (!endpoint.subdomains && isAdded(endpoint.host, endpoint.port));
    }

    /** Returns the added endpoints in the order of their addition. */
    List<URI> endpoints() {
        return uris;
    }

    boolean contains(@Nullable String host, int givenPort) {
        if (host == null) {
            return false;
        }
        int port = givenPort < 0 ? HTTPS_PORT : givenPort;
        // First, because nearly every call matches here: equals takes 3 ns, the loop below 5 ns (JDK 17).
        if (port == HTTPS_PORT && host.equals(PUBLIC_CLOUD)) {
            return true;
        }
        // Without a final dot, because it only marks the name as fully qualified (RFC 1034 §3.1).
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        return isOfAzure(host, end, port) || (!endpoints.isEmpty() && isAdded(HostName.canonical(host), port));
    }

    private static boolean isOfAzure(String host, int end, int port) {
        if (port != HTTPS_PORT) {
            return false;
        }
        for (String cloud : CLOUDS) {
            if (HostName.is(host, end, cloud) || HostName.isBelow(host, end, cloud)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAdded(String canonicalHost, int port) {
        // By index, because an iterator would be allocated for each call.
        for (int i = 0; i < endpoints.size(); i++) {
            if (endpoints.get(i).is(canonicalHost, port)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Holds the scheme, host and port of a URL. Covers either the host or its subdomains. The rest of the URL is
     * dropped, because it may contain a password.
     */
    private static final class Endpoint {
        private static final String ANY = "*.";

        private final URI uri;
        /** Is in canonical form. If this endpoint covers subdomains, this is their domain, without the asterisk. */
        private final String host;

        private final int port;
        private final boolean subdomains;
        /** Is the same for two endpoints that cover the same hosts. */
        private final String key;

        private Endpoint(URI uri, String host, int port, boolean subdomains) {
            this.uri = uri;
            this.host = host;
            this.port = port;
            this.subdomains = subdomains;
            this.key = (subdomains ? ANY : "") + host + ":" + port;
        }

        static Endpoint of(String text) {
            URL url = serverIn(text);
            if (url == null) {
                throw rejection(
                        text, "it is not the absolute URL of a server; write https://<host>, or https://<host>:<port>");
            }
            String given = url.getHost();
            boolean subdomains = given.startsWith(ANY);
            String host = HostName.canonical(subdomains ? given.substring(ANY.length()) : given)
                    .toLowerCase(Locale.ROOT);
            if (given.indexOf('*') >= 0 && !(subdomains && isDomain(host))) {
                throw rejection(
                        text,
                        "an asterisk stands only for the subdomains of a domain; write https://*.<domain>, such as"
                                + " https://*.example.com");
            }
            int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
            String suffix = url.getPort() < 0 ? "" : ":" + url.getPort();
            return new Endpoint(URI.create(url.getProtocol() + "://" + given + suffix), host, port, subdomains);
        }

        /** Returns the URL in the text, or null if it is not the absolute URL of a server. */
        private static @Nullable URL serverIn(String text) {
            try {
                // A URL, because URI.getHost() is null for a host with an underscore, as containers may have.
                URL url = new URI(text).toURL();
                boolean http =
                        url.getProtocol().equals("https") || url.getProtocol().equals("http");
                return http && url.getPort() != 0 && url.getPort() <= MAX_PORT && isServer(url.getHost()) ? url : null;
            } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
                return null;
            }
        }

        private static IllegalArgumentException rejection(String text, String problem) {
            return new IllegalArgumentException(
                    "'" + Printable.of(text) + "' is not a Resource Manager endpoint: " + problem);
        }

        private static boolean isServer(String host) {
            String name = HostName.canonical(host);
            // An IPv6 address, or a host with an asterisk, which is checked later.
            return name.indexOf(':') >= 0 || name.indexOf('*') >= 0 || HostName.hasOnlyLabels(name, name.length());
        }

        /**
         * Returns whether a host can have subdomains that belong to its owner. Excludes addresses and names without a
         * dot.
         */
        private static boolean isDomain(String host) {
            return host.indexOf('.') > 0 && !host.matches("[0-9.]+") && HostName.hasOnlyLabels(host, host.length());
        }

        boolean mayHaveSubdomains() {
            return !subdomains && isDomain(host);
        }

        Endpoint subdomains() {
            return new Endpoint(URI.create(uri.toString().replaceFirst("://", "://*.")), host, port, true);
        }

        boolean is(String canonicalHost, int otherPort) {
            int end = canonicalHost.length();
            return port == otherPort
                    && (subdomains
                            ? HostName.isBelow(canonicalHost, end, host)
                            : HostName.is(canonicalHost, end, host));
        }
    }
}
