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

    private static String raw(String request) throws IOException {
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
    void everyHostIsTheServer(String host) throws Exception {
        assertThat(get(host + "/subscriptions/s?api-version=2024-05-01").statusCode())
                .isEqualTo(200);

        assertThat(azure.calls())
                .singleElement()
                .extracting(call -> call.uri().resolve("/"))
                .isEqualTo(URI.create(host + "/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1"})
    void thisMachineIsWhatItIsElsewhere(String host) throws Exception {
        assertThat(get("https://" + host + ":" + azure.endpoint().getPort() + "/subscriptions/s?api-version=2024-05-01")
                        .statusCode())
                .isEqualTo(200);
        int free = free();
        assertThatThrownBy(() -> get("https://" + host + ":" + free + "/")).isInstanceOf(IOException.class);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Behind it there is TLS only. */
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
    void whatIsNoTunnelIsRefused(String request) throws Exception {
        assertThat(raw(request)).isEqualTo("HTTP/1.1 501 Only HTTPS through CONNECT is supported\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
    void tunnelIsOpenedByEitherVersion(String version) throws Exception {
        assertThat(raw("CONNECT management.azure.com:443 " + version + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    /** There is no such port. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost:99999", "localhost:0"})
    void whatCannotBeReachedIsNotAnswered(String target) throws Exception {
        assertThat(raw("CONNECT " + target + " HTTP/1.1\r\n\r\n")).isEmpty();
    }

    @Test
    void aHeadThatNeverEndsIsNotReadForEver() throws Exception {
        assertThat(raw("CONNECT management.azure.com:443 HTTP/1.1\r\nX: " + "x".repeat(16_384)))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK"})
    void whatTheServerBreaksIsBrokenForTheClient(Fault fault) {
        azure.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThatThrownBy(() -> get("https://management.azure.com/")).isInstanceOf(IOException.class);
    }

    @Test
    void aClientMayLeaveAtAnyTime() throws Exception {
        for (String heard : new String[] {"", "CONNECT a.example:443 HTTP/1.1\r\n\r\n"}) {
            try (Socket socket = open()) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(heard.getBytes(StandardCharsets.US_ASCII));
            }
        }

        assertThat(get("https://management.azure.com/subscriptions/s?api-version=2024-05-01")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void itsPortIsFreedWithItsConnections() throws Exception {
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

    /** What came before the end, or before a reset. */
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
    @SuppressWarnings("deprecation") // The other ways to set it are read once in a JVM.
    void aProxyOfTheMachineIsNotAsked() {
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
