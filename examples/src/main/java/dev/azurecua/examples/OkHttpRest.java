// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import dev.azurecua.Attribution;
import dev.azurecua.okhttp.AttributionInterceptor;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Proxy;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Deploys by calling Resource Manager's REST API with OkHttp, without an SDK. */
public final class OkHttpRest {
    private static final HttpUrl RESOURCE_MANAGER = HttpUrl.get("https://management.azure.com");
    private static final String GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso";
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;

    private OkHttpRest(OkHttpClient client) {
        this.client = client;
    }

    /**
     * Runs the deployer against a stand-in and prints the recorded calls. The exit code is 1 unless every Resource
     * Manager call was attributed and no other call was.
     *
     * @param args not used
     * @throws Exception if a call fails
     */
    public static void main(String[] args) throws Exception {
        if (!run(System.out)) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out) throws IOException, InterruptedException {
        Attribution attribution = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .proxy(new Proxy(Proxy.Type.HTTP, azure.proxyAddress()))
                    .sslSocketFactory(azure.sslContext().getSocketFactory(), azure.trustManager())
                    .build();
            new OkHttpRest(AttributionInterceptor.attribute(client, attribution)).deploy();
            return CallTable.print(azure.calls(), attribution.trackingId(), out);
        }
    }

    private void deploy() throws IOException, InterruptedException {
        put(GROUP, "2025-04-01", "{\"location\": \"eastus\"}");
        put(GROUP + "/providers/Microsoft.Storage/storageAccounts/contosodata", "2024-01-01", """
                {"location": "eastus", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}""");
        delete(GROUP, "2025-04-01");
    }

    private void put(String resourceId, String apiVersion, String resource) throws IOException {
        RequestBody body = RequestBody.create(resource, JSON);
        send(request(resourceId, apiVersion).put(body).build()).close();
    }

    /** Deletes a resource. Polls the URL in {@code Location} until Resource Manager no longer responds with 202. */
    private void delete(String resourceId, String apiVersion) throws IOException, InterruptedException {
        Request request = request(resourceId, apiVersion).delete().build();
        while (true) {
            try (Response response = send(request)) {
                if (response.code() != 202) {
                    return;
                }
                TimeUnit.SECONDS.sleep(Long.parseLong(response.header("Retry-After", "1")));
                request = new Request.Builder().url(response.header("Location")).build();
            }
        }
    }

    private Response send(Request request) throws IOException {
        Response response = client.newCall(request).execute();
        if (!response.isSuccessful()) {
            try (response) {
                throw new IOException(response + ": " + response.body().string());
            }
        }
        return response;
    }

    private Request.Builder request(String resourceId, String apiVersion) {
        return new Request.Builder()
                .url(RESOURCE_MANAGER
                        .newBuilder()
                        .encodedPath(resourceId)
                        .addQueryParameter("api-version", apiVersion)
                        .build());
    }
}
