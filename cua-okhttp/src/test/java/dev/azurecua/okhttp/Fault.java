// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER;
import static com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE;
import static com.github.tomakehurst.wiremock.http.Fault.MALFORMED_RESPONSE_CHUNK;
import static com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.azurecua.testing.FakeResourceManager;
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
    STALLED(Fault.BROKEN, ok()) {
        @Override
        void apply(FakeResourceManager azure, String url) {
            azure.nextCalls(1).stall(Duration.ofSeconds(20));
        }

        @Override
        Duration readTimeout() {
            return Duration.ofSeconds(2);
        }
    },
    /** Cancels the call as soon as its request has arrived. */
    CANCELLED(Fault.BROKEN, ok()) {
        @Override
        void apply(FakeResourceManager azure, String url) {
            azure.nextCalls(1).stall(Duration.ofSeconds(20));
        }
    },
    THROTTLED("429 slow down", aResponse().withStatus(429).withBody("slow down")),
    INTERNAL_ERROR("500 sorry", aResponse().withStatus(500).withBody("sorry")),
    /** Has {@code Retry-After: 0}, because OkHttp then repeats the request. */
    UNAVAILABLE("503 busy", aResponse().withStatus(503).withBody("busy").withHeader("Retry-After", "0")),
    REDIRECT_LOOP("java.net.ProtocolException", aResponse()) {
        @Override
        void apply(FakeResourceManager azure, String url) {
            azure.wireMock().stubFor(any(anyUrl()).willReturn(temporaryRedirect(url)));
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
    TLS_OF_ANOTHER_HOST("javax.net.ssl.SSLPeerUnverifiedException", ok()) {
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

    private static final String BROKEN = "java.io.IOException";

    private final String outcome;
    private final ResponseDefinitionBuilder response;

    Fault(String outcome, ResponseDefinitionBuilder response) {
        this.outcome = outcome;
        this.response = response;
    }

    /** Returns a body of random bytes, because they cannot be compressed. */
    private static ResponseDefinitionBuilder longBody() {
        byte[] body = new byte[100_000];
        new Random(1).nextBytes(body);
        return aResponse().withBody(body);
    }

    /** Returns status and body, or the classes of an exception and its causes. */
    String outcome() {
        return outcome;
    }

    /**
     * Returns whether the class of an IOException depends on which thread notices the broken connection first. For
     * example, it may be a SocketException, a StreamResetException or an IOException.
     */
    boolean breaksConnection() {
        return outcome.equals(BROKEN);
    }

    /** Makes the server fail the requests. */
    void apply(FakeResourceManager azure, String url) {
        azure.wireMock().stubFor(any(anyUrl()).willReturn(response));
    }

    String host() {
        return "management.azure.com";
    }

    /** Returns the number of bytes after which the connection ends in the direction to the client. */
    int bytesBeforeHalfClose() {
        return Integer.MAX_VALUE;
    }

    Duration readTimeout() {
        return Duration.ofMinutes(1);
    }

    /** Returns whether no request is sent. */
    boolean isBeforeRequest() {
        return false;
    }
}
