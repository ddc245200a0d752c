// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import dev.azurecua.Attribution;
import dev.azurecua.ResourceManagerCall.Attempt;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A request to Resource Manager as a policy sees it once, of which listeners are told. */
final class ReportedRequest {
    /** Where the context of a call has its last attempt, for the policies behind this one. */
    private static final String ATTEMPT = "dev.azurecua.attempt";

    private final Attribution attribution;
    private final HttpPipelineCallContext context;
    /** As it is now: retries give the context another one. */
    private final HttpRequest request;

    ReportedRequest(Attribution attribution, HttpPipelineCallContext context) {
        this.attribution = attribution;
        this.context = context;
        this.request = context.getHttpRequest();
    }

    Mono<HttpResponse> process(HttpPipelineNextPolicy next) {
        // Now and not when it is subscribed to, which may be more than once.
        Mono<HttpResponse> response = next.process();
        return Mono.defer(() -> {
            Attempt attempt = begin();
            return response.doOnNext(answer -> answered(attempt, answer))
                    .doOnError(failure -> attempt.failed(this::header, failure))
                    .doOnCancel(() -> attempt.failed(this::header, new CancellationException()));
        });
    }

    HttpResponse processSync(HttpPipelineNextSyncPolicy next) {
        Attempt attempt = begin();
        try {
            HttpResponse response = next.processSync();
            // That of a test may have nothing to answer, and that is not ours to complain of.
            if (response != null) {
                answered(attempt, response);
            }
            return response;
        } catch (Throwable failure) {
            attempt.failed(this::header, failure);
            throw failure;
        }
    }

    private Attempt begin() {
        Object last = context.getData(ATTEMPT).orElse(null);
        // In a container the other policy may be of another copy of this library.
        Attempt outer = last instanceof Attempt ? (Attempt) last : null;
        Attempt attempt = attribution.attempt(
                request.getHttpMethod().name(), request.getUrl().toString(), outer);
        context.setData(ATTEMPT, attempt);
        return attempt;
    }

    private void answered(Attempt attempt, HttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        attempt.answered(this::header, response.getStatusCode(), name -> value(headers, name));
    }

    /** At the end, when all policies behind this one have had their say. */
    private @Nullable String header(String name) {
        return value(request.getHeaders(), name);
    }

    private static @Nullable String value(HttpHeaders headers, String name) {
        return AttributionPolicy.value(headers, HttpHeaderName.fromString(name));
    }
}
