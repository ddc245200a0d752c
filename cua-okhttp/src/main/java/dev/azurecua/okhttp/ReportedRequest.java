// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import dev.azurecua.Attribution;
import dev.azurecua.ResourceManagerCall.Attempt;
import java.io.IOException;
import okhttp3.Headers;
import okhttp3.Interceptor.Chain;
import okhttp3.Request;
import okhttp3.Response;

/** A request to Resource Manager as a network interceptor sees it, of which listeners are told. */
final class ReportedRequest {
    private ReportedRequest() {}

    static Response proceed(Attribution attribution, Chain chain, Request request) throws IOException {
        ReportingInterceptors interceptors = ReportingInterceptors.of(chain.call(), request);
        int position = interceptors.add(attribution);
        Attempt attempt = attribution.attempt(request.method(), request.url().toString());
        try {
            Response response = chain.proceed(request.newBuilder()
                    .tag(ReportingInterceptors.class, interceptors)
                    .build());
            Headers sent = response.request().headers();
            interceptors.leaveToThoseBehind(position, attempt);
            attempt.answered(
                    name -> HeaderLines.value(sent, name),
                    response::code,
                    name -> HeaderLines.value(response.headers(), name));
            return response;
        } catch (Throwable failure) {
            interceptors.leaveToThoseBehind(position, attempt);
            attempt.failed(name -> HeaderLines.value(request.headers(), name), failure);
            throw failure;
        }
    }
}
