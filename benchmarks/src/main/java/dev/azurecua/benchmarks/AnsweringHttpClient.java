// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import reactor.core.publisher.Mono;

/** Responds at once. The response has its request, from which a report reads what was sent. */
final class AnsweringHttpClient implements HttpClient {
    private final String body;

    AnsweringHttpClient(String body) {
        this.body = body;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.just(new FixedResponse(request, body));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        return new FixedResponse(request, body);
    }
}
