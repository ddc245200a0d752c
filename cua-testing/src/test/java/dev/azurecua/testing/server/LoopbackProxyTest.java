// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.Configuration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.TestClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackProxyTest {
    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create("www.example.org");

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(azure.proxyAddress()))
                .sslContext(azure.sslContext())
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket(
                azure.proxyAddress().getAddress(), azure.proxyAddress().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String sendRaw(String request) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com",
                "https://management.azure.com:8443",
                "https://contoso.vault.azure.net",
                "https://www.example.org",
            })
    void tunnelsEveryHostToServer(String host) throws Exception {
        assertThat(get(host + "/subscriptions/s?api-version=2024-05-01").statusCode())
                .isEqualTo(200);

        assertThat(azure.calls())
                .singleElement()
                .extracting(call -> call.uri().resolve("/"))
                .isEqualTo(URI.create(host + "/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1"})
    void tunnelsLocalHostToRequestedPort(String host) throws Exception {
        assertThat(get("https://" + host + ":" + azure.endpoint().getPort() + "/subscriptions/s?api-version=2024-05-01")
                        .statusCode())
                .isEqualTo(200);
        int port = unusedPort();
        assertThatThrownBy(() -> get("https://" + host + ":" + port + "/")).isInstanceOf(IOException.class);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Rejects other requests, because the server behind the proxy accepts only TLS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://management.azure.com/ HTTP/1.1\r\nHost: management.azure.com\r\n\r\n",
                "CONNECT management.azure.com HTTP/1.1\r\n\r\n",
                "CONNECT management.azure.com:443 HTTP/2.0\r\n\r\n",
                "CONNECT management.azure.com:443",
                "CONNECT management.azure.com:999999 HTTP/1.1\r\n\r\n",
                "",
            })
    void rejectsEverythingButValidConnect(String request) throws Exception {
        assertThat(sendRaw(request)).isEqualTo("HTTP/1.1 501 Only HTTPS through CONNECT is supported\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
    void opensTunnelForEitherHttpVersion(String version) throws Exception {
        assertThat(sendRaw("CONNECT management.azure.com:443 " + version + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:99999", "localhost:0"})
    void closesConnectionIfPortIsInvalid(String target) throws Exception {
        assertThat(sendRaw("CONNECT " + target + " HTTP/1.1\r\n\r\n")).isEmpty();
    }

    @Test
    void limitsLengthOfRequestHead() throws Exception {
        assertThat(sendRaw("CONNECT management.azure.com:443 HTTP/1.1\r\nX: " + "x".repeat(16_384)))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK"})
    void passesFaultsOfServerToClient(Fault fault) {
        azure.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThatThrownBy(() -> get("https://management.azure.com/")).isInstanceOf(IOException.class);
    }

    @Test
    void survivesClientsThatDisconnect() throws Exception {
        for (String sent : new String[] {"", "CONNECT a.example:443 HTTP/1.1\r\n\r\n"}) {
            try (Socket socket = open()) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
            }
        }

        assertThat(get("https://management.azure.com/subscriptions/s?api-version=2024-05-01")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void closeFreesPortAndConnections() throws Exception {
        FakeResourceManager other = FakeResourceManager.start();
        int port = other.proxyAddress().getPort();
        try (ServerSocket elsewhere = new ServerSocket(0);
                Socket idle = new Socket("127.0.0.1", port);
                Socket tunnel = new Socket("127.0.0.1", port)) {
            idle.setSoTimeout(30_000);
            tunnel.setSoTimeout(30_000);
            tunnel.getOutputStream()
                    .write(("CONNECT localhost:" + elsewhere.getLocalPort() + " HTTP/1.1\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(tunnel.getInputStream().read()).isEqualTo('H');

            other.close();

            assertThat(readAll(idle)).isEmpty();
            assertThat(new String(readAll(tunnel), StandardCharsets.US_ASCII)).startsWith("TTP/1.1 200 ");
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.1", port).close());
        }
    }

    /** Returns the bytes before the end of the stream or before a reset. */
    private static byte[] readAll(Socket socket) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return read.toByteArray();
    }

    @Test
    @SuppressWarnings("deprecation") // Used, because a JVM reads the other settings only once.
    void httpClientIgnoresConfiguredProxy() {
        Configuration machine = Configuration.getGlobalConfiguration();
        machine.put("https.proxyHost", "localhost");
        machine.put("https.proxyPort", "1");
        try (FakeResourceManager other = FakeResourceManager.start()) {
            assertThat(new TestClient(other).get("/subscriptions/s").status()).isEqualTo(200);
        } finally {
            machine.remove("https.proxyHost");
            machine.remove("https.proxyPort");
        }
    }
}
