// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Attributes HTTP clients that have no adapter, by calling {@link Attribution#userAgent} for each request. */
public final class AnyHttpClient {
    private static final URI SUBSCRIPTION = URI.create(
            "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000001?api-version=2022-12-01");

    private AnyHttpClient() {}

    /**
     * Runs both clients against a stand-in and prints the recorded calls. The exit code is 1 unless every Resource
     * Manager call was attributed and no other call was.
     *
     * @param args not used
     * @throws Exception if a call fails
     */
    public static void main(String[] args) throws Exception {
        if (!run(System.out)) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out) throws IOException, InterruptedException {
        Attribution attribution = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            HttpClient jdk = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(azure.proxyAddress()))
                    .sslContext(azure.sslContext())
                    .build();
            jdk.send(attributed(SUBSCRIPTION, attribution).build(), HttpResponse.BodyHandlers.discarding());

            HttpClientBuilder builder = HttpClients.custom()
                    .setProxySelector(ProxySelector.of(azure.proxyAddress()))
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setTlsSocketStrategy(new DefaultClientTlsStrategy(azure.sslContext()))
                            .build());
            try (CloseableHttpClient apache = attributed(builder, attribution).build()) {
                apache.execute(new HttpGet(SUBSCRIPTION), response -> response.getCode());
            }
            return CallTable.print(azure.calls(), attribution.trackingId(), out);
        }
    }

    /**
     * Creates an attributed request for {@code java.net.http}, which has no interceptors. The client must not follow
     * redirects, because it would send the User-Agent to any host. By default it does not follow them.
     */
    static HttpRequest.Builder attributed(URI uri, Attribution attribution) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        String userAgent = attribution.userAgent("contoso-deployer/1.0", uri.getHost(), uri.getPort());
        return userAgent == null ? request : request.setHeader("User-Agent", userAgent);
    }

    /** Adds an interceptor to Apache HttpClient. It sees each request and redirect, with the client's own product. */
    static HttpClientBuilder attributed(HttpClientBuilder builder, Attribution attribution) {
        return builder.addRequestInterceptorLast((request, entity, context) -> {
            String userAgent = attribution.userAgent(
                    value(request.getFirstHeader(HttpHeaders.USER_AGENT)),
                    request.getAuthority().getHostName(),
                    request.getAuthority().getPort());
            request.removeHeaders(HttpHeaders.USER_AGENT);
            if (userAgent != null) {
                request.setHeader(HttpHeaders.USER_AGENT, userAgent);
            }
        });
    }

    private static @Nullable String value(@Nullable Header header) {
        return header == null ? null : header.getValue();
    }
}
