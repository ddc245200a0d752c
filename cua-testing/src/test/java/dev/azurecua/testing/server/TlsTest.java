// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.TestClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create("www.example.org", "*.example.net");

    private static HttpResponse<String> jdkGet(HttpClient client) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(azure.endpoint().resolve("/subscriptions/s?" + TestClient.API_VERSION))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theJdkDoesNotTrustTheServer() {
        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> jdkGet(HttpClient.newHttpClient()))
                .withMessageContaining("unable to find valid certification path");
    }

    @Test
    void aClientOfTheJdkCanTrustIt() throws Exception {
        HttpResponse<String> answer =
                jdkGet(HttpClient.newBuilder().sslContext(azure.sslContext()).build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"subscriptionId\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.azure.com",
                "eastus.management.azure.com",
                "management.usgovcloudapi.net",
                "management.chinacloudapi.cn",
                "management.sovcloud-api.fr",
                "management.sovcloud-api.de",
                "contoso.vault.azure.net",
                "contoso.blob.core.windows.net",
                "contoso.dfs.core.chinacloudapi.cn",
                "login.microsoftonline.us",
                "graph.microsoft.com",
                "contoso.scm.azurewebsites.net",
                "contoso.azurecr.io",
                "www.example.org",
                "any.example.net",
                "localhost:%d",
                "127.0.0.1:%d",
            })
    void theServerIsWhoeverItHasToBe(String host) {
        String authority = host.formatted(azure.endpoint().getPort());

        assertThat(new TestClient(azure)
                        .get("https://" + authority + "/subscriptions/s?" + TestClient.API_VERSION)
                        .status())
                .isEqualTo(200);
        assertThat(azure.calls())
                .last()
                .extracting(call -> call.uri().getAuthority())
                .isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.com", "a.b.example.net", "management.azure.com.example.com"})
    void theClientInsistsOnTheName(String host) {
        assertThatThrownBy(() -> new TestClient(azure).get("https://" + host + "/of-no-call"))
                .rootCause()
                .hasMessageContaining("No subject alternative DNS name matching " + host);
        assertThat(azure.calls()).noneMatch(call -> call.uri().getPath().equals("/of-no-call"));
    }

    @Test
    void twoStandInsAreTwo() {
        try (FakeResourceManager other = FakeResourceManager.start()) {
            new TestClient(other).put("/subscriptions/of-the-other/resourceGroups/g", "{}");

            assertThat(other.endpoint()).isNotEqualTo(azure.endpoint());
            assertThat(other.calls()).hasSize(1);
            assertThat(azure.calls()).noneMatch(call -> call.uri().getPath().contains("of-the-other"));
            assertThat(new TestClient(azure)
                            .get("/subscriptions/of-the-other/resourceGroups/g")
                            .status())
                    .isEqualTo(404);
            assertThatThrownBy(() -> new TestClient(azure).get(other.endpoint() + "/subscriptions/s"))
                    .hasStackTraceContaining("PKIX path validation failed");
            assertThat(other.calls()).hasSize(1);
        }
    }

    @Test
    void closingFreesThePort() {
        FakeResourceManager closed = FakeResourceManager.start();
        int port = closed.endpoint().getPort();

        closed.close();
        closed.close();

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                assertThat(socket.isConnected()).as("a server at " + port).isFalse();
            }
        });
    }

    @Test
    void keysDoNotStayOnDisk() {
        String keys = azure.wireMock().getOptions().httpsSettings().keyStorePath();

        assertThat(keys).endsWith(".p12");
        assertThat(Path.of(keys)).doesNotExist();
    }

    @Test
    void aJvmThatCannotServeSaysSo() {
        String algorithm = Security.getProperty("ssl.TrustManagerFactory.algorithm");
        Security.setProperty("ssl.TrustManagerFactory.algorithm", "none");
        try {
            assertThatIllegalStateException()
                    .isThrownBy(FakeResourceManager::start)
                    .withMessage("This JVM cannot create a self-signed certificate or start an HTTPS server with it")
                    .withCauseInstanceOf(NoSuchAlgorithmException.class);
        } finally {
            Security.setProperty("ssl.TrustManagerFactory.algorithm", algorithm);
        }
    }
}
