// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final TestClient client = new TestClient(azure);

    /** Sends the lines unchanged and returns the status of the response. */
    private static int sendRaw(String... lines) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {azure.trustManager()}, null);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory()
                .createSocket("127.0.0.1", azure.endpoint().getPort())) {
            socket.setSoTimeout(30_000);
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(response.split(" ", 3)[1]);
        }
    }

    private static RecordedCall onlyCall() {
        assertThat(azure.calls()).hasSize(1);
        return azure.calls().get(0);
    }

    /** The interface would show the tokens of recorded requests to each user of this machine. */
    @Test
    void wireMocksAdminInterfaceAnswersNobody() {
        client.getAs("a/1", "/subscriptions/s");

        for (String path : List.of("/__admin/requests", "/__admin/requests/unmatched", "/__admin/mappings")) {
            assertThat(client.getAs("a/1", azure.endpoint() + path).status()).isEqualTo(401);
        }
        assertThat(azure.calls()).hasSize(1);
    }

    @Test
    void recordsCallsInOrder() {
        client.send(HttpMethod.PUT, "/subscriptions/s/resourceGroups/g?api-version=2024-05-01", "{}", "a/1");
        client.getAs("b/1", "https://graph.microsoft.com/v1.0/users?$filter=x%20eq%20'y'");
        client.getAs("c/1", azure.endpoint() + "/subscriptions/s/resourceGroups/missing");

        assertThat(azure.calls())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new RecordedCall(
                                "PUT",
                                URI.create(
                                        "https://management.azure.com/subscriptions/s/resourceGroups/g?api-version=2024-05-01"),
                                201,
                                List.of("a/1"),
                                false),
                        new RecordedCall(
                                "GET",
                                URI.create("https://graph.microsoft.com/v1.0/users?$filter=x%20eq%20'y'"),
                                200,
                                List.of("b/1"),
                                false),
                        new RecordedCall(
                                "GET",
                                URI.create(azure.endpoint() + "/subscriptions/s/resourceGroups/missing"),
                                400,
                                List.of("c/1"),
                                false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.azure.com",
                "graph.microsoft.com",
                "contoso.vault.azure.net",
                "contoso.blob.core.windows.net",
                "login.microsoftonline.com"
            })
    void recordsRequestedHost(String host) {
        client.post("https://" + host + "/x");

        assertThat(onlyCall().uri()).isEqualTo(URI.create("https://" + host + "/x"));
    }

    @Test
    void recordsCallBeforeItsResponseArrives() {
        for (int i = 1; i <= 200; i++) {
            client.get("/subscriptions/" + i);

            assertThat(azure.calls())
                    .hasSize(i)
                    .last()
                    .extracting(call -> call.uri().getPath())
                    .isEqualTo("/subscriptions/" + i);
        }
    }

    @Test
    void callsAreUnmodifiable() {
        assertThat(azure.calls()).isUnmodifiable();
    }

    @Test
    void recordsCallWithoutUserAgent() throws Exception {
        sendRaw("GET /x HTTP/1.1", "Host: management.azure.com");

        assertThat(onlyCall().userAgent()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "x-ms-client-request-id: 1, Date: today, true",
        "x-ms-client-request-id: 1, X: y, false",
        "Date: today, X: y, false",
    })
    void recognisesAzureSdkByItsOtherHeaders(String header, String other, boolean fromAzureSdk) throws Exception {
        sendRaw("GET /x HTTP/1.1", "Host: management.azure.com", header, other);

        assertThat(onlyCall().fromAzureSdk()).isEqualTo(fromAzureSdk);
    }

    @Test
    void joinsSeveralUserAgentHeaders() throws Exception {
        sendRaw(
                "GET /x HTTP/1.1",
                "Host: management.azure.com",
                "User-Agent: a/1 pid-one-partnercenter",
                "user-agent: pid-two-partnercenter b/1");

        assertThat(onlyCall().userAgent()).isEqualTo("a/1 pid-one-partnercenter, pid-two-partnercenter b/1");
        assertThat(onlyCall().trackingIds()).containsExactly("pid-one-partnercenter", "pid-two-partnercenter");
    }

    @ParameterizedTest
    @CsvSource({
        "/a|b?c=|, /a%7Cb?c=%7C",
        "/{a}?$filter={b}, /%7Ba%7D?$filter=%7Bb%7D",
        "/[a]^`<>\"\\, /%5Ba%5D%5E%60%3C%3E%22%5C",
        "/é, /é",
        "/a%20b%7C, /a%20b%7C",
        "//a, //a",
    })
    void recordsTargetThatIsNotValidUri(String target, String recorded) throws Exception {
        String version = (target.contains("?") ? "&" : "?") + TestClient.API_VERSION;

        assertThat(sendRaw("POST " + target + version + " HTTP/1.1", "Host: management.azure.com"))
                .isEqualTo(200);

        assertThat(onlyCall().uri()).hasToString("https://management.azure.com" + recorded + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_host", "my_host:8443", "[::1]:8443", "1.2.3.4.5"})
    void recordsHostThatIsNotValidInUri(String host) throws Exception {
        assertThat(sendRaw("POST /x?" + TestClient.API_VERSION + " HTTP/1.1", "Host: " + host))
                .isEqualTo(200);

        assertThat(onlyCall().uri()).hasToString("https://" + host + "/x?" + TestClient.API_VERSION);
    }

    @Test
    void rejectsMalformedRequestWithoutRecordingIt() throws Exception {
        assertThat(sendRaw("GET /a?q=b c HTTP/1.1", "Host: management.azure.com"))
                .isEqualTo(400);

        assertThat(azure.calls()).isEmpty();
        assertThat(client.get("/subscriptions/s").status()).isEqualTo(200);
    }

    @Test
    void recordsCallWhoseResponseIsCutOff() {
        azure.wireMock()
                .stubFor(get(urlPathEqualTo("/x"))
                        .willReturn(aResponse().withStatus(200).withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThatThrownBy(() -> client.getAs("a/1", "/x")).isNotNull();

        assertThat(azure.calls()).isNotEmpty().allSatisfy(call -> {
            assertThat(call.uri().getPath()).isEqualTo("/x");
            assertThat(call.userAgent()).isEqualTo("a/1");
        });
    }
}
