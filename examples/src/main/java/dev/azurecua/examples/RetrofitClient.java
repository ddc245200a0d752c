// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.azurecua.Attribution;
import dev.azurecua.okhttp.AttributionInterceptor;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Proxy;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.PUT;
import retrofit2.http.Path;

/** Calls Resource Manager's REST API with Retrofit. Retrofit only needs an attributed OkHttp client. */
public final class RetrofitClient {
    private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";

    private RetrofitClient() {}

    interface ResourceGroups {
        @PUT("subscriptions/{subscription}/resourceGroups/{name}?api-version=2025-04-01")
        Call<ResourceGroup> put(
                @Path("subscription") String subscription, @Path("name") String name, @Body ResourceGroup group);

        @GET("subscriptions/{subscription}/resourceGroups/{name}?api-version=2025-04-01")
        Call<ResourceGroup> get(@Path("subscription") String subscription, @Path("name") String name);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ResourceGroup(String location) {}

    /**
     * Runs the client against a stand-in and prints the recorded calls. The exit code is 1 unless every Resource
     * Manager call was attributed and no other call was.
     *
     * @param args not used
     * @throws IOException if a call fails
     */
    public static void main(String[] args) throws IOException {
        if (!run(System.out)) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out) throws IOException {
        Attribution attribution = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .proxy(new Proxy(Proxy.Type.HTTP, azure.proxyAddress()))
                    .sslSocketFactory(azure.sslContext().getSocketFactory(), azure.trustManager())
                    .build();
            ResourceGroups groups = new Retrofit.Builder()
                    .baseUrl("https://management.azure.com/")
                    .client(AttributionInterceptor.attribute(client, attribution))
                    .addConverterFactory(JacksonConverterFactory.create())
                    .build()
                    .create(ResourceGroups.class);

            body(groups.put(SUBSCRIPTION, "contoso", new ResourceGroup("eastus")));
            out.println(body(groups.get(SUBSCRIPTION, "contoso")));
            return CallTable.print(azure.calls(), attribution.trackingId(), out);
        }
    }

    private static <T> @Nullable T body(Call<T> call) throws IOException {
        Response<T> response = call.execute();
        if (!response.isSuccessful()) {
            throw new IOException(response + ": " + response.errorBody().string());
        }
        return response.body();
    }
}
