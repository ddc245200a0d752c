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

/** Creates OkHttp clients that reach the stand-in for every host. TLS still checks the host name of the URL. */
final class Clients {
    /** Holds OkHttp's own product. In an IDE it has the version that the tests are compiled with. */
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

    /** Returns method and URL of the last request of a call, and status and body of its response. */
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

    /** Creates a body by a method that OkHttp 3, 4 and 5 have. */
    @SuppressWarnings("deprecation")
    static RequestBody json(String text) {
        return RequestBody.create(MediaType.get("application/json"), text);
    }
}
