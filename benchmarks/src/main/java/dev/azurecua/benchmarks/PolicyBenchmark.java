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
import com.azure.core.http.policy.HttpPolicyProviders;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.tracing.opentelemetry.OpenTelemetryTracingOptions;
import com.azure.core.util.Context;
import com.azure.core.util.tracing.Tracer;
import com.azure.core.util.tracing.TracerProvider;
import dev.azurecua.Attribution;
import dev.azurecua.sdk.AttributionPolicy;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A call through a pipeline with one policy, or none, and nothing behind it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class PolicyBenchmark {
    @Param
    public Policy policy;

    @Param
    public Host host;

    /** The distinct User-Agents of the SDK. */
    @Param({"1", "25"})
    public int userAgents;

    HttpPipeline pipeline;

    @Setup
    public void build() {
        pipeline = policy.pipeline();
    }

    @Benchmark
    public HttpResponse sync(Caller caller) {
        return pipeline.sendSync(caller.request(), Context.NONE);
    }

    @Benchmark
    public HttpResponse async(Caller caller) {
        return pipeline.send(caller.request()).block();
    }

    /** Makes the requests of one thread. */
    @State(Scope.Thread)
    public static class Caller {
        private Traffic traffic;

        @Setup
        public void prepare(PolicyBenchmark benchmark) {
            traffic = new Traffic(benchmark.userAgents, benchmark.host);
        }

        HttpRequest request() {
            traffic.next();
            HttpRequest request = new HttpRequest(HttpMethod.GET, traffic.url());
            request.getHeaders().set(HttpHeaderName.USER_AGENT, traffic.userAgent());
            return request;
        }
    }

    /** What one can put into a pipeline. */
    public enum Policy {
        NONE("no policy", List::of),
        NO_OP("a policy that does nothing", () -> List.of(new NoOpPolicy())),
        ATTRIBUTION("`AttributionPolicy`", () -> List.of(AttributionPolicy.of(Attribution.of(Traffic.TRACKING_ID)))),
        ADD_HEADERS(
                "`AddHeadersPolicy`, a constant",
                () -> List.of(
                        new AddHeadersPolicy(new HttpHeaders().set(HttpHeaderName.USER_AGENT, Traffic.ATTRIBUTED)))),
        USER_AGENT("`UserAgentPolicy`, a constant", () -> List.of(new UserAgentPolicy(Traffic.ATTRIBUTED))),
        HAND_WRITTEN("read, concatenate, set", () -> List.of(new HandWrittenPolicy())),
        TRACING("tracing, OpenTelemetry no-op", Policy::tracing);

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // It cannot know that they are.
        private final Supplier<List<HttpPipelinePolicy>> policies;

        Policy(String title, Supplier<List<HttpPipelinePolicy>> policies) {
            this.title = title;
            this.policies = policies;
        }

        String title() {
            return title;
        }

        HttpPipeline pipeline() {
            Tracer tracer = TracerProvider.getDefaultProvider()
                    .createTracer(
                            "benchmarks",
                            null,
                            null,
                            new OpenTelemetryTracingOptions().setOpenTelemetry(OpenTelemetry.noop()));
            return new HttpPipelineBuilder()
                    .policies(policies.get().toArray(new HttpPipelinePolicy[0]))
                    .httpClient(new NoOpHttpClient())
                    .tracer(tracer)
                    .build();
        }

        /** It has no public constructor; the providers of other policies come behind it. */
        private static List<HttpPipelinePolicy> tracing() {
            List<HttpPipelinePolicy> policies = new ArrayList<>();
            HttpPolicyProviders.addAfterRetryPolicies(policies);
            return policies.subList(0, 1);
        }
    }
}
