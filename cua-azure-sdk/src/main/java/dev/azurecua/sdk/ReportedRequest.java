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
    private final Attribution attribution;
    private final HttpPipelineCallContext context;
    private final String method;
    private final String url;

    ReportedRequest(Attribution attribution, HttpPipelineCallContext context) {
        HttpRequest request = context.getHttpRequest();
        this.attribution = attribution;
        this.context = context;
        this.method = request.getHttpMethod().name();
        this.url = request.getUrl().toString();
    }

    Mono<HttpResponse> process(HttpPipelineNextPolicy next) {
        // Now and not when it is subscribed to, which may be more than once.
        Mono<HttpResponse> response = next.process();
        return Mono.deferContextual(view -> {
            Object around = view.getOrDefault(context, OpenAttempt.in(context));
            // In a container it may be of another copy of this library.
            Attempt attempt = attribution.attempt(method, url, around instanceof Attempt ? (Attempt) around : null);
            return response.doOnNext(answer -> answered(attempt, answer))
                    .doOnError(failure -> failed(attempt, failure))
                    .doOnCancel(() -> failed(attempt, new CancellationException()))
                    // For the policies behind this one, of this call and in this subscription.
                    .contextWrite(inner -> inner.put(context, attempt));
        });
    }

    HttpResponse processSync(HttpPipelineNextSyncPolicy next) {
        Attempt outer = OpenAttempt.in(context);
        Attempt attempt = attribution.attempt(method, url, outer);
        OpenAttempt.set(context, attempt);
        try {
            HttpResponse response = next.processSync();
            // That of a test may have nothing to answer, and that is not ours to complain of.
            if (response != null) {
                answered(attempt, response);
            }
            return response;
        } catch (Throwable failure) {
            failed(attempt, failure);
            throw failure;
        } finally {
            OpenAttempt.set(context, outer);
        }
    }

    private void answered(Attempt attempt, HttpResponse response) {
        attempt.answered(
                name -> header(response.getRequest(), name),
                response.getStatusCode(),
                name -> value(response.getHeaders(), name));
    }

    private void failed(Attempt attempt, Throwable failure) {
        attempt.failed(name -> header(null, name), failure);
    }

    /** Of the request that was sent, or if nobody says which that was, of the last one of the call. */
    private @Nullable String header(@Nullable HttpRequest sent, String name) {
        return value((sent == null ? context.getHttpRequest() : sent).getHeaders(), name);
    }

    private static @Nullable String value(HttpHeaders headers, String name) {
        return AttributionPolicy.value(headers, HttpHeaderName.fromString(name));
    }

    /** The attempt that a synchronous call is in the middle of; in its context, where it is put but once. */
    private static final class OpenAttempt {
        private static final String KEY = "dev.azurecua.open-attempt";

        private final HttpPipelineCallContext context;
        private @Nullable Attempt attempt;

        private OpenAttempt(HttpPipelineCallContext context) {
            this.context = context;
        }

        static @Nullable Attempt in(HttpPipelineCallContext context) {
            OpenAttempt open = find(context);
            return open == null ? null : open.attempt;
        }

        static void set(HttpPipelineCallContext context, @Nullable Attempt attempt) {
            OpenAttempt open = find(context);
            if (open == null) {
                open = new OpenAttempt(context);
                context.setData(KEY, open);
            }
            open.attempt = attempt;
        }

        /** Not that of a call in the middle of which this one is made, with what its context has. */
        private static @Nullable OpenAttempt find(HttpPipelineCallContext context) {
            Object open = context.getData(KEY).orElse(null);
            return open instanceof OpenAttempt && ((OpenAttempt) open).context == context ? (OpenAttempt) open : null;
        }
    }
}
