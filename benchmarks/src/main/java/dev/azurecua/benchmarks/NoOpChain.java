// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** Calls network interceptors and responds at once. OkHttp's own chain would need an open connection. */
final class NoOpChain implements Interceptor.Chain {
    private final List<Interceptor> interceptors;
    private final int index;
    private final Request request;
    private final Fixed fixed;

    NoOpChain(List<Interceptor> interceptors) {
        this(interceptors, 0, new Request.Builder().url("https://localhost/").build(), new Fixed());
    }

    private NoOpChain(List<Interceptor> interceptors, int index, Request request, Fixed fixed) {
        this.interceptors = interceptors;
        this.index = index;
        this.request = request;
        this.fixed = fixed;
    }

    @Override
    public Response proceed(Request request) throws IOException {
        return index == interceptors.size()
                ? fixed.response
                : interceptors.get(index).intercept(new NoOpChain(interceptors, index + 1, request, fixed));
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Connection connection() {
        return fixed.connection;
    }

    @Override
    public Call call() {
        return fixed.call;
    }

    @Override
    public int connectTimeoutMillis() {
        return 0;
    }

    @Override
    public Interceptor.Chain withConnectTimeout(int timeout, TimeUnit unit) {
        return this;
    }

    @Override
    public int readTimeoutMillis() {
        return 0;
    }

    @Override
    public Interceptor.Chain withReadTimeout(int timeout, TimeUnit unit) {
        return this;
    }

    @Override
    public int writeTimeoutMillis() {
        return 0;
    }

    @Override
    public Interceptor.Chain withWriteTimeout(int timeout, TimeUnit unit) {
        return this;
    }

    /** Holds the objects that are the same in each call. */
    private static final class Fixed {
        private final Request request =
                new Request.Builder().url("https://localhost/").build();
        private final Call call = new OkHttpClient().newCall(request);
        /** Is not null, because only network interceptors have a connection. Its methods are never called. */
        private final Connection connection = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> null);

        private final Response response = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Cache-Control", "no-cache")
                .header("x-ms-request-id", "6f7f4a0e-6a6b-4c55-8d1c-6f4b5d7a3a51")
                .build();
    }
}
