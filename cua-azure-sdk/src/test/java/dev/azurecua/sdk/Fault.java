// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER;
import static com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE;
import static com.github.tomakehurst.wiremock.http.Fault.MALFORMED_RESPONSE_CHUNK;
import static com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.azurecua.testing.FakeResourceManager;
import java.net.URI;
import java.time.Duration;
import java.util.Random;

/** Lists how Resource Manager, or the connection to it, may fail. */
enum Fault {
    RESET(Fault.BROKEN, aResponse().withFault(CONNECTION_RESET_BY_PEER)),
    EMPTY(Fault.BROKEN, aResponse().withFault(EMPTY_RESPONSE)),
    GARBAGE(Fault.BROKEN, aResponse().withFault(RANDOM_DATA_THEN_CLOSE)),
    GARBAGE_AFTER_HEADERS(Fault.BROKEN, aResponse().withFault(MALFORMED_RESPONSE_CHUNK)),
    TRUNCATED(Fault.BROKEN, longBody().withHeader("Content-Length", "200000")),
    HALF_CLOSED(Fault.BROKEN, longBody()) {
        @Override
        int bytesBeforeHalfClose() {
            return 50_000;
        }
    },
    STALLED(Fault.BROKEN, ok().withFixedDelay(20_000)) {
        @Override
        Duration responseTimeout() {
            return Duration.ofSeconds(2);
        }
    },
    /** Interrupts the caller. The JDK's client throws an IOException if its call is synchronous; it is then retried. */
    CANCELLED("(?s).*InterruptedException|.*InterruptedIOException|200 .*", ok()) {
        @Override
        void apply(FakeResourceManager azure, URI url) {
            azure.nextCalls(1).stall(Duration.ofSeconds(20));
        }
    },
    THROTTLED("429 slow down", aResponse().withStatus(429).withBody("slow down")),
    INTERNAL_ERROR("500 sorry", aResponse().withStatus(500).withBody("sorry")),
    /** Has {@code Retry-After: 0}, because OkHttp then repeats the request, where no policy sees it. */
    UNAVAILABLE("503 busy", aResponse().withStatus(503).withBody("busy").withHeader("Retry-After", "0")),
    REDIRECT_LOOP("302 ", aResponse()) {
        @Override
        void apply(FakeResourceManager azure, URI url) {
            String other = url.toString().replace("management.", "eastus.management.");
            azure.wireMock().stubFor(any(anyUrl()).willReturn(temporaryRedirect(url.toString())));
            azure.wireMock()
                    .stubFor(any(anyUrl()).withHost(equalTo(url.getHost())).willReturn(temporaryRedirect(other)));
        }
    },
    /** Ends in the first message of the server. Its response to CONNECT has 39 bytes. */
    TLS_HALF_CLOSED(Fault.BROKEN, ok()) {
        @Override
        int bytesBeforeHalfClose() {
            return 100;
        }

        @Override
        boolean isBeforeRequest() {
            return true;
        }
    },
    /** Calls a host that the certificate does not name. */
    TLS_OF_ANOTHER_HOST(".*SSL(Handshake|PeerUnverified)Exception.*", ok()) {
        @Override
        String host() {
            return UNNAMED_HOST;
        }

        @Override
        boolean isBeforeRequest() {
            return true;
        }
    };

    static final String UNNAMED_HOST = "management.contoso.example";

    /** Matches the outcome of a broken connection. Netty has a TimeoutException that is not an IOException. */
    private static final String BROKEN = ".* <- java.io.IOException|.* <- java.util.concurrent.TimeoutException";

    private final String outcome;
    private final ResponseDefinitionBuilder response;

    Fault(String outcome, ResponseDefinitionBuilder response) {
        this.outcome = outcome;
        this.response = response;
    }

    /** Returns a body of random bytes, because another body would be compressed. */
    private static ResponseDefinitionBuilder longBody() {
        byte[] body = new byte[100_000];
        new Random(1).nextBytes(body);
        return aResponse().withBody(body);
    }

    /** Returns a pattern that matches the outcome: status and body, or the classes of an exception and its causes. */
    String outcome() {
        return outcome;
    }

    /**
     * Returns whether the class of an IOException depends on which thread notices the broken connection first. For
     * example, OkHttp throws a SocketException, a StreamResetException or an IOException, and the JDK's client an
     * HttpTimeoutException or an HttpConnectTimeoutException.
     */
    boolean breaksConnection() {
        return outcome.equals(BROKEN);
    }

    /** Makes the server fail all requests. */
    void apply(FakeResourceManager azure, URI url) {
        azure.wireMock().stubFor(any(anyUrl()).willReturn(response));
    }

    String host() {
        return "management.azure.com";
    }

    /** Returns the number of bytes after which the connection ends in the direction to the client. */
    int bytesBeforeHalfClose() {
        return Integer.MAX_VALUE;
    }

    Duration responseTimeout() {
        return Duration.ofMinutes(1);
    }

    /** Returns whether no request is sent. */
    boolean isBeforeRequest() {
        return false;
    }
}
