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
import dev.azurecua.sdk.AttributionPolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures attributed calls of several threads through one pipeline, with and without a report. One call in 16 is a
 * write, which a report keeps under its lock. Counts the calls, because the time of one includes the time that its
 * thread waits for a processor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
public class ThreadsBenchmark {
    @Param({"false", "true"})
    public boolean report;

    final AttributionReport listener = new AttributionReport();

    private HttpPipeline pipeline;

    @Setup
    public void build() {
        Attribution attribution = Attribution.of(Traffic.TRACKING_ID);
        pipeline = new HttpPipelineBuilder()
                .policies(AttributionPolicy.of(report ? attribution.withListener(listener) : attribution))
                .httpClient(new RespondingHttpClient(""))
                .build();
    }

    @Benchmark
    public HttpResponse call(Caller caller) {
        return pipeline.sendSync(caller.request(), Context.NONE);
    }

    /** Creates the requests of one thread. */
    @State(Scope.Thread)
    public static class Caller {
        private final Traffic traffic = new Traffic(Host.COVERED);
        private int count;

        HttpRequest request() {
            traffic.next();
            count++;
            HttpRequest request = new HttpRequest((count & 15) == 0 ? HttpMethod.PUT : HttpMethod.GET, traffic.url());
            request.getHeaders().set(HttpHeaderName.USER_AGENT, traffic.userAgent());
            return request;
        }
    }
}
