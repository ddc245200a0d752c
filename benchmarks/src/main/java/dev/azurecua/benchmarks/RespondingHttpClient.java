// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import reactor.core.publisher.Mono;

/** Responds at once. Each response refers to its request, because a report reads from it what was sent. */
final class RespondingHttpClient implements HttpClient {
    private final String body;

    RespondingHttpClient(String body) {
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
