// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.azurecua.okhttp.Clients.call;
import static dev.azurecua.okhttp.Clients.get;
import static dev.azurecua.okhttp.Clients.json;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Lists what OkHttp may do between a call and Resource Manager besides one request and its response. */
enum Scenario {
    ONE_CALL("GET management.azure.com 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            return List.of(call(client, get(URL)));
        }
    },

    BODIES("PUT management.azure.com 201", "POST management.azure.com 200", "DELETE management.azure.com 202") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            Request.Builder group = new Request.Builder().url(URL.replace("?", "/resourceGroups/g?"));
            return List.of(
                    call(client, group.put(json("{\"location\":\"eastus\"}")).build()),
                    call(client, group.post(json("{}")).build()),
                    call(client, group.delete().build()));
        }
    },

    ENQUEUED("GET management.azure.com 200", "GET management.azure.com 200", "GET management.azure.com 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) {
            return List.of(enqueue(client), enqueue(client), enqueue(client)).stream()
                    .map(CompletableFuture::join)
                    .toList();
        }

        private CompletableFuture<String> enqueue(OkHttpClient client) {
            CompletableFuture<String> result = new CompletableFuture<>();
            client.newCall(get(URL)).enqueue(new Callback() {
                @Override
                public void onResponse(Call call, Response response) throws IOException {
                    result.complete(Clients.read(response));
                }

                @Override
                public void onFailure(Call call, IOException e) {
                    result.completeExceptionally(e);
                }
            });
            // With a timeout, because OkHttp only logs what a callback throws.
            return result.orTimeout(1, TimeUnit.MINUTES);
        }
    },

    /** Redirects from Resource Manager to its regional host, to another service, and back. */
    REDIRECTS(
            "GET management.azure.com 307",
            "GET eastus.management.azure.com 307",
            "GET contoso.blob.core.windows.net 302",
            "GET westeurope.management.azure.com 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            azure.nextCalls(1).areRedirectedTo(URI.create("https://eastus.management.azure.com/there"));
            azure.nextCalls(1).areRedirectedTo(URI.create(BLOB));
            redirectBlobTo(azure, URL.replace("management", "westeurope.management"));

            return List.of(call(client, get(URL)));
        }
    },

    REDIRECT_FROM_ANOTHER_SERVICE(
            "GET contoso.blob.core.windows.net 302",
            "GET management.azure.com 307",
            "GET contoso.vault.azure.net 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            redirectBlobTo(azure, URL);
            azure.nextCalls(1).areRedirectedTo(URI.create("https://contoso.vault.azure.net/there"));

            return List.of(call(client, get(BLOB)));
        }
    },

    /** Uses a pooled connection again that the server resets. */
    RETRY_ON_A_FRESH_CONNECTION(
            "GET management.azure.com 200", "GET management.azure.com -", "GET management.azure.com 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            String first = call(client, get(URL));
            azure.nextCalls(1).areReset();

            return List.of(first, call(client, get(URL)));
        }
    },

    /** Retries at once, because the response has {@code Retry-After: 0}. */
    RETRY_OF_503("GET management.azure.com 503", "GET management.azure.com 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            azure.nextCalls(1).areUnavailable(Duration.ZERO);

            return List.of(call(client, get(URL)));
        }
    },

    AUTHENTICATOR("GET management.azure.com 401", "GET management.azure.com 200") {
        @Override
        OkHttpClient.Builder prepare(OkHttpClient.Builder client) {
            return client.authenticator((route, response) -> response.request().header("Authorization") != null
                    ? null
                    : response.request()
                            .newBuilder()
                            .header("Authorization", "Bearer of-no-worth")
                            .build());
        }

        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            azure.nextCalls(1).areChallenged();

            return List.of(call(client, get(URL)));
        }
    },

    CACHE_HIT("GET management.azure.com 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            respond(azure, ok("cached").withHeader("Cache-Control", "max-age=600"));

            return twice(client);
        }
    },

    CACHE_HIT_THAT_VARIES_BY_USER_AGENT("GET management.azure.com 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            respond(
                    azure,
                    ok("cached")
                            .withHeader("Cache-Control", "max-age=600")
                            .withHeader("Vary", "Accept-Encoding, User-agent", "Accept"));

            return twice(client);
        }
    },

    /** Varies by a header that a later interceptor sets, to another value for each user. */
    CACHE_MISS_THAT_VARIES_BY_LATER_HEADER("GET management.azure.com 200", "GET management.azure.com 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            respond(
                    azure,
                    ok("of this user")
                            .withHeader("Cache-Control", "max-age=600")
                            .withHeader("Vary", "User-Agent, Authorization"));

            return List.of(call(as("alice", client), get(URL)), call(as("bob", client), get(URL)));
        }

        private OkHttpClient as(String user, OkHttpClient client) {
            return client.newBuilder()
                    .addNetworkInterceptor(chain -> chain.proceed(chain.request()
                            .newBuilder()
                            .header("Authorization", user)
                            .build()))
                    .build();
        }
    },

    /** Validates a cached response by responses that do not repeat its {@code Vary} header. */
    CACHE_VALIDATION(
            "GET management.azure.com 200",
            "GET management.azure.com 304",
            "GET management.azure.com 304",
            "GET management.azure.com 304") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            respond(azure, ok("cached").withHeader("ETag", "\"1\"").withHeader("Vary", "User-Agent"));
            azure.wireMock()
                    .stubFor(any(anyUrl())
                            .withHeader("If-None-Match", equalTo("\"1\""))
                            .willReturn(aResponse().withStatus(304)));

            return List.of(
                    call(client, get(URL)), call(client, get(URL)), call(client, get(URL)), call(client, get(URL)));
        }
    },

    REDIRECT_TO_RESPONSE_THAT_VARIES_BY_USER_AGENT("GET management.azure.com 307", "GET management.azure.com 200") {
        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException {
            azure.wireMock()
                    .stubFor(
                            any(urlPathEqualTo("/there")).willReturn(ok("there").withHeader("Vary", "User-Agent")));
            azure.nextCalls(1).areRedirectedTo(URI.create("/there"));

            return List.of(call(client, get(URL)));
        }
    },

    FAILURE("GET management.azure.com -") {
        @Override
        OkHttpClient.Builder prepare(OkHttpClient.Builder client) {
            return client.retryOnConnectionFailure(false);
        }

        @Override
        List<String> run(OkHttpClient client, FakeResourceManager azure) {
            respond(azure, aResponse().withFault(Fault.EMPTY_RESPONSE));
            try {
                return List.of(call(client, get(URL)));
            } catch (IOException e) {
                return List.of(e.getClass().getName());
            }
        }
    };

    private static final String URL = "https://management.azure.com/subscriptions/s?api-version=2022-12-01";
    private static final String BLOB = "https://contoso.blob.core.windows.net/container";

    /** Holds method, host and status of each attempt; the status is {@code -} if there was no response. */
    private final List<String> attempts;

    Scenario(String... attempts) {
        this.attempts = List.of(attempts);
    }

    List<String> attempts() {
        return attempts;
    }

    /** Returns whether a redirect leads to another host, which an application interceptor does not see. */
    boolean changesHosts() {
        return attempts.stream().map(line -> line.split(" ")[1]).distinct().count() > 1;
    }

    /** Adds what the client needs for this scenario, besides a cache. */
    OkHttpClient.Builder prepare(OkHttpClient.Builder client) {
        return client;
    }

    /** Runs the scenario against an empty stand-in, and returns what the caller receives. */
    abstract List<String> run(OkHttpClient client, FakeResourceManager azure) throws IOException;

    private static List<String> twice(OkHttpClient client) throws IOException {
        return List.of(call(client, get(URL)), call(client, get(URL)));
    }

    private static void redirectBlobTo(FakeResourceManager azure, String location) {
        azure.wireMock()
                .stubFor(any(anyUrl())
                        .withHost(equalTo(URI.create(BLOB).getHost()))
                        .willReturn(temporaryRedirect(location)));
    }

    private static void respond(FakeResourceManager azure, ResponseDefinitionBuilder response) {
        azure.wireMock().stubFor(any(anyUrl()).willReturn(response));
    }
}
