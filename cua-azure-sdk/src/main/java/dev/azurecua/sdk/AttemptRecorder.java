// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import dev.azurecua.Attempt;
import dev.azurecua.Attribution;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Notifies the listeners when an attempt completes or fails. Each subscription to the Mono is one attempt. */
final class AttemptRecorder {
    private final Attribution attribution;
    private final HttpPipelineCallContext context;
    private final String method;
    private final String url;

    AttemptRecorder(Attribution attribution, HttpPipelineCallContext context) {
        HttpRequest request = context.getHttpRequest();
        this.attribution = attribution;
        this.context = context;
        this.method = String.valueOf(request.getHttpMethod());
        this.url = request.getUrl().toString();
    }

    @SuppressWarnings("NullAway") // A policy that returns null breaks its contract, and its null is passed on.
    Mono<HttpResponse> process(HttpPipelineNextPolicy next) {
        Mono<HttpResponse> response;
        try {
            // Called once here and not in defer(…), because the Mono may be subscribed to several times.
            response = next.process();
        } catch (Throwable failure) {
            failed(start(), failure);
            throw failure;
        }
        if (response == null) {
            // Passed on, because the call must end as it does without this policy.
            answered(start(), null);
            return response;
        }
        return Mono.defer(() -> {
            Attempt attempt = start();
            return response.doOnSuccess(received -> answered(attempt, received))
                    .doOnError(failure -> failed(attempt, failure))
                    .doOnCancel(() -> failed(attempt, new CancellationException()));
        });
    }

    HttpResponse processSync(HttpPipelineNextSyncPolicy next) {
        Attempt attempt = start();
        try {
            HttpResponse response = next.processSync();
            answered(attempt, response);
            return response;
        } catch (Throwable failure) {
            failed(attempt, failure);
            throw failure;
        }
    }

    private Attempt start() {
        return attribution.attempt(method, url);
    }

    private void answered(Attempt attempt, @Nullable HttpResponse response) {
        if (response == null) {
            // Reported as a failure, because some test clients return no response.
            failed(attempt, new NoSuchElementException());
            return;
        }
        attempt.answered(
                name -> header(response.getRequest(), name),
                response::getStatusCode,
                name -> value(response.getHeaders(), name));
    }

    private void failed(Attempt attempt, Throwable failure) {
        attempt.failed(name -> header(null, name), failure);
    }

    /** Returns a header of the request that was sent; if that is unknown, of the current request of the call. */
    private @Nullable String header(@Nullable HttpRequest sent, String name) {
        return value((sent == null ? context.getHttpRequest() : sent).getHeaders(), name);
    }

    // Deprecated get(String), because HttpHeaderName.fromString writes to state that threads share (azure-core 1.57).
    @SuppressWarnings("deprecation")
    private static @Nullable String value(@Nullable HttpHeaders headers, String name) {
        // Null if a test mocks the response.
        return headers == null ? null : HeaderLines.value(headers.get(name));
    }
}
