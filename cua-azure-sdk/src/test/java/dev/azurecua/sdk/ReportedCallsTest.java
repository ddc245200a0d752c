// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.datafactory.DataFactoryManager;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;
import dev.azurecua.ResourceManagerCall;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verifies that a listener gets what arrived at Resource Manager, with each HTTP client of azure-core. */
class ReportedCallsTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final List<ResourceManagerCall> calls = Collections.synchronizedList(new ArrayList<>());
    private final AttributionReport report = new AttributionReport();

    private void deploy(Transport transport) {
        ArmClientFactory factory = ArmClientFactory.builder(
                        Attribution.of(ID).withListener(calls::add).withListener(report))
                .credential(azure.credential())
                .profile(azure.profile())
                .httpClient(transport.client(azure))
                .build();
        AzureResourceManager resources =
                factory.client(AzureResourceManager::authenticate).withDefaultSubscription();
        azure.nextCalls(1).areThrottled(Duration.ZERO);
        resources.resourceGroups().define("contoso").withRegion("eastus").create();
        azure.nextCalls(1).completeAfter(1);
        resources
                .networks()
                .define("net")
                .withRegion("eastus")
                .withExistingResourceGroup("contoso")
                .withAddressSpace("10.0.0.0/16")
                .create();
        resources.accessManagement().activeDirectoryUsers().list().forEach(user -> {});
        // A generated manager, because it sends synchronous calls by processSync.
        DataFactoryManager factories = factory.client(DataFactoryManager::authenticate);
        azure.nextCalls(1).areThrottled(Duration.ZERO);
        factories
                .factories()
                .define("factory")
                .withRegion("eastus")
                .withExistingResourceGroup("contoso")
                .create();
        factories.factories().listByResourceGroup("contoso").forEach(each -> {});
        resources.resourceGroups().deleteByName("contoso");
    }

    @ParameterizedTest
    @EnumSource
    void reportsInEachFieldWhatArrived(Transport transport) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        deploy(transport);
        Instant end = Instant.now();

        List<ServeEvent> events = new ArrayList<>(azure.wireMock().getAllServeEvents());
        Collections.reverse(events);
        List<RecordedCall> recorded = azure.calls();
        assertThat(recorded).hasSameSizeAs(events).anyMatch(call -> !call.isToResourceManager());
        List<String> statuses = new ArrayList<>();
        int index = 0;
        for (int i = 0; i < events.size(); i++) {
            if (recorded.get(i).isToResourceManager()) {
                ResourceManagerCall call = calls.get(index++);
                assertReported(call, recorded.get(i), events.get(i));
                assertThat(call.time())
                        .isBetween(
                                start,
                                events.get(i)
                                        .getRequest()
                                        .getLoggedDate()
                                        .toInstant()
                                        .plusMillis(1));
                assertThat(call.duration()).isBetween(Duration.ofNanos(1), Duration.between(start, end));
                statuses.add(call.method() + " " + call.status());
            }
        }
        assertThat(calls).hasSize(index);
        assertThat(statuses)
                .startsWith("PUT 429", "PUT 201", "PUT 201", "GET 200", "GET 200", "GET 200", "PUT 429", "PUT 200")
                .endsWith("GET 200", "DELETE 202", "GET 200");
        assertThat(report.calls()).isEqualTo(index);
        report.assertComplete();
        assertThat(report.lastWrites())
                .extracting(ResourceManagerCall::resourceType)
                .containsExactly(
                        "Microsoft.Resources/resourceGroups",
                        "Microsoft.Network/virtualNetworks",
                        "Microsoft.DataFactory/factories");
    }

    private static void assertReported(ResourceManagerCall call, RecordedCall recorded, ServeEvent event) {
        HttpHeaders responseHeaders = event.getResponse().getHeaders();
        URI uri = recorded.uri();
        assertThat(call.method()).isEqualTo(recorded.method());
        assertThat(call.url())
                .isEqualTo("https://" + uri.getHost() + uri.getRawPath()
                        + (event.getRequest().queryParameter("api-version").isPresent()
                                ? "?api-version="
                                        + event.getRequest()
                                                .queryParameter("api-version")
                                                .firstValue()
                                : ""));
        assertThat(call.status()).isEqualTo(recorded.status());
        assertThat(call.failure()).isNull();
        assertThat(call.userAgent())
                .isEqualTo(recorded.userAgent())
                .isEqualTo(event.getRequest().getHeader("User-Agent"));
        assertThat(call.trackingId()).hasToString(ID.toString());
        assertThat(call.isAttributed()).isTrue();
        assertThat(call.requestId())
                .isNotNull()
                .isEqualTo(responseHeaders.getHeader("x-ms-request-id").firstValue());
        assertThat(call.correlationRequestId())
                .isNotNull()
                .isEqualTo(
                        responseHeaders.getHeader("x-ms-correlation-request-id").firstValue());
        assertThat(call.clientRequestId())
                .isNotNull()
                .isEqualTo(event.getRequest().getHeader("x-ms-client-request-id"));
        if (call.method().equals("PUT")) {
            assertThat(call.resourceId()).isEqualToIgnoringCase(uri.getPath());
        }
    }

    /** Excludes the client of the JDK, because it repeats such a request by itself, where no policy sees it. */
    @ParameterizedTest
    @EnumSource(names = "JDK", mode = EnumSource.Mode.EXCLUDE)
    void reportsBrokenConnectionAsSeparateAttempt(Transport transport) {
        azure.nextCalls(1).areReset();

        ArmClientFactory.builder(Attribution.of(ID).withListener(calls::add))
                .credential(azure.credential())
                .profile(azure.profile())
                .httpClient(transport.client(azure))
                .build()
                .client(DataFactoryManager::authenticate)
                .factories()
                .list()
                .forEach(factory -> {});

        assertThat(azure.calls()).extracting(RecordedCall::status).containsExactly(0, 200);
        assertThat(calls).extracting(ResourceManagerCall::status).containsExactly(0, 200);
        assertThat(calls.get(0).failure()).startsWith("java.io.UncheckedIOException <- ");
        assertThat(calls)
                .extracting(ResourceManagerCall::userAgent)
                .isEqualTo(azure.calls().stream().map(RecordedCall::userAgent).toList());
        assertThat(calls.get(0).clientRequestId())
                .isNotNull()
                .isEqualTo(calls.get(1).clientRequestId());
    }
}
