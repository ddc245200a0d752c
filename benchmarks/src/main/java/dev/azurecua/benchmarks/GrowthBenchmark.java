// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;
import dev.azurecua.TrackingId;
import dev.azurecua.sdk.AttributionPolicy;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A call of one of 25 managers through one of many attributions, after many calls, with and without a report; one in 16
 * is a write. Throughput, because a thread's own time would tell how many others wait for a processor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
public class GrowthBenchmark {
    @Param("1")
    public int attributions;

    /** How many were made before. */
    @Param("10")
    public int earlierCalls;

    @Param({"false", "true"})
    public boolean report;

    final AttributionReport listener = new AttributionReport();

    private HttpPipeline[] pipelines;

    @Setup
    public void build() {
        pipelines = Stream.generate(TrackingId::random)
                .limit(attributions)
                .map(Attribution::of)
                .map(attribution -> report ? attribution.withListener(listener) : attribution)
                .map(attribution -> new HttpPipelineBuilder()
                        .policies(AttributionPolicy.of(attribution))
                        .httpClient(new AnsweringHttpClient(""))
                        .build())
                .toArray(HttpPipeline[]::new);
        Caller caller = new Caller();
        for (int i = 0; i < earlierCalls; i++) {
            caller.call(this);
        }
    }

    @Benchmark
    public HttpResponse call(Caller caller) {
        return caller.call(this);
    }

    /** Calls as one thread. */
    @State(Scope.Thread)
    public static class Caller {
        private static final int MANAGERS = 25;

        private final Traffic traffic = new Traffic(MANAGERS, Host.COVERED);
        private int count;

        HttpResponse call(GrowthBenchmark benchmark) {
            traffic.next();
            count++;
            HttpRequest request = new HttpRequest((count & 15) == 0 ? HttpMethod.PUT : HttpMethod.GET, traffic.url());
            request.getHeaders().set(HttpHeaderName.USER_AGENT, traffic.userAgent());
            // Each manager by each attribution.
            return benchmark.pipelines[Math.floorMod(count / MANAGERS, benchmark.pipelines.length)].sendSync(
                    request, Context.NONE);
        }
    }
}
