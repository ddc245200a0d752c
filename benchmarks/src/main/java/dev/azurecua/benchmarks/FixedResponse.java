// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Represents a response whose body is in memory. */
final class FixedResponse extends HttpResponse {
    private static final HttpHeaders HEADERS =
            new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json; charset=utf-8");

    private final String body;

    FixedResponse(HttpRequest request, String body) {
        super(request);
        this.body = body;
    }

    @Override
    public int getStatusCode() {
        return 200;
    }

    @Override
    @Deprecated
    public String getHeaderValue(String name) {
        return HEADERS.getValue(HttpHeaderName.fromString(name));
    }

    @Override
    public HttpHeaders getHeaders() {
        return HEADERS;
    }

    @Override
    public Flux<ByteBuffer> getBody() {
        return Flux.just(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
        return Mono.just(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Mono<String> getBodyAsString() {
        return Mono.just(body);
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
        return Mono.just(body);
    }
}
