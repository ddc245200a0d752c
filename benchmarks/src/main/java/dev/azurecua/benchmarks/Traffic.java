// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * Provides the URLs and User-Agents of one thread's requests, for 25 managers in turn. As in the fluent SDK, each
 * request has a new string as its User-Agent, so that it is not found by identity or by a cached hash code. 64 URLs are
 * used in turn, each with a string of its own as its host name.
 */
final class Traffic {
    static final String TRACKING_ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    /** Is a constant User-Agent, as long as the attributed one of a manager. */
    static final String ATTRIBUTED = userAgent("compute") + " " + TRACKING_ID;

    private static final List<String> MANAGERS = List.of(
            "compute",
            "network",
            "storage",
            "resources",
            "appplatform",
            "appservice",
            "authorization",
            "cdn",
            "containerinstance",
            "containerregistry",
            "containerservice",
            "cosmos",
            "dns",
            "eventhubs",
            "keyvault",
            "monitor",
            "msi",
            "privatedns",
            "redis",
            "search",
            "servicebus",
            "sql",
            "trafficmanager",
            "appcontainers",
            "datafactory");
    private static final int HOSTS = 64;

    private final byte[][] userAgents;
    private final URL[] urls;
    private final HttpUrl[] httpUrls;
    private int count;

    Traffic(Host host) {
        userAgents = MANAGERS.stream()
                .map(manager -> userAgent(manager).getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
        urls = Stream.generate(host::url).limit(HOSTS).toArray(URL[]::new);
        httpUrls = Stream.of(urls).map(HttpUrl::get).toArray(HttpUrl[]::new);
    }

    private static String userAgent(String manager) {
        return "azsdk-java-com.azure.resourcemanager." + manager + "/2.57.0 (17.0.15; Linux; 6.1)";
    }

    /** Moves on to the next request. */
    void next() {
        count++;
    }

    String userAgent() {
        return new String(userAgents[Math.floorMod(count, userAgents.length)], StandardCharsets.ISO_8859_1);
    }

    HttpUrl httpUrl() {
        return httpUrls[count & (HOSTS - 1)];
    }

    URL url() {
        return urls[count & (HOSTS - 1)];
    }
}
