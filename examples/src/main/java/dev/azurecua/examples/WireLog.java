// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import dev.azurecua.testing.RecordedCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reactor.core.publisher.Mono;

/** An HTTP client that remembers what it sent: for a live run, where no stand-in sees it arrive. */
final class WireLog implements HttpClient {
    private final HttpClient client;
    private final List<RecordedCall> calls = Collections.synchronizedList(new ArrayList<>());

    WireLog(HttpClient client) {
        this.client = client;
    }

    List<RecordedCall> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return client.send(request)
                .doOnNext(response -> calls.add(new RecordedCall(
                        request.getHttpMethod().name(),
                        URI.create(request.getUrl().toString()),
                        response.getStatusCode(),
                        request.getHeaders().getValue(HttpHeaderName.USER_AGENT),
                        true)));
    }
}
