// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.azure.resourcemanager.resources.models.ResourceGroup;
import dev.azurecua.testing.RecordedCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.RunnerException;

class BenchmarksTest {
    @ParameterizedTest
    @CsvSource({
        "NONE, COVERED, false",
        "NO_OP, COVERED, false",
        "ATTRIBUTION, COVERED, true",
        "ATTRIBUTION, OTHER, false",
        "ADD_HEADERS, COVERED, true",
        "HAND_WRITTEN, COVERED, true"
    })
    void policySendsIdOnlyWhereExpected(PolicyBenchmark.Kind kind, Host host, boolean attributes) {
        PolicyBenchmark benchmark = new PolicyBenchmark();
        benchmark.kind = kind;
        benchmark.host = host;
        benchmark.build();
        PolicyBenchmark.Caller caller = new PolicyBenchmark.Caller();
        caller.prepare(benchmark);
        HttpRequest sync = caller.request();
        HttpRequest async = caller.request();

        benchmark.pipeline.sendSync(sync, Context.NONE);
        benchmark.pipeline.send(async).block();

        assertThat(Stream.of(sync, async).map(request -> request.getHeaders().getValue(HttpHeaderName.USER_AGENT)))
                .allMatch(userAgent -> isAttributed(userAgent) == attributes);
    }

    @ParameterizedTest
    @CsvSource({"NONE, false", "ATTRIBUTION, true", "CONSTANT, true"})
    void interceptorSendsIdOnlyWhereExpected(InterceptorBenchmark.Kind kind, boolean attributes) throws IOException {
        List<Interceptor> interceptors = new ArrayList<>(kind.interceptors);
        List<String> sent = new ArrayList<>();
        interceptors.add(chain -> {
            sent.add(chain.request().header("User-Agent"));
            return chain.proceed(chain.request());
        });
        Traffic traffic = new Traffic(Host.COVERED);

        new NoOpChain(interceptors).proceed(InterceptorBenchmark.request(traffic));

        assertThat(sent).singleElement().matches(userAgent -> isAttributed(userAgent) == attributes);
    }

    private static boolean isAttributed(String userAgent) {
        assertThat(userAgent).startsWith("azsdk-java-com.azure.resourcemanager.");
        return userAgent.endsWith(" " + Traffic.TRACKING_ID);
    }

    @Test
    void reportCountsAttributedCalls() {
        ThreadsBenchmark benchmark = new ThreadsBenchmark();
        benchmark.report = true;
        benchmark.build();
        ThreadsBenchmark.Caller caller = new ThreadsBenchmark.Caller();

        for (int i = 0; i < 100; i++) {
            benchmark.call(caller);
        }

        benchmark.listener.assertComplete();
        assertThat(benchmark.listener.calls()).isEqualTo(100);
        assertThat(benchmark.listener.lastWrites()).hasSize(1);
    }

    @Test
    void userAgentIsNewStringForEachRequest() {
        Traffic traffic = new Traffic(Host.COVERED);
        List<String> userAgents = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            traffic.next();
            userAgents.add(traffic.userAgent());
        }

        assertThat(userAgents.stream().distinct()).hasSize(25);
        assertThat(userAgents.get(0)).isEqualTo(userAgents.get(25)).isNotSameAs(userAgents.get(25));
    }

    @Test
    void firstCallReturnsResourceGroup() {
        assertThat(new StartupBenchmark().firstCall())
                .isInstanceOfSatisfying(
                        ResourceGroup.class, group -> assertThat(group.name()).isEqualTo("contoso"));
    }

    @Test
    void wholeCallsAlternateWithAndWithoutAttribution() {
        WholeCallBenchmark benchmark = new WholeCallBenchmark();
        try {
            benchmark.reset();
            benchmark.pair(
                    new WholeCallBenchmark.Nanos(),
                    new Blackhole(
                            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous."));

            assertThat(benchmark.azure.calls().stream()
                            .filter(call -> call.method().equals("GET"))
                            .map(RecordedCall::userAgent)
                            .map(BenchmarksTest::isAttributed))
                    .containsExactlyInAnyOrder(true, false);
        } finally {
            benchmark.close();
        }
    }

    @Test
    void ratioIsMedianOfRounds() {
        assertThat(Table.ratio(new double[] {30, 11, 20}, new double[] {10, 10, 10}))
                .isEqualTo("2.00 (1.10–3.00)");
        assertThat(Table.ratio(new double[] {10, 20}, new double[] {10, 10})).isEqualTo("1.50 (1.00–2.00)");
    }

    @Test
    void tableComparesCasesWithFirst() throws RunnerException {
        Case first = startup("first");
        Case second = startup("second");
        first.run();
        second.run();

        assertThat(Table.of("Title", first, second).toString()).matches("""

                        ### Title

                        \\| \\| time beside the first \\| time \\| bytes \\|
                        \\|---\\|---\\|---\\|---\\|
                        \\| first \\| 1\\.00 \\(1\\.00–1\\.00\\) \\| \\d+ ms \\| \\d+ \\|
                        \\| second \\| \\d\\.\\d\\d \\(\\d\\.\\d\\d–\\d\\.\\d\\d\\) \\| \\d+ ms \\| \\d+ \\|
                        """);
    }

    private static Case startup(String title) {
        return new Case(
                title,
                StartupBenchmark.class,
                "firstCall",
                options -> options.forks(1)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .addProfiler(GCProfiler.class));
    }
}
