// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;

/** Lists the ways in which a pipeline sends a request. */
enum Mode {
    SYNC {
        @Override
        String call(HttpPipeline pipeline, HttpRequest request) {
            try (HttpResponse response = pipeline.sendSync(request, EAGERLY)) {
                return response.getStatusCode() + " " + response.getBodyAsBinaryData();
            }
        }
    },
    ASYNC {
        @Override
        String call(HttpPipeline pipeline, HttpRequest request) {
            return pipeline.send(request, EAGERLY)
                    .flatMap(response -> response.getBodyAsString()
                            .defaultIfEmpty("")
                            .map(body -> response.getStatusCode() + " " + body))
                    .block();
        }
    };

    /** Makes the HTTP client read the body before it returns, as the clients of the Azure SDK do. */
    private static final Context EAGERLY = new Context("azure-eagerly-read-response", true);

    /** Returns the status and the body of the response. If the thread is interrupted, cancels the call and throws. */
    abstract String call(HttpPipeline pipeline, HttpRequest request);
}
