// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.azure.resourcemanager.resources.models.ResourceGroup;
import dev.azurecua.benchmarks.InterceptorBenchmark.NetworkInterceptor;
import dev.azurecua.benchmarks.PolicyBenchmark.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is measured does what the tables say of it. */
class BenchmarksTest {
    @ParameterizedTest
    @CsvSource({
        "NONE, COVERED, false",
        "NO_OP, COVERED, false",
        "ATTRIBUTION, COVERED, true",
        "ATTRIBUTION, OTHER, false",
        "ADD_HEADERS, COVERED, true",
        "USER_AGENT, COVERED, true",
        "HAND_WRITTEN, COVERED, true",
        "TRACING, COVERED, false"
    })
    void policyAttributes(Policy policy, Host host, boolean attributes) {
        PolicyBenchmark benchmark = new PolicyBenchmark();
        benchmark.policy = policy;
        benchmark.host = host;
        benchmark.userAgents = 1;
        benchmark.build();
        PolicyBenchmark.Caller caller = new PolicyBenchmark.Caller();
        caller.prepare(benchmark);
        HttpRequest sync = caller.request();
        HttpRequest async = caller.request();

        benchmark.pipeline.sendSync(sync, Context.NONE);
        benchmark.pipeline.send(async).block();

        String expected = attributes ? Traffic.ATTRIBUTED : Traffic.ATTRIBUTED.replace(" " + Traffic.TRACKING_ID, "");
        assertThat(Stream.of(sync, async).map(request -> request.getHeaders().getValue(HttpHeaderName.USER_AGENT)))
                .containsOnly(expected);
    }

    @ParameterizedTest
    @CsvSource({"NONE, false", "ATTRIBUTION, true", "CONSTANT, true", "LOGGING, false"})
    void interceptorAttributes(NetworkInterceptor interceptor, boolean attributes) throws IOException {
        List<Interceptor> interceptors = new ArrayList<>(interceptor.interceptors());
        List<String> sent = new ArrayList<>();
        interceptors.add(chain -> {
            sent.add(chain.request().header("User-Agent"));
            return chain.proceed(chain.request());
        });
        Traffic traffic = new Traffic(1, Host.COVERED);

        new NoOpChain(interceptors).proceed(InterceptorBenchmark.request(traffic));

        assertThat(sent)
                .containsExactly(
                        attributes ? Traffic.ATTRIBUTED : Traffic.ATTRIBUTED.replace(" " + Traffic.TRACKING_ID, ""));
    }

    @Test
    void reportOfGrowthSeesAttributedCalls() {
        GrowthBenchmark benchmark = new GrowthBenchmark();
        benchmark.attributions = 2;
        benchmark.earlierCalls = 100;
        benchmark.report = true;

        benchmark.build();

        benchmark.listener.assertComplete();
        assertThat(benchmark.listener.calls()).isEqualTo(100);
    }

    @Test
    void noTwoRequestsHaveTheSameString() {
        Traffic traffic = new Traffic(25, Host.COVERED);
        List<String> userAgents = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            traffic.next();
            userAgents.add(traffic.userAgent());
        }

        assertThat(userAgents.stream().distinct()).hasSize(25);
        assertThat(userAgents.get(0)).isEqualTo(userAgents.get(25)).isNotSameAs(userAgents.get(25));
    }

    @Test
    void firstCallIsAnswered() {
        assertThat(new StartupBenchmark().firstCall())
                .isInstanceOfSatisfying(
                        ResourceGroup.class, group -> assertThat(group.name()).isEqualTo("contoso"));
    }

    @Test
    void errorIsThatOfTheMedian() {
        // Student's t for three degrees of freedom and 95 %: 3.182; the median deviation of these is 0.1.
        Estimate estimate = Estimate.of(new double[] {0.9, 1.0, 1.1, 1.2}, Estimate.Unit.RATIO);

        assertThat(estimate).hasToString("1.05 ± 0.24");
        assertThat(Estimate.of(new double[] {1.0, 1.0, 1.02, 20}, Estimate.Unit.RATIO))
                .hasToString("1.01 ± 0.02");
        assertThat(Estimate.of(new double[] {1.0}, Estimate.Unit.NANOSECONDS)).hasToString("1 ns");
        assertThat(Estimate.exactly(456, Estimate.Unit.BYTES)).hasToString("456 B");
    }

    @Test
    void tableIsMarkdown() {
        assertThat(new Table("Title", "Text.")
                        .add("row", "column", Estimate.exactly(2, Estimate.Unit.COUNT), "other", "figure")
                        .toMarkdown())
                .isEqualTo("""
                        ## Title

                        Text.

                        | | column | other |
                        |---|---|---|
                        | row | 2 | figure |
                        """);
    }
}
