// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.OkHttp;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;

/** The examples that speak to the REST API without an SDK. */
class RestExamplesTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void okHttpRestDeploysAndDeletes() throws Exception {
        assertThat(OkHttpRest.run(out)).isTrue();

        assertThat(lines())
                .hasSize(5)
                .last()
                .isEqualTo("attributed 4 of 4 Resource Manager calls to " + ID + "; 0 of 0 other calls");
        assertThat(lines().get(1)).contains("storageAccounts/contosodata  200  okhttp/" + OkHttp.VERSION + " " + ID);
        assertThat(lines().get(3)).contains("/operationresults/");
    }

    @Test
    void retrofitClientReadsWhatItWrote() throws Exception {
        assertThat(RetrofitClient.run(out)).isTrue();

        assertThat(lines()).hasSize(4).first().isEqualTo("ResourceGroup[location=eastus]");
        assertThat(lines())
                .last()
                .isEqualTo("attributed 2 of 2 Resource Manager calls to " + ID + "; 0 of 0 other calls");
    }

    @Test
    void anyHttpClientIsAttributed() throws Exception {
        assertThat(AnyHttpClient.run(out)).isTrue();

        assertThat(lines())
                .hasSize(3)
                .last()
                .isEqualTo("attributed 2 of 2 Resource Manager calls to " + ID + "; 0 of 0 other calls");
        assertThat(lines().get(0)).contains("  contoso-deployer/1.0 " + ID);
        assertThat(lines().get(1)).containsPattern("  Apache-HttpClient/\\S+ \\(.*\\) " + ID);
    }

    /** The stand-in's name is the endpoint, its address is another host. */
    @Test
    void redirectToAnotherHostDoesNotGetTheId() throws Exception {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            Attribution attribution = Attribution.of(ID).withEndpoint(azure.endpoint());
            URI there = URI.create("https://127.0.0.1:" + azure.endpoint().getPort() + "/there");
            azure.wireMock().stubFor(get("/here").willReturn(temporaryRedirect(there.toString())));
            URI here = azure.endpoint().resolve("/here");

            HttpClient jdk =
                    HttpClient.newBuilder().sslContext(azure.sslContext()).build();
            jdk.send(AnyHttpClient.attributed(here, attribution).build(), HttpResponse.BodyHandlers.discarding());
            assertThat(userAgents(azure)).containsExactly("contoso-deployer/1.0 " + ID);
            jdk.send(AnyHttpClient.attributed(there, attribution).build(), HttpResponse.BodyHandlers.discarding());
            assertThat(userAgents(azure)).last().isEqualTo("contoso-deployer/1.0");
            azure.reset();

            azure.wireMock().stubFor(get("/here").willReturn(temporaryRedirect(there.toString())));
            try (CloseableHttpClient apache = AnyHttpClient.attributed(
                            HttpClients.custom()
                                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                            .setTlsSocketStrategy(new DefaultClientTlsStrategy(azure.sslContext()))
                                            .build()),
                            attribution)
                    .build()) {
                apache.execute(new HttpGet(here), response -> response.getCode());
                HttpGet bare = new HttpGet(there);
                bare.setHeader("User-Agent", ID);
                apache.execute(bare, response -> response.getCode());
            }
            assertThat(userAgents(azure))
                    .hasSize(3)
                    .satisfies(
                            first -> assertThat(first)
                                    .startsWith("Apache-HttpClient/")
                                    .endsWith(" " + ID),
                            atIndex(0))
                    .satisfies(
                            second -> assertThat(second)
                                    .startsWith("Apache-HttpClient/")
                                    .endsWith(")"),
                            atIndex(1))
                    .endsWith((String) null);
        }
    }

    private static List<String> userAgents(FakeResourceManager azure) {
        return azure.calls().stream().map(RecordedCall::userAgent).toList();
    }
}
