// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import reactor.core.publisher.Mono;

/** Responds at once, always with the same response. */
final class NoOpHttpClient implements HttpClient {
    private final HttpResponse response = new FixedResponse(new HttpRequest(HttpMethod.GET, Host.COVERED.url()), "");
    private final Mono<HttpResponse> mono = Mono.just(response);

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return mono;
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        return response;
    }
}
