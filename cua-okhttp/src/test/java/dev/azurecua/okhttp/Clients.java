// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.net.Proxy;
import okhttp3.MediaType;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Clients of OkHttp for which every host is the stand-in; TLS still checks the name that was meant. */
final class Clients {
    /** OkHttp's own product; in an IDE there is but the version that the tests were compiled with. */
    static final String PRODUCT = "okhttp/" + System.getProperty("okhttp.version", OkHttp.VERSION);

    private Clients() {}

    static OkHttpClient of(FakeResourceManager azure) {
        return new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, azure.proxyAddress()))
                .sslSocketFactory(azure.sslContext().getSocketFactory(), azure.trustManager())
                .build();
    }

    static Request get(String url) {
        return new Request.Builder().url(url).build();
    }

    /** What was asked in the end, the status and the body. */
    static String call(OkHttpClient client, Request request) throws IOException {
        return read(client.newCall(request).execute());
    }

    static String read(Response response) throws IOException {
        try (response) {
            Request request = response.request();
            return request.method() + " " + request.url() + " " + response.code() + " "
                    + response.body().string();
        }
    }

    /** As it is called in OkHttp 3, and still in 5. */
    @SuppressWarnings("deprecation")
    static RequestBody json(String text) {
        return RequestBody.create(MediaType.get("application/json"), text);
    }
}
