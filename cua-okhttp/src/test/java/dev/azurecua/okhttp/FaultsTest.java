// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;
import dev.azurecua.ResourceManagerCall;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies that the interceptor does not change how a call fails, over TLS. */
class FaultsTest {
    private static final Attribution ATTRIBUTION = Attribution.of(
                    TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"))
            .withEndpoint(URI.create("https://" + Fault.UNNAMED_HOST));

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final List<ResourceManagerCall> reported = Collections.synchronizedList(new ArrayList<>());
    private final AttributionReport report = new AttributionReport();

    /** Returns each fault with one mode and one protocol. A stall is slow, because its clients have to time out. */
    static Stream<Arguments> some() {
        return all().filter(FaultsTest::isFast);
    }

    static Stream<Arguments> others() {
        return all().filter(arguments -> !isFast(arguments));
    }

    private static Stream<Arguments> all() {
        return Stream.of(Fault.values())
                .flatMap(fault -> Stream.of(Mode.values())
                        .flatMap(mode -> protocols().map(protocol -> Arguments.of(fault, mode, protocol))));
    }

    /** Leaves out HTTP/2 for OkHttp 3, because it then repeats a request without end if each connection breaks. */
    private static Stream<Protocol> protocols() {
        return Clients.PRODUCT.startsWith("okhttp/3.")
                ? Stream.of(Protocol.HTTP_1_1)
                : Stream.of(Protocol.HTTP_1_1, Protocol.HTTP_2);
    }

    private static boolean isFast(Arguments arguments) {
        int fault = ((Fault) arguments.get()[0]).ordinal();
        Mode mode = (Mode) arguments.get()[1];
        boolean isHttp2 = arguments.get()[2] == Protocol.HTTP_2;
        return fault != Fault.STALLED.ordinal() && fault % 2 == mode.ordinal() && (fault % 4 < 2) == isHttp2;
    }

    @ParameterizedTest
    @MethodSource("some")
    void attributedCallFailsAsItDoesWithoutAttribution(Fault fault, Mode mode, Protocol protocol) throws Exception {
        Run expected = run(fault, mode, protocol, Attribution.none());
        assertThat(expected.outcomes).first().isEqualTo(fault.outcome());
        assertThat(expected.userAgents.isEmpty()).isEqualTo(fault.isBeforeRequest());
        assertThat(expected.userAgents)
                .allSatisfy(userAgent -> assertThat(userAgent).isEqualTo(Clients.PRODUCT));

        assertThat(run(fault, mode, protocol, ATTRIBUTION)).isEqualTo(expected.attributed());
        assertThat(run(
                        fault,
                        mode,
                        protocol,
                        ATTRIBUTION.withListener(reported::add).withListener(report)))
                .isEqualTo(expected.attributed());

        assertThat(reported).hasSize(expected.userAgents.size()).allMatch(ResourceManagerCall::isAttributed);
        assertThat(report.calls()).isEqualTo(expected.userAgents.size());
    }

    @Tag("faults")
    @ParameterizedTest
    @MethodSource("others")
    void attributedCallFailsAsItDoesWithoutAttributionInEachMode(Fault fault, Mode mode, Protocol protocol)
            throws Exception {
        attributedCallFailsAsItDoesWithoutAttribution(fault, mode, protocol);
    }

    /** Makes two calls, because the second one finds the connections as the fault leaves them. */
    private static Run run(Fault fault, Mode mode, Protocol protocol, Attribution attribution) throws Exception {
        String url = "https://" + fault.host() + "/subscriptions/s?api-version=2022-12-01";
        azure.reset();
        fault.apply(azure, url);
        try (HalfClosingProxy proxy = HalfClosingProxy.start(azure.proxyAddress(), fault.bytesBeforeHalfClose())) {
            InetSocketAddress address =
                    fault.bytesBeforeHalfClose() < Integer.MAX_VALUE ? proxy.address() : azure.proxyAddress();
            OkHttpClient client = AttributionInterceptor.attribute(
                    Clients.of(azure)
                            .newBuilder()
                            .proxy(new Proxy(Proxy.Type.HTTP, address))
                            .protocols(
                                    protocol == Protocol.HTTP_2
                                            ? List.of(protocol, Protocol.HTTP_1_1)
                                            : List.of(protocol))
                            .readTimeout(fault.readTimeout())
                            .build(),
                    attribution);
            // With a header, because otherwise OkHttp accepts gzip, which has no Content-Length that is too long.
            Request request = new Request.Builder()
                    .url(url)
                    .header("Accept-Encoding", "identity")
                    .build();
            List<String> outcomes = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Call call = client.newCall(request);
                CompletableFuture<String> outcome = new CompletableFuture<>();
                mode.start(call, outcome);
                if (fault == Fault.CANCELLED && i == 0) {
                    while (userAgents().isEmpty() && !outcome.isDone()) {
                        Thread.sleep(10);
                    }
                    call.cancel();
                }
                outcomes.add(outcome(fault, outcome));
            }
            return new Run(outcomes, userAgents());
        }
    }

    private static String outcome(Fault fault, CompletableFuture<String> outcome) throws Exception {
        try {
            return outcome.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            return Stream.iterate(e.getCause(), Objects::nonNull, Throwable::getCause)
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
     * @param userAgents the User-Agent of each request that arrived
     */
    private record Run(List<String> outcomes, List<String> userAgents) {
        Run attributed() {
            return new Run(
                    outcomes,
                    userAgents.stream()
                            .map(userAgent -> userAgent + " " + ATTRIBUTION.trackingId())
                            .toList());
        }
    }
}
