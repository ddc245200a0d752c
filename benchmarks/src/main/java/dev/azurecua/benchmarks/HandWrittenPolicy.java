// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import reactor.core.publisher.Mono;

/** Appends the ID like a policy written by hand: to any host, and without checking the current value. */
final class HandWrittenPolicy implements HttpPipelinePolicy {
    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        append(context);
        return next.process();
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        append(context);
        return next.processSync();
    }

    private static void append(HttpPipelineCallContext context) {
        HttpHeaders headers = context.getHttpRequest().getHeaders();
        headers.set(HttpHeaderName.USER_AGENT, headers.getValue(HttpHeaderName.USER_AGENT) + " " + Traffic.TRACKING_ID);
    }
}
