// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static dev.azurecua.Calls.OTHER;
import static dev.azurecua.Calls.PID;
import static dev.azurecua.Calls.answered;
import static dev.azurecua.Calls.failed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceManagerCallTest {
    private static final String ARM = "https://management.azure.com";

    @Test
    void containsRequestAndResponse() {
        Instant before = Instant.now();
        ResourceManagerCall call = answered(
                "PUT",
                Calls.GROUP + "/providers/Microsoft.Network/virtualNetworks/net?api-version=2024-05-01",
                Map.of("User-Agent", "sdk/1 " + PID, "x-ms-client-request-id", "c"),
                201,
                Map.of("x-ms-request-id", "r", "x-ms-correlation-request-id", "cr"));

        assertThat(call.time()).isBetween(before, Instant.now());
        assertThat(call.duration()).isBetween(Duration.ZERO, Duration.between(before, Instant.now()));
        assertThat(call.method()).isEqualTo("PUT");
        assertThat(call.url())
                .isEqualTo(Calls.GROUP + "/providers/Microsoft.Network/virtualNetworks/net?api-version=2024-05-01");
        assertThat(call.resourceId())
                .isEqualTo("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/contoso/providers/"
                        + "Microsoft.Network/virtualNetworks/net");
        assertThat(call.resourceType()).isEqualTo("Microsoft.Network/virtualNetworks");
        assertThat(call.status()).isEqualTo(201);
        assertThat(call.failure()).isNull();
        assertThat(call.userAgent()).isEqualTo("sdk/1 " + PID);
        assertThat(call.trackingId()).isEqualTo(TrackingId.of(PID));
        assertThat(call.isAttributed()).isTrue();
        assertThat(call.requestId()).isEqualTo("r");
        assertThat(call.correlationRequestId()).isEqualTo("cr");
        assertThat(call.clientRequestId()).isEqualTo("c");
        assertThat(call).hasToString("PUT " + call.url() + " 201, User-Agent: sdk/1 " + PID);
    }

    @Test
    void readsNoOtherHeader() {
        List<String> read = new ArrayList<>();
        Attribution.of(PID)
                .withListener(call -> {})
                .attempt("GET", ARM)
                .answered(
                        name -> {
                            read.add(name);
                            return null;
                        },
                        () -> 200,
                        name -> {
                            read.add(name);
                            return null;
                        });

        assertThat(read)
                .containsExactlyInAnyOrder(
                        "User-Agent", "x-ms-client-request-id", "x-ms-request-id", "x-ms-correlation-request-id");
    }

    @ParameterizedTest
    @CsvSource({
        "https://management.azure.com/a?api-version=1, https://management.azure.com/a?api-version=1",
        "https://management.azure.com/a?x=secret&API-Version=V1.0&sig=secret, https://management.azure.com/a?API-Version=V1.0",
        "https://management.azure.com/a?x-api-version=secret&api-versions=2, https://management.azure.com/a",
        "https://management.azure.com/a?api-version=2024-05-01-preview?sig=secret, https://management.azure.com/a?api-version=2024-05-01-preview",
        "https://management.azure.com/a?api-version=1;sig=secret, https://management.azure.com/a?api-version=1",
        "https://management.azure.com/a?api-version=1\u0664secret, https://management.azure.com/a?api-version=1",
        "https://management.azure.com/a?api-version=1%26sig%3Dsecret, https://management.azure.com/a?api-version=1",
        "https://management.azure.com/@x?api-version=, https://management.azure.com/@x?api-version=",
        "https://management.azure.com/a?$skiptoken=secret, https://management.azure.com/a",
        "https://management.azure.com/a?, https://management.azure.com/a",
        "https://management.azure.com/a#secret?api-version=2, https://management.azure.com/a",
        "https://user:secret@management.azure.com:8443/a, https://management.azure.com:8443/a",
        "https://user:s@cret@management.azure.com, https://management.azure.com",
        "https://management.azure.com?sig=secret@x/y, https://management.azure.com",
        "https://management.azure.com/me@contoso.com/x, https://management.azure.com/me@contoso.com/x",
        "https://[::1]:8443/a b|c, https://[::1]:8443/a b|c",
        "/a?token=secret, /a",
        "://user:secret@host/a, ://host/a",
        "?token=secret, ''",
        "'#secret', ''",
        "'', ''"
    })
    void keepsNoSecretsOfUrl(String url, String kept) {
        assertThat(answered("GET", url, "sdk/1", 200).url()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // A resource at each scope.
                "PUT, /subscriptions/S, /subscriptions/S, Microsoft.Resources/subscriptions",
                "PUT, /subscriptions/S/resourcegroups/G, /subscriptions/S/resourceGroups/G, Microsoft.Resources/resourceGroups",
                "PUT, /subscriptions/S/resourceGroups/G/providers/N.A/t/x, /subscriptions/S/resourceGroups/G/providers/N.A/t/x, N.A/t",
                "GET, /subscriptions/S/resourceGroups/G/providers/N.A/t/x/u/y, /subscriptions/S/resourceGroups/G/providers/N.A/t/x/u/y, N.A/t/u",
                "PUT, /subscriptions/S/providers/N.A/t/x, /subscriptions/S/providers/N.A/t/x, N.A/t",
                "PUT, /providers/Microsoft.Resources/deployments/d, /providers/Microsoft.Resources/deployments/d, Microsoft.Resources/deployments",
                "PUT, /providers/N.A/t/x/providers/N.B/u/y, /providers/N.A/t/x/providers/N.B/u/y, N.B/u",
                "GET, /subscriptions/S/providers/N.A, /subscriptions/S/providers/N.A, Microsoft.Resources/providers",
                // Resources with the name of a path segment.
                "PUT, /subscriptions/S/resourceGroups/providers/providers/N.A/t/providers, /subscriptions/S/resourceGroups/providers/providers/N.A/t/providers, N.A/t",
                // A list has a type, but names no resource.
                "GET, /subscriptions, -, Microsoft.Resources/subscriptions",
                "GET, /subscriptions/S/resourcegroups, -, Microsoft.Resources/resourceGroups",
                "GET, /subscriptions/S/providers, -, Microsoft.Resources/providers",
                "GET, /subscriptions/S/resourceGroups/G/providers/N.A/t, -, N.A/t",
                "HEAD, /subscriptions/S/resourceGroups/G/providers/N.A/t/x/u, -, N.A/t/u",
                // An action on the resource before it.
                "POST, /subscriptions/S/resourceGroups/G/providers/N.A/t/x/start, /subscriptions/S/resourceGroups/G/providers/N.A/t/x, N.A/t",
                "POST, /subscriptions/S/providers/N.A/register, /subscriptions/S/providers/N.A, Microsoft.Resources/providers",
                "POST, /batch, -, -",
                // Doubled slashes, escapes and empty paths.
                "GET, //subscriptions//S/, /subscriptions/S, Microsoft.Resources/subscriptions",
                "PUT, /subscriptions/S/resourceGroups/rg%281%29+%C3%A9, /subscriptions/S/resourceGroups/rg(1)+é, Microsoft.Resources/resourceGroups",
                "PUT, /providers/N.A/t/a%2Fb/u/c%2fd, /providers/N.A/t/a%2Fb/u/c%2Fd, N.A/t/u",
                "PUT, /providers/N.A/t/resourcegroups, /providers/N.A/t/resourcegroups, N.A/t",
                "PUT, /subscriptions/S%zz, /subscriptions/S%zz, Microsoft.Resources/subscriptions",
                "GET, /, -, -",
                "GET, '', -, -"
            })
    void parsesResourceIdAndTypeFromPath(String method, String path, String id, String type) {
        ResourceManagerCall call = answered(method, ARM + path + "?api-version=1", "sdk/1", 200);

        assertThat(call.resourceId()).isEqualTo(id);
        assertThat(call.resourceType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "sdk/1 " + PID + ", " + PID + ", true",
                "sdk/1 PID-B6ADDD8F-5FF4-4FC0-A2B5-0EC7861106C4, " + PID + ", true",
                "sdk/1 " + PID + "/1.0, " + PID + ", true",
                "sdk/1 PID-Contoso-Offer-PartnerCenter, pid-contoso-offer-partnercenter, false",
                "pid-4711 " + PID + ", " + PID + ", true",
                "pid-4711, -, false",
                PID + " sdk/1 " + PID + ", " + PID + ", true",
                "sdk/1 " + PID + "-partnercenter, " + PID + "-partnercenter, false",
                "sdk/1 " + OTHER + ", " + OTHER + ", false",
                // Not attributed, because it is unknown which ID Resource Manager credits.
                "sdk/1 " + PID + " " + OTHER + ", " + PID + ", false",
                "sdk/1 (pid-x), -, false",
                "-, -, false"
            })
    void parsesTrackingIdFromUserAgent(String userAgent, String trackingId, boolean attributed) {
        Map<String, String> headers = new HashMap<>();
        headers.put("User-Agent", userAgent);

        ResourceManagerCall call = answered("GET", ARM, headers, 200, Map.of());

        assertThat(call.userAgent()).isEqualTo(userAgent);
        assertThat(call.trackingId()).isEqualTo(trackingId == null ? null : TrackingId.of(trackingId));
        assertThat(call.isAttributed()).isEqualTo(attributed);
    }

    @ParameterizedTest
    @CsvSource({
        "sdk/1, false",
        "sdk/1 " + PID + ", true",
        "sdk/1 " + OTHER + ", true",
        "sdk/1 " + PID + " " + OTHER + ", false"
    })
    void callOfInactiveAttributionIsAttributedIfItCarriesExactlyOneId(String userAgent, boolean attributed) {
        List<ResourceManagerCall> calls = new ArrayList<>();
        Attribution.none()
                .withListener(calls::add)
                .attempt("GET", ARM)
                .answered(Map.of("User-Agent", userAgent)::get, () -> 200, name -> null);

        assertThat(calls.get(0).isAttributed()).isEqualTo(attributed);
    }

    @Nested
    class FailedCall {
        @Test
        void keepsClassNamesButNoMessageOfFailure() {
            ResourceManagerCall call = failed(
                    "PUT",
                    ARM + "/subscriptions/S",
                    new UncheckedIOException("secret", new ConnectException("secret")));

            assertThat(call.failure()).isEqualTo("java.io.UncheckedIOException <- java.net.ConnectException");
            assertThat(call.status()).isZero();
            assertThat(call.requestId()).isNull();
            assertThat(call.correlationRequestId()).isNull();
            assertThat(call.isAttributed()).isTrue();
            assertThat(call)
                    .hasToString("PUT https://management.azure.com/subscriptions/S java.io.UncheckedIOException <-"
                            + " java.net.ConnectException, User-Agent: sdk/1 " + PID);
        }

        @Test
        void limitsCyclicCauses() {
            IOException failure = new IOException();
            failure.initCause(new CancellationException().initCause(failure));

            assertThat(failed("GET", ARM, failure).failure())
                    .isEqualTo(
                            "java.io.IOException <- java.util.concurrent.CancellationException <- java.io.IOException"
                                    + " <- java.util.concurrent.CancellationException <- java.io.IOException");
        }
    }

    @Nested
    class AttemptOutcome {
        private final List<String> reported = new ArrayList<>();
        private final AttributionListener listener = call -> reported.add(call.method() + call.status());
        private final Attribution attribution = Attribution.of(PID).withListener(listener);

        private void complete(Attempt attempt, int status) {
            attempt.answered(name -> null, () -> status, name -> null);
        }

        @Test
        void reportsOnlyFirstOutcomeOfAttempt() {
            Attempt attempt = attribution.attempt("GET", ARM);

            complete(attempt, 200);
            attempt.failed(name -> null, new CancellationException());
            complete(attempt, 500);

            assertThat(reported).containsExactly("GET200");
        }
    }

    @Test
    void decodesPercentEscapesFromTheStartOfASegment() {
        assertThat(Calls.write("N.A/t/%72%31").resourceId())
                .isEqualTo(Calls.write("N.A/t/r1").resourceId());
    }

    @Test
    void keepsEveryCharacterThatAnApiVersionMayHave() {
        String url = Calls.GROUP + "?api-version=";

        assertThat(Calls.answered("GET", url + "09AZaz.-&secret=1", "sdk/1", 200)
                        .url())
                .isEqualTo(url + "09AZaz.-");
        assertThat(Calls.answered("GET", url + "1/2", "sdk/1", 200).url()).isEqualTo(url + "1");
    }
}
