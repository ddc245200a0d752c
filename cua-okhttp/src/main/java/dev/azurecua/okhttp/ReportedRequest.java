// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import dev.azurecua.Attribution;
import dev.azurecua.ResourceManagerCall.Attempt;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Interceptor.Chain;
import okhttp3.Request;
import okhttp3.Response;

/** A request to Resource Manager as a network interceptor sees it, of which listeners are told. */
final class ReportedRequest {
    private ReportedRequest() {}

    static Response proceed(Attribution attribution, Chain chain, Request request) throws IOException {
        OpenAttempt around = request.tag(OpenAttempt.class);
        boolean ofThisCall = around != null && around.call.equals(chain.call());
        Attempt attempt =
                attribution.attempt(request.method(), request.url().toString(), ofThisCall ? around.attempt : null);
        try {
            Response response = chain.proceed(request.newBuilder()
                    .tag(OpenAttempt.class, new OpenAttempt(chain.call(), attempt))
                    .build());
            Headers sent = response.request().headers();
            attempt.answered(
                    name -> HeaderLines.value(sent, name),
                    response.code(),
                    name -> HeaderLines.value(response.headers(), name));
            return response;
        } catch (Throwable failure) {
            attempt.failed(name -> HeaderLines.value(request.headers(), name), failure);
            throw failure;
        }
    }

    /** For an interceptor behind this one; and not for a call that one makes, from the request that it has. */
    private static final class OpenAttempt {
        private final Call call;
        private final Attempt attempt;

        OpenAttempt(Call call, Attempt attempt) {
            this.call = call;
            this.attempt = attempt;
        }
    }
}
