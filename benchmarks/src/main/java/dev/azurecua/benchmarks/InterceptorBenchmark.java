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
import okhttp3.logging.HttpLoggingInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A request through one network interceptor, or none, and nothing behind it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class InterceptorBenchmark {
    @Param
    public NetworkInterceptor interceptor;

    @Param
    public Host host;

    /** The distinct User-Agents. */
    @Param({"1", "25"})
    public int userAgents;

    private Traffic traffic;
    private NoOpChain chain;

    @Setup
    public void build() {
        traffic = new Traffic(userAgents, host);
        chain = new NoOpChain(interceptor.interceptors());
    }

    @Benchmark
    public Response call() throws IOException {
        traffic.next();
        return chain.proceed(request(traffic));
    }

    /** As the bridge of OkHttp hands it to network interceptors. */
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

    /** What one can put into a client. */
    public enum NetworkInterceptor {
        NONE("no interceptor"),
        ATTRIBUTION("`AttributionInterceptor`", AttributionInterceptor.of(Attribution.of(Traffic.TRACKING_ID))),
        CONSTANT(
                "sets a constant",
                chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("User-Agent", Traffic.ATTRIBUTED)
                        .build())),
        LOGGING("`HttpLoggingInterceptor`, NONE", new HttpLoggingInterceptor());

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // It cannot know that they are.
        private final List<Interceptor> interceptors;

        NetworkInterceptor(String title, Interceptor... interceptors) {
            this.title = title;
            this.interceptors = List.of(interceptors);
        }

        String title() {
            return title;
        }

        List<Interceptor> interceptors() {
            return interceptors;
        }
    }
}
