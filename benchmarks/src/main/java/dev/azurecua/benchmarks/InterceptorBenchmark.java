// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import dev.azurecua.Attribution;
import dev.azurecua.okhttp.AttributionInterceptor;
import java.io.IOException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures a request through a chain with one network interceptor or none, which responds at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class InterceptorBenchmark {
    @Param
    public Kind kind;

    @Param
    public Host host;

    private Traffic traffic;
    private NoOpChain chain;

    @Setup
    public void build() {
        traffic = new Traffic(host);
        chain = new NoOpChain(kind.interceptors);
    }

    @Benchmark
    public Response call() throws IOException {
        traffic.next();
        return chain.proceed(request(traffic));
    }

    /** Creates a request with the headers that OkHttp adds before it calls network interceptors. */
    static Request request(Traffic traffic) {
        return new Request.Builder()
                .url(traffic.httpUrl())
                .header("Authorization", "Bearer a-token-of-no-worth")
                .header("Host", "management.azure.com")
                .header("Connection", "Keep-Alive")
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", traffic.userAgent())
                .build();
    }

    /** Selects the interceptor in the chain. */
    public enum Kind {
        NONE("no interceptor"),
        CONSTANT(
                "sets a constant",
                chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("User-Agent", Traffic.ATTRIBUTED)
                        .build())),
        ATTRIBUTION("`AttributionInterceptor`", AttributionInterceptor.of(Attribution.of(Traffic.TRACKING_ID)));

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // Error Prone cannot know that they are immutable.
        final List<Interceptor> interceptors;

        Kind(String title, Interceptor... interceptors) {
            this.title = title;
            this.interceptors = List.of(interceptors);
        }

        String title() {
            return title;
        }
    }
}
