// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.DefaultRedirectStrategy;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RedirectPolicy;
import com.azure.core.http.policy.RetryOptions;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;
import dev.azurecua.ResourceManagerCall;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies that attribution does not change how a call fails, over TLS. */
class FaultsTest {
    private static final Attribution ATTRIBUTION = Attribution.of(
                    TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"))
            .withEndpoint(URI.create("https://" + Fault.UNNAMED_HOST));

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final List<ResourceManagerCall> reported = Collections.synchronizedList(new ArrayList<>());
    private final AttributionReport report = new AttributionReport();

    /** Returns each fault with one transport. A stall is slow, because its clients have to time out. */
    static Stream<Arguments> some() {
        return all().filter(FaultsTest::isFast);
    }

    static Stream<Arguments> others() {
        return all().filter(arguments -> !isFast(arguments));
    }

    private static Stream<Arguments> all() {
        return Stream.of(Fault.values())
                .flatMap(fault -> Stream.of(Transport.values())
                        .flatMap(transport ->
                                Stream.of(Mode.values()).map(mode -> Arguments.of(fault, transport, mode))));
    }

    private static boolean isFast(Arguments arguments) {
        Fault fault = (Fault) arguments.get()[0];
        Transport transport = (Transport) arguments.get()[1];
        return fault != Fault.STALLED && fault.ordinal() % Transport.values().length == transport.ordinal();
    }

    @ParameterizedTest
    @MethodSource("some")
    void attributedCallFailsAsItDoesWithoutAttribution(Fault fault, Transport transport, Mode mode) throws Exception {
        Run expected = run(fault, transport, mode, Attribution.none());
        assertThat(expected.outcome).matches(fault.outcome());
        assertThat(expected.userAgents.isEmpty()).isEqualTo(fault.isBeforeRequest());
        assertThat(expected.userAgents)
                .allSatisfy(userAgent -> assertThat(userAgent).doesNotContain("pid-"));

        assertThat(run(fault, transport, mode, ATTRIBUTION)).isEqualTo(expected.attributed());
        assertThat(run(
                        fault,
                        transport,
                        mode,
                        ATTRIBUTION.withListener(reported::add).withListener(report)))
                .isEqualTo(expected.attributed());

        assertThat(reported).hasSize(expected.attempts).allMatch(ResourceManagerCall::isAttributed);
        assertThat(reported).last().extracting(ResourceManagerCall::status).isEqualTo(expected.status());
        assertThat(report.calls()).isEqualTo(expected.attempts);
    }

    @Tag("faults")
    @ParameterizedTest
    @MethodSource("others")
    void attributedCallFailsAsItDoesWithoutAttributionInEachTransport(Fault fault, Transport transport, Mode mode)
            throws Exception {
        attributedCallFailsAsItDoesWithoutAttribution(fault, transport, mode);
    }

    private static Run run(Fault fault, Transport transport, Mode mode, Attribution attribution) throws Exception {
        URI url = URI.create("https://" + fault.host() + "/subscriptions/s?api-version=2022-12-01");
        AtomicInteger attempts = new AtomicInteger();
        azure.reset();
        fault.apply(azure, url);
        try (HalfClosingProxy proxy = HalfClosingProxy.start(azure.proxyAddress(), fault.bytesBeforeHalfClose())) {
            InetSocketAddress address =
                    fault.bytesBeforeHalfClose() < Integer.MAX_VALUE ? proxy.address() : azure.proxyAddress();
            HttpPipeline pipeline = ArmClientFactory.builder(attribution)
                    .credential(azure.credential())
                    .profile(azure.profile())
                    .httpClient(transport.client(azure, address, fault.responseTimeout()))
                    .retryOptions(new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(1))))
                    .addPolicy(new RedirectPolicy(new DefaultRedirectStrategy(5)))
                    .addPolicy(new HttpPipelineSyncPolicy() {
                        @Override
                        protected void beforeSendingRequest(HttpPipelineCallContext context) {
                            attempts.incrementAndGet();
                        }
                    })
                    .build()
                    .pipeline();
            // With a header, because otherwise OkHttp accepts gzip, which has no Content-Length that is too long.
            HttpRequest request = new HttpRequest(HttpMethod.GET, url.toString())
                    .setHeader(HttpHeaderName.ACCEPT_ENCODING, "identity");
            CompletableFuture<String> outcome = new CompletableFuture<>();
            Thread caller = new Thread(() -> outcome.complete(outcome(fault, mode, pipeline, request)));
            caller.start();
            if (fault == Fault.CANCELLED) {
                while (userAgents().isEmpty() && !outcome.isDone()) {
                    Thread.sleep(10);
                }
                caller.interrupt();
            }
            return new Run(outcome.get(1, TimeUnit.MINUTES), attempts.get(), userAgents());
        }
    }

    private static String outcome(Fault fault, Mode mode, HttpPipeline pipeline, HttpRequest request) {
        try {
            return mode.call(pipeline, request);
        } catch (Throwable failure) {
            return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                    .map(each -> fault.breaksConnection() && each instanceof IOException
                            ? IOException.class.getName()
                            : each.getClass().getName())
                    .distinct()
                    .collect(Collectors.joining(" <- "));
        }
    }

    private static List<String> userAgents() {
        return azure.calls().stream().map(RecordedCall::userAgent).toList();
    }

    /**
     * Records what a caller and the server see.
     *
     * @param attempts the number of attempts that the pipeline makes. A transport may repeat an attempt
     * @param userAgents the User-Agent of each request that arrived
     */
    private record Run(String outcome, int attempts, List<String> userAgents) {
        Run attributed() {
            return new Run(
                    outcome,
                    attempts,
                    userAgents.stream()
                            .map(userAgent -> userAgent + " " + ATTRIBUTION.trackingId())
                            .toList());
        }

        /** Returns the status, or 0 if there is no response. */
        int status() {
            return outcome.matches("(?s)\\d{3} .*") ? Integer.parseInt(outcome.substring(0, 3)) : 0;
        }
    }
}
