// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.github.tomakehurst.wiremock.http.Request;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies many concurrent calls of several partners that share their HTTP clients, over TLS. */
@Tag("faults")
class SoakTest {
    private static final int CALLS = 100_000;
    private static final int CONCURRENT_CALLS = 32;
    private static final List<TrackingId> IDS =
            Stream.generate(TrackingId::random).limit(3).toList();

    /** Limits what the second half of the calls may add to the heap. This is 160 bytes for each of them. */
    private static final long MAX_HEAP_GROWTH = 8_000_000;

    private final AtomicInteger arrived = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    static Stream<Named<ExecutorService>> threads() throws ReflectiveOperationException {
        Named<ExecutorService> platform = Named.of("platform", Executors.newFixedThreadPool(CONCURRENT_CALLS));
        return Runtime.version().feature() < 21
                ? Stream.of(platform)
                // By reflection, because the tests are Java 17.
                : Stream.of(platform, Named.of("virtual", (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)));
    }

    @ParameterizedTest
    @MethodSource("threads")
    void concurrentCallsCarryTheRightIdAndLeaveNothingBehind(ExecutorService threads) throws InterruptedException {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            azure.wireMock().stubFor(any(anyUrl()).willReturn(ok("{}")));
            azure.wireMock().addMockServiceRequestListener((request, response) -> verify(request, azure));
            List<AttributionReport> reports =
                    IDS.stream().map(id -> new AttributionReport()).toList();
            List<HttpPipeline> pipelines = pipelines(azure, reports);

            call(pipelines, threads, 0, CALLS / 2);
            long heap = usedHeap();
            int threadCount = threadCount();
            call(pipelines, threads, CALLS / 2, CALLS);

            assertThat(failures).isEmpty();
            assertThat(arrived).hasValue(CALLS);
            assertThat(reports).allSatisfy(AttributionReport::assertComplete);
            assertThat(reports.stream().mapToLong(AttributionReport::calls).sum())
                    .isEqualTo(CALLS);
            assertThat(usedHeap()).isLessThan(heap + MAX_HEAP_GROWTH);
            // Not exactly, because clients and server may still have started threads for their pools.
            assertThat(threadCount()).isLessThan(threadCount + CONCURRENT_CALLS);
        } finally {
            threads.shutdown();
        }
    }

    /** Returns a pipeline for each transport and partner. The pipelines of a transport share its HTTP client. */
    private static List<HttpPipeline> pipelines(FakeResourceManager azure, List<AttributionReport> reports) {
        List<HttpPipeline> pipelines = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            HttpClient shared = transport.client(azure);
            for (int partner = 0; partner < IDS.size(); partner++) {
                pipelines.add(ArmClientFactory.builder(
                                Attribution.of(IDS.get(partner)).withListener(reports.get(partner)))
                        .credential(azure.credential())
                        .profile(azure.profile())
                        .httpClient(shared)
                        .build()
                        .pipeline());
            }
        }
        return pipelines;
    }

    private void call(List<HttpPipeline> pipelines, ExecutorService threads, int from, int to)
            throws InterruptedException {
        Semaphore free = new Semaphore(CONCURRENT_CALLS);
        for (int i = from; i < to; i++) {
            int number = i;
            free.acquire();
            threads.execute(() -> {
                try {
                    call(pipelines.get(number % pipelines.size()), number);
                } catch (Throwable failure) {
                    failures.add(failure.toString());
                } finally {
                    free.release();
                }
            });
        }
        free.acquire(CONCURRENT_CALLS);
    }

    /** Makes a call, half of them writes, half of them asynchronous, and some of them with their own User-Agent. */
    private static void call(HttpPipeline pipeline, int number) {
        HttpRequest request = new HttpRequest(
                number % 2 == 0 ? HttpMethod.PUT : HttpMethod.GET,
                "https://management.azure.com/subscriptions/" + number % IDS.size() + "/resourceGroups/g" + number);
        if (number % 5 == 0) {
            request.setHeader(HttpHeaderName.USER_AGENT, "deployer/" + number);
        }
        Mode mode = number % 4 < 2 ? Mode.SYNC : Mode.ASYNC;
        assertThat(mode.call(pipeline, request)).isEqualTo("200 {}");
    }

    /** Verifies a request on the server, because the stand-in cannot keep so many. */
    private void verify(Request request, FakeResourceManager azure) {
        TrackingId expected = IDS.get(Integer.parseInt(request.getUrl().split("/")[2]));
        String userAgent = request.getHeader("User-Agent");
        if (!userAgent.endsWith(" " + expected) || userAgent.indexOf("pid-") != userAgent.lastIndexOf("pid-")) {
            failures.add("expected " + expected + " but was " + userAgent);
        }
        if (arrived.incrementAndGet() % 1_000 == 0) {
            azure.wireMock().resetRequests();
        }
    }

    private static long usedHeap() {
        // Several times, because what a collection clears may keep other objects until the next one.
        return IntStream.range(0, 3)
                .mapToLong(i -> {
                    System.gc();
                    return ManagementFactory.getMemoryMXBean()
                            .getHeapMemoryUsage()
                            .getUsed();
                })
                .min()
                .orElseThrow();
    }

    private static int threadCount() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
