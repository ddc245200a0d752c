// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import dev.azurecua.Attempt;
import dev.azurecua.Attribution;
import java.io.IOException;
import java.util.NoSuchElementException;
import okhttp3.Headers;
import okhttp3.Interceptor.Chain;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Notifies the listeners when an attempt completes or fails. */
final class AttemptRecorder {
    private final Attribution attribution;
    private final Chain chain;

    AttemptRecorder(Attribution attribution, Chain chain) {
        this.attribution = attribution;
        this.chain = chain;
    }

    @SuppressWarnings("NullAway") // An interceptor that returns null breaks its contract, and its null is passed on.
    Response proceed(Request request) throws IOException {
        Attempt attempt = attribution.attempt(request.method(), request.url().toString());
        try {
            @Nullable Response response = chain.proceed(request);
            if (response == null) {
                // Passed on, because the call must end as it does without the interceptor.
                attempt.failed(name -> HeaderLines.value(request.headers(), name), new NoSuchElementException());
                return response;
            }
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
