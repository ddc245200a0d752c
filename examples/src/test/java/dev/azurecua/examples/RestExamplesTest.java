// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.OkHttp;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the examples that call the REST API without an SDK. */
class RestExamplesTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private static final URI ARM = URI.create("https://management.azure.com/subscriptions?api-version=2022-12-01");
    private static final URI BLOB = URI.create("https://contoso.blob.core.windows.net/there");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void okHttpRestDeploysAndDeletes() throws Exception {
        assertThat(OkHttpRest.run(out)).isTrue();

        assertThat(lines()).hasSize(5).last().isEqualTo("attributed 4 of 4 Resource Manager calls to " + ID);
        assertThat(lines().get(1)).contains("storageAccounts/contosodata  200  okhttp/" + OkHttp.VERSION + " " + ID);
        assertThat(lines().get(3)).contains("/operationresults/");
    }

    @Test
    void retrofitClientReadsWhatItWrote() throws Exception {
        assertThat(RetrofitClient.run(out)).isTrue();

        assertThat(lines()).hasSize(4).first().isEqualTo("ResourceGroup[location=eastus]");
        assertThat(lines()).last().isEqualTo("attributed 2 of 2 Resource Manager calls to " + ID);
    }

    @Test
    void anyHttpClientIsAttributed() throws Exception {
        assertThat(AnyHttpClient.run(out)).isTrue();

        assertThat(lines()).hasSize(3).last().isEqualTo("attributed 2 of 2 Resource Manager calls to " + ID);
        assertThat(lines().get(0)).contains("  contoso-deployer/1.0 " + ID);
        assertThat(lines().get(1)).containsPattern("  Apache-HttpClient/\\S+ \\(.*\\) " + ID);
    }

    @Test
    void redirectToOtherHostDoesNotGetId() throws Exception {
        Attribution attribution = Attribution.of(ID);
        azure.nextCalls(2).areRedirectedTo(BLOB);

        HttpClient jdk = HttpClient.newBuilder()
                .proxy(ProxySelector.of(azure.proxyAddress()))
                .sslContext(azure.sslContext())
                .build();
        for (URI uri : List.of(ARM, BLOB)) {
            jdk.send(AnyHttpClient.attributed(uri, attribution).build(), HttpResponse.BodyHandlers.discarding());
        }
        assertThat(userAgents()).containsExactly("contoso-deployer/1.0 " + ID, "contoso-deployer/1.0");

        HttpClientBuilder builder = HttpClients.custom()
                .setProxySelector(ProxySelector.of(azure.proxyAddress()))
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(azure.sslContext()))
                        .build());
        try (CloseableHttpClient apache =
                AnyHttpClient.attributed(builder, attribution).build()) {
            apache.execute(new HttpGet(ARM), response -> response.getCode());
            HttpGet bare = new HttpGet(BLOB);
            bare.setHeader("User-Agent", ID);
            apache.execute(bare, response -> response.getCode());
        }
        assertThat(userAgents())
                .hasSize(5)
                .satisfies(
                        first -> assertThat(first)
                                .startsWith("Apache-HttpClient/")
                                .endsWith(" " + ID),
                        atIndex(2))
                .satisfies(
                        second -> assertThat(second)
                                .startsWith("Apache-HttpClient/")
                                .endsWith(")"),
                        atIndex(3))
                .endsWith((String) null);
    }

    private static List<String> userAgents() {
        return azure.calls().stream().map(RecordedCall::userAgent).toList();
    }
}
