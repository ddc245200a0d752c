// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.azurecua.Attribution;
import dev.azurecua.ResourceManagerCall;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Verifies that a listener gets what arrived. {@link WireTest} verifies which attempts it gets. */
class ReportedCallsTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String GROUP = "/subscriptions/" + FakeResourceManager.SUBSCRIPTION_ID + "/resourceGroups/g";
    private static final String ARM = "https://management.azure.com";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final List<ResourceManagerCall> calls = new ArrayList<>();
    private final Attribution attribution = Attribution.of(ID).withListener(calls::add);
    private final OkHttpClient client = AttributionInterceptor.attribute(Clients.of(azure), attribution);

    @Test
    void reportsInEachFieldWhatArrived() throws IOException {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Clients.call(
                client,
                new Request.Builder()
                        .url(ARM + GROUP + "?sig=secret&api-version=2022-09-01#secret")
                        .header("Authorization", "Bearer secret")
                        .header("x-ms-client-request-id", "the-client's")
                        .put(Clients.json("{\"location\": \"eastus\", \"tags\": {\"a\": \"secret\"}}"))
                        .build());
        Instant end = Instant.now();

        ServeEvent event = azure.wireMock().getAllServeEvents().get(0);
        HttpHeaders responseHeaders = event.getResponse().getHeaders();
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.time())
                    .isBetween(
                            start,
                            event.getRequest().getLoggedDate().toInstant().plusMillis(1));
            assertThat(call.duration()).isBetween(Duration.ofNanos(1), Duration.between(start, end));
            assertThat(call.method()).isEqualTo("PUT");
            assertThat(call.url()).isEqualTo(ARM + GROUP + "?api-version=2022-09-01");
            assertThat(call.resourceId()).isEqualTo(GROUP);
            assertThat(call.resourceType()).isEqualTo("Microsoft.Resources/resourceGroups");
            assertThat(call.status()).isEqualTo(201);
            assertThat(call.failure()).isNull();
            assertThat(call.userAgent())
                    .isEqualTo(Clients.PRODUCT + " " + ID)
                    .isEqualTo(event.getRequest().getHeader("User-Agent"));
            assertThat(call.trackingId()).isEqualTo(TrackingId.of(ID));
            assertThat(call.isAttributed()).isTrue();
            assertThat(call.requestId())
                    .isNotNull()
                    .isEqualTo(responseHeaders.getHeader("x-ms-request-id").firstValue());
            assertThat(call.correlationRequestId())
                    .isNotNull()
                    .isEqualTo(responseHeaders
                            .getHeader("x-ms-correlation-request-id")
                            .firstValue());
            assertThat(call.clientRequestId()).isEqualTo("the-client's");
        });
    }

    @Test
    void reportsAndRethrowsFailure() {
        OkHttpClient once = client.newBuilder().retryOnConnectionFailure(false).build();
        azure.nextCalls(1).areReset();

        assertThatThrownBy(() -> Clients.call(once, Clients.get(ARM + GROUP))).isInstanceOf(IOException.class);

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.status()).isZero();
            assertThat(call.failure()).startsWith("java.");
            assertThat(call.userAgent()).isEqualTo(Clients.PRODUCT + " " + ID);
        });
    }

    @Test
    void eachInterceptorReportsFailureOnce() {
        List<ResourceManagerCall> others = new ArrayList<>();
        OkHttpClient twice = AttributionInterceptor.attribute(
                client.newBuilder().retryOnConnectionFailure(false).build(),
                Attribution.of(ID).withListener(others::add));
        azure.nextCalls(1).areReset();

        assertThatThrownBy(() -> Clients.call(twice, Clients.get(ARM + GROUP))).isInstanceOf(IOException.class);

        assertThat(calls)
                .singleElement()
                .satisfies(call -> assertThat(call.failure()).startsWith("java."));
        assertThat(others)
                .singleElement()
                .satisfies(call -> assertThat(call.failure()).startsWith("java."));
    }

    @Test
    void reportsUserAgentThatLaterInterceptorSets() throws IOException {
        OkHttpClient overwriting = client.newBuilder()
                .addNetworkInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("User-Agent", "overwritten/1")
                        .build()))
                .build();

        Clients.call(overwriting, Clients.get(ARM + GROUP));

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.userAgent())
                    .isEqualTo("overwritten/1")
                    .isEqualTo(azure.calls().get(0).userAgent());
            assertThat(call.isAttributed()).isFalse();
        });
    }

    @Test
    void eachInterceptorNotifiesTheListenersOfItsOwnAttribution() throws IOException {
        List<ResourceManagerCall> others = new ArrayList<>();
        OkHttpClient twice =
                AttributionInterceptor.attribute(client, Attribution.of(ID).withListener(others::add));
        assertThat(twice.networkInterceptors()).hasSize(2);

        Clients.call(twice, Clients.get(ARM + GROUP));

        assertThat(calls).hasSize(1);
        assertThat(others).hasSize(1);
    }

    @Test
    void reportsCallThatLaterInterceptorSends() throws IOException {
        OkHttpClient calling = client.newBuilder()
                .addNetworkInterceptor(chain -> {
                    Clients.call(client, chain.request());
                    return chain.proceed(chain.request());
                })
                .build();

        Clients.call(calling, Clients.get(ARM + GROUP));

        assertThat(azure.calls()).hasSize(2);
        assertThat(calls).hasSize(2);
    }

    @Test
    void doesNotReportCallsToOtherServices() throws IOException {
        azure.wireMock().stubFor(any(anyUrl()).willReturn(ok()));

        Clients.call(client, Clients.get("https://contoso.vault.azure.net/secrets/s"));

        assertThat(azure.calls()).hasSize(1);
        assertThat(calls).isEmpty();
    }
}
