// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Verifies which User-Agent arrives, over TLS, for the User-Agent that a call has. */
class UserAgentTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String OTHERS = "pid-contoso-myoffer-partnercenter";
    private static final Attribution ATTRIBUTION = Attribution.of(ID);

    private static final String ARM = "https://management.azure.com/subscriptions/s";
    private static final String BLOB = "https://contoso.blob.core.windows.net/container";
    private static final String STACK = "https://management.stack.example/subscriptions/s";

    @RegisterExtension
    static final FakeResourceManager azure =
            FakeResourceManager.create("management.stack.example", "management.azure.com.evil.example");

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.azurecua");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @BeforeEach
    void attachAppender() {
        logger.addAppender(appender);
        appender.start();
    }

    @AfterEach
    void detachAppender() {
        logger.detachAppender(appender);
    }

    private static String sent(OkHttpClient client, Request request) throws IOException {
        Clients.call(client, request);
        List<RecordedCall> calls = azure.calls();
        return calls.get(calls.size() - 1).userAgent();
    }

    private static Request with(String userAgent, String url) {
        return new Request.Builder().url(url).header("User-Agent", userAgent).build();
    }

    private List<String> log() {
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void sendsProductOfOkHttpAndThenTheId(Position position) throws IOException {
        OkHttpClient client = position.attribute(Clients.of(azure), ATTRIBUTION);

        assertThat(sent(client, Clients.get(ARM))).isEqualTo(Clients.PRODUCT + " " + ID);
        assertThat(sent(client, Clients.get(BLOB))).isEqualTo(Clients.PRODUCT);
        assertThat(log()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void sendsUserAgentOfTheCallerAndThenTheId(Position position) throws IOException {
        OkHttpClient client = position.attribute(Clients.of(azure), ATTRIBUTION);

        assertThat(sent(client, with("contoso-deployer/1.0 (test)", ARM)))
                .isEqualTo("contoso-deployer/1.0 (test) " + ID);
        assertThat(sent(client, with("contoso-deployer/1.0 (test)", BLOB))).isEqualTo("contoso-deployer/1.0 (test)");
        assertThat(sent(client, with("", ARM))).isEqualTo(ID);
    }

    @ParameterizedTest
    @EnumSource
    void sendsUserAgentOfAnInterceptorAndThenTheId(Position position) throws IOException {
        OkHttpClient client = position.attribute(
                Clients.of(azure)
                        .newBuilder()
                        .addInterceptor(chain -> chain.proceed(chain.request()
                                .newBuilder()
                                .header("User-Agent", "contoso-deployer/1.0")
                                .build()))
                        .build(),
                ATTRIBUTION);

        assertThat(sent(client, Clients.get(ARM))).isEqualTo("contoso-deployer/1.0 " + ID);
        assertThat(sent(client, Clients.get(BLOB))).isEqualTo("contoso-deployer/1.0");
    }

    @Test
    void sendsOnlyTheIdIfANetworkInterceptorRemovesTheUserAgent() throws IOException {
        OkHttpClient noUserAgent = Clients.of(azure)
                .newBuilder()
                .addNetworkInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().removeHeader("User-Agent").build()))
                .build();

        assertThat(sent(AttributionInterceptor.attribute(noUserAgent, ATTRIBUTION), Clients.get(ARM)))
                .isEqualTo(ID);
        assertThat(sent(AttributionInterceptor.attribute(noUserAgent, ATTRIBUTION), Clients.get(BLOB)))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void sendsIdOnceIfTheCallerAddsItToo(Position position) throws IOException {
        OkHttpClient client = position.attribute(Clients.of(azure), ATTRIBUTION);

        assertThat(sent(client, with("contoso/1 " + ID, ARM))).isEqualTo("contoso/1 " + ID);
        assertThat(sent(client, with(ID + " contoso/1", ARM))).isEqualTo(ID + " contoso/1");
        assertThat(log()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsIdOfAnotherPartnerAndWarnsOnce(Position position) throws IOException {
        OkHttpClient client = position.attribute(Clients.of(azure), Attribution.of(ID));

        assertThat(sent(client, with("contoso/1 " + OTHERS, ARM))).isEqualTo("contoso/1 " + OTHERS);
        assertThat(sent(client, with("contoso/1 " + OTHERS, ARM))).isEqualTo("contoso/1 " + OTHERS);
        assertThat(sent(client, with("contoso/1 " + OTHERS, BLOB))).isEqualTo("contoso/1 " + OTHERS);
        assertThat(log())
                .singleElement()
                .asString()
                .startsWith("WARN ")
                .contains("already carries tracking ID " + OTHERS + "; not adding " + ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {BLOB, STACK, "https://management.azure.com.evil.example/", "https://graph.microsoft.com/"})
    void removesIdFromCallsToOtherServicesAndWarnsOnce(String url) throws IOException {
        OkHttpClient client = AttributionInterceptor.attribute(Clients.of(azure), ATTRIBUTION);

        assertThat(sent(client, with("contoso/1 " + ID, url))).isEqualTo("contoso/1");
        assertThat(sent(client, with(ID, url.replace("://", "://user:secret@"))))
                .isNull();
        String server = Clients.get(url).url().resolve("/").toString();
        assertThat(log())
                .containsExactly("WARN Removed " + ID + " from the User-Agent of a request to " + server
                        + ", because this host is not covered. If it is a Resource Manager, cover it by"
                        + " attribution.withEndpoint(URI.create(\"" + server + "\")). Logged once.");
    }

    @Test
    void warningOfRemovalNamesTheServerButNoSecrets() throws IOException {
        OkHttpClient client = AttributionInterceptor.attribute(Clients.of(azure), ATTRIBUTION);
        int port = azure.endpoint().getPort();

        sent(client, with(ID, "https://user:secret@localhost:" + port + "/secret?sig=secret#secret"));

        assertThat(log())
                .singleElement()
                .asString()
                .contains(" to https://localhost:" + port + "/, ")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource
    void sendsIdToAddedEndpointsByHostAndPort(Position position) throws IOException {
        OkHttpClient client = position.attribute(
                Clients.of(azure),
                ATTRIBUTION
                        .withEndpoint(URI.create("https://management.stack.example"))
                        .withEndpoint(azure.endpoint()));

        assertThat(sent(client, Clients.get(STACK))).isEqualTo(Clients.PRODUCT + " " + ID);
        assertThat(sent(client, Clients.get(azure.endpoint() + "/subscriptions/s")))
                .isEqualTo(Clients.PRODUCT + " " + ID);
        assertThat(sent(client, Clients.get(STACK.replace(".example", ".example:8443"))))
                .isEqualTo(Clients.PRODUCT);
        assertThat(sent(client, Clients.get(BLOB))).isEqualTo(Clients.PRODUCT);
    }

    @Test
    void sendsIdToEndpointsOfBothAttributionsOfAClient() throws IOException {
        OkHttpClient stack = AttributionInterceptor.attribute(
                Clients.of(azure), ATTRIBUTION.withEndpoint(URI.create("https://management.stack.example")));
        OkHttpClient both = AttributionInterceptor.attribute(stack, ATTRIBUTION.withEndpoint(azure.endpoint()));

        assertThat(sent(both, Clients.get(STACK))).isEqualTo(Clients.PRODUCT + " " + ID);
        assertThat(sent(both, Clients.get(azure.endpoint() + "/subscriptions/s")))
                .isEqualTo(Clients.PRODUCT + " " + ID);
        assertThat(sent(both, Clients.get(ARM))).isEqualTo(Clients.PRODUCT + " " + ID);
        assertThat(log()).isEmpty();
    }

    @Test
    void applicationInterceptorDoesNotSeeRedirects() throws IOException {
        OkHttpClient client = Position.APPLICATION.attribute(Clients.of(azure), ATTRIBUTION);
        azure.nextCalls(1).areRedirectedTo(URI.create(BLOB));
        azure.wireMock().stubFor(get("/to-arm").willReturn(temporaryRedirect(ARM)));

        assertThat(sent(client, Clients.get(ARM))).isEqualTo(Clients.PRODUCT + " " + ID);
        assertThat(sent(client, Clients.get("https://contoso.blob.core.windows.net/to-arm")))
                .isEqualTo(Clients.PRODUCT);
        assertThat(azure.calls()).hasSize(4);
    }

    @Test
    void networkResponseHasTheUserAgentThatWasSent() throws IOException {
        OkHttpClient client = AttributionInterceptor.attribute(Clients.of(azure), ATTRIBUTION);

        try (Response response = client.newCall(Clients.get(ARM)).execute()) {
            assertThat(response.networkResponse().request().header("User-Agent"))
                    .isEqualTo(Clients.PRODUCT + " " + ID);
            assertThat(response.request().header("User-Agent")).isNull();
        }
    }

    @Test
    void readsSeveralUserAgentLinesAsOneValue() throws IOException {
        OkHttpClient client = AttributionInterceptor.attribute(Clients.of(azure), ATTRIBUTION);
        Request.Builder twice = new Request.Builder()
                .headers(new Headers.Builder()
                        .add("user-agent", "contoso/1 " + ID)
                        .add("User-Agent", "contoso/2")
                        .build());

        assertThat(sent(client, twice.url(ARM).build())).isEqualTo("contoso/1 " + ID + ", contoso/2");
        assertThat(sent(client, twice.url(BLOB).build())).isEqualTo("contoso/1 contoso/2");
        assertThat(sent(
                        client,
                        twice.url(ARM)
                                .header("User-Agent", "contoso/3")
                                .addHeader("User-Agent", "contoso/4")
                                .build()))
                .isEqualTo("contoso/3 contoso/4 " + ID);
    }

    /** Uses {@code addUnsafeNonAscii}: OkHttp accepts such a header, so the interceptor must not fail. */
    @ParameterizedTest
    @EnumSource
    void keepsUserAgentThatIsNotAscii(Position position) throws IOException {
        for (String value : List.of("Bücher/1", "a/\u0080")) {
            keepsUserAgent(position, value);
        }
    }

    private static void keepsUserAgent(Position position, String value) throws IOException {
        // Only HTTP/1.1, because HTTP/2 has several encodings, which the server decodes differently.
        OkHttpClient bare = Clients.of(azure)
                .newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
        Request.Builder request = new Request.Builder()
                .headers(new Headers.Builder()
                        .addUnsafeNonAscii("User-Agent", value)
                        .build());

        String userAgent = sent(bare, request.url(ARM).build());
        assertThat(sent(position.attribute(bare, ATTRIBUTION), request.url(ARM).build()))
                .isEqualTo(userAgent + " " + ID);
    }

    @ParameterizedTest
    @EnumSource
    void inactiveAttributionChangesNoRequest(Position position) throws IOException {
        OkHttpClient client = position.attribute(Clients.of(azure), Attribution.none());

        assertThat(sent(client, Clients.get(ARM))).isEqualTo(Clients.PRODUCT);
        assertThat(sent(client, with("contoso/1 " + ID, BLOB))).isEqualTo("contoso/1 " + ID);
    }
}
