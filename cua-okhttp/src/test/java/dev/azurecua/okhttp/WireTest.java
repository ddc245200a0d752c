// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static java.lang.String.CASE_INSENSITIVE_ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.azurecua.Attribution;
import dev.azurecua.ResourceManagerCall;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Cache;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies in each {@link Scenario} that the interceptor changes only the User-Agent of Resource Manager calls. */
class WireTest {
    private static final Attribution ATTRIBUTION =
            Attribution.of(TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"));

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    @TempDir
    private Path folder;

    static Stream<Arguments> scenarios() {
        return Stream.of(Scenario.values())
                .flatMap(scenario -> Stream.of(Position.values())
                        .filter(position -> position != Position.APPLICATION || !scenario.changesHosts())
                        .flatMap(position -> Stream.of(Protocol.HTTP_1_1, Protocol.HTTP_2)
                                .map(protocol -> Arguments.of(scenario, position, protocol))));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void interceptorChangesOnlyTheUserAgent(Scenario scenario, Position position, Protocol protocol)
            throws IOException {
        List<ResourceManagerCall> reported = Collections.synchronizedList(new ArrayList<>());
        Run without = run(scenario, client(scenario, protocol));
        Run with =
                run(scenario, position.attribute(client(scenario, protocol), ATTRIBUTION.withListener(reported::add)));

        assertThat(without.attempts)
                .allSatisfy(attempt -> assertThat(attempt.userAgent).isEqualTo(Clients.PRODUCT));
        assertThat(with.attempts)
                .extracting(attempt -> attempt.summary + " " + attempt.userAgent)
                .isEqualTo(scenario.attempts().stream()
                        .map(summary -> summary + " " + Clients.PRODUCT
                                + (summary.contains("management.azure.com") ? " " + ATTRIBUTION.trackingId() : ""))
                        .toList());
        assertThat(with.unattributed()).isEqualTo(without);
        assertThat(reported)
                .allMatch(ResourceManagerCall::isAttributed)
                .extracting(call -> call.method() + " " + URI.create(call.url()).getHost() + " "
                        + (call.failure() == null ? call.status() : "-"))
                .isEqualTo(scenario.attempts().stream()
                        .filter(summary -> summary.contains("management.azure.com") && position != Position.APPLICATION)
                        .toList());
    }

    private OkHttpClient client(Scenario scenario, Protocol protocol) throws IOException {
        // With HTTP/1.1 too, because OkHttp does not accept HTTP/2 alone.
        List<Protocol> protocols =
                protocol == Protocol.HTTP_2 ? List.of(protocol, Protocol.HTTP_1_1) : List.of(protocol);
        OkHttpClient.Builder builder = Clients.of(azure)
                .newBuilder()
                .protocols(protocols)
                .cache(new Cache(Files.createTempDirectory(folder, "cache").toFile(), 1 << 20));
        return scenario.prepare(builder)
                .addNetworkInterceptor(chain -> {
                    assertThat(chain.connection().protocol()).isEqualTo(protocol);
                    return chain.proceed(chain.request());
                })
                .build();
    }

    private static Run run(Scenario scenario, OkHttpClient client) throws IOException {
        azure.reset();
        List<String> responses = scenario.run(client, azure);
        List<Attempt> attempts = new ArrayList<>(
                azure.wireMock().getAllServeEvents().stream().map(Attempt::of).toList());
        Collections.reverse(attempts);
        return new Run(responses, attempts);
    }

    private record Run(List<String> responses, List<Attempt> attempts) {
        /** Returns a copy with only OkHttp's own product in each User-Agent. */
        Run unattributed() {
            return new Run(
                    responses,
                    attempts.stream()
                            .map(attempt ->
                                    new Attempt(attempt.summary, Clients.PRODUCT, attempt.otherHeaders, attempt.body))
                            .toList());
        }
    }

    private record Attempt(String summary, String userAgent, Map<String, List<String>> otherHeaders, String body) {
        static Attempt of(ServeEvent event) {
            LoggedRequest request = event.getRequest();
            Map<String, List<String>> headers = request.getHeaders().all().stream()
                    .collect(Collectors.toMap(
                            HttpHeader::key,
                            HttpHeader::values,
                            (a, b) -> a,
                            () -> new TreeMap<>(CASE_INSENSITIVE_ORDER)));
            return new Attempt(
                    request.getMethod() + " " + request.getHost() + " "
                            + (event.getResponse().getFault() == null
                                    ? event.getResponse().getStatus()
                                    : "-"),
                    String.join(", ", headers.remove("User-Agent")),
                    headers,
                    request.getBodyAsString());
        }
    }
}
