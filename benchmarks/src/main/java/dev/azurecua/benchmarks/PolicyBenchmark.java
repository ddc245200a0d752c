// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.AddHeadersPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.Context;
import dev.azurecua.Attribution;
import dev.azurecua.sdk.AttributionPolicy;
import java.util.List;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures a call through a pipeline with one policy or none, whose HTTP client responds at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class PolicyBenchmark {
    @Param
    public Kind kind;

    @Param
    public Host host;

    HttpPipeline pipeline;

    @Setup
    public void build() {
        pipeline = new HttpPipelineBuilder()
                .policies(kind.policies.get().toArray(new HttpPipelinePolicy[0]))
                .httpClient(new NoOpHttpClient())
                .build();
    }

    @Benchmark
    public HttpResponse sync(Caller caller) {
        return pipeline.sendSync(caller.request(), Context.NONE);
    }

    @Benchmark
    public HttpResponse async(Caller caller) {
        return pipeline.send(caller.request()).block();
    }

    /** Creates the requests of one thread. */
    @State(Scope.Thread)
    public static class Caller {
        private Traffic traffic;

        @Setup
        public void prepare(PolicyBenchmark benchmark) {
            traffic = new Traffic(benchmark.host);
        }

        HttpRequest request() {
            traffic.next();
            HttpRequest request = new HttpRequest(HttpMethod.GET, traffic.url());
            request.getHeaders().set(HttpHeaderName.USER_AGENT, traffic.userAgent());
            return request;
        }
    }

    /** Selects the policy in the pipeline. */
    public enum Kind {
        NONE("no policy", List::of),
        NO_OP("a policy that does nothing", () -> List.of(new NoOpPolicy())),
        HAND_WRITTEN("read, concatenate, set", () -> List.of(new HandWrittenPolicy())),
        ADD_HEADERS(
                "`AddHeadersPolicy`, a constant",
                () -> List.of(
                        new AddHeadersPolicy(new HttpHeaders().set(HttpHeaderName.USER_AGENT, Traffic.ATTRIBUTED)))),
        ATTRIBUTION("`AttributionPolicy`", () -> List.of(AttributionPolicy.of(Attribution.of(Traffic.TRACKING_ID))));

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // Error Prone cannot know that they are immutable.
        private final Supplier<List<HttpPipelinePolicy>> policies;

        Kind(String title, Supplier<List<HttpPipelinePolicy>> policies) {
            this.title = title;
            this.policies = policies;
        }

        String title() {
            return title;
        }
    }
}
