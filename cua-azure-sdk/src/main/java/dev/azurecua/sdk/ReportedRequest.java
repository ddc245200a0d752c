// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import dev.azurecua.ResourceManagerCall.Attempt;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A request to Resource Manager as a policy sees it once, of which listeners are told. */
final class ReportedRequest {
    private final AttributionPolicy policy;
    private final HttpPipelineCallContext context;
    private final ReportingPolicies policies;
    private final String method;
    private final String url;

    ReportedRequest(AttributionPolicy policy, HttpPipelineCallContext context) {
        HttpRequest request = context.getHttpRequest();
        this.policy = policy;
        this.context = context;
        this.policies = ReportingPolicies.of(context);
        this.method = request.getHttpMethod().name();
        this.url = request.getUrl().toString();
        policies.add(policy);
    }

    Mono<HttpResponse> process(HttpPipelineNextPolicy next) {
        Mono<HttpResponse> response;
        try {
            // Now and not when it is subscribed to, which may be more than once.
            response = next.process();
        } catch (Throwable failure) {
            failed(begin(), failure);
            throw failure;
        }
        return Mono.defer(() -> {
            Attempt attempt = begin();
            return response.doOnSuccess(answer -> answered(attempt, answer))
                    .doOnError(failure -> failed(attempt, failure))
                    .doOnCancel(() -> failed(attempt, new CancellationException()));
        });
    }

    HttpResponse processSync(HttpPipelineNextSyncPolicy next) {
        Attempt attempt = begin();
        try {
            HttpResponse response = next.processSync();
            answered(attempt, response);
            return response;
        } catch (Throwable failure) {
            failed(attempt, failure);
            throw failure;
        }
    }

    private Attempt begin() {
        return policy.attribution().attempt(method, url);
    }

    private void answered(Attempt attempt, @Nullable HttpResponse response) {
        if (response == null) {
            // Such HTTP clients are of tests; of what becomes of it, others may complain.
            failed(attempt, new NoSuchElementException());
            return;
        }
        policies.leaveToThoseBehind(policy, attempt);
        attempt.answered(
                name -> header(response.getRequest(), name),
                response::getStatusCode,
                name -> value(response.getHeaders(), name));
    }

    private void failed(Attempt attempt, Throwable failure) {
        policies.leaveToThoseBehind(policy, attempt);
        attempt.failed(name -> header(null, name), failure);
    }

    /** Of the request that was sent, or if nobody says which that was, of the last one of the call. */
    private @Nullable String header(@Nullable HttpRequest sent, String name) {
        return value((sent == null ? context.getHttpRequest() : sent).getHeaders(), name);
    }

    @SuppressWarnings("deprecation") // To look up a HttpHeaderName writes to what all threads share (azure-core 1.57).
    private static @Nullable String value(HttpHeaders headers, String name) {
        return AttributionPolicy.value(headers.get(name));
    }
}
