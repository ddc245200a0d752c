// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import dev.azurecua.Attempt;
import dev.azurecua.Attribution;
import java.io.IOException;
import okhttp3.Headers;
import okhttp3.Interceptor.Chain;
import okhttp3.Request;
import okhttp3.Response;

/** Notifies the listeners when an attempt completes or fails. */
final class AttemptRecorder {
    private final Attribution attribution;
    private final Chain chain;

    AttemptRecorder(Attribution attribution, Chain chain) {
        this.attribution = attribution;
        this.chain = chain;
    }

    Response proceed(Request request) throws IOException {
        Attempt attempt = attribution.attempt(request.method(), request.url().toString());
        try {
            Response response = chain.proceed(request);
            // From the response, because an interceptor after this one may have changed the request.
            Headers sent = response.request().headers();
            attempt.answered(
                    name -> HeaderLines.value(sent, name),
                    response::code,
                    name -> HeaderLines.value(response.headers(), name));
            return response;
        } catch (Throwable failure) {
            attempt.failed(name -> HeaderLines.value(request.headers(), name), failure);
            throw failure;
        }
    }
}
