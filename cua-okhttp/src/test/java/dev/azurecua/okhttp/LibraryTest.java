// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.AzureEnvironment;
import com.microsoft.azure.AzureResponseBuilder;
import com.microsoft.azure.management.resources.implementation.ResourceManager;
import com.microsoft.azure.serializer.AzureJacksonAdapter;
import com.microsoft.rest.RestClient;
import com.microsoft.rest.credentials.TokenCredentials;
import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import feign.Feign;
import feign.RequestLine;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

/** Verifies libraries that are built on OkHttp, each with its own way to accept an interceptor. */
class LibraryTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final Attribution ATTRIBUTION = Attribution.of(ID);

    private static final String VERSION = "?api-version=2022-12-01";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final OkHttpClient attributed = AttributionInterceptor.attribute(Clients.of(azure), ATTRIBUTION);

    interface RetrofitApi {
        @GET("subscriptions" + VERSION)
        Call<ResponseBody> subscriptions();
    }

    @Test
    void attributesRetrofit() throws IOException {
        RetrofitApi api = new Retrofit.Builder()
                .baseUrl("https://management.azure.com/")
                .client(attributed)
                .build()
                .create(RetrofitApi.class);

        assertThat(api.subscriptions().execute().isSuccessful()).isTrue();
        assertThat(azure.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.userAgent()).isEqualTo(Clients.PRODUCT + " " + ID));
    }

    interface FeignApi {
        @RequestLine("GET /subscriptions" + VERSION)
        String subscriptions();
    }

    @Test
    void attributesFeign() {
        FeignApi api = Feign.builder()
                .client(new feign.okhttp.OkHttpClient(attributed))
                .target(FeignApi.class, "https://management.azure.com");

        assertThat(api.subscriptions()).contains("value");
        assertThat(azure.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.userAgent()).isEqualTo(Clients.PRODUCT + " " + ID));
    }

    /** Uses {@code com.microsoft.azure}. */
    @Test
    void attributesRetiredAzureSdk() {
        RestClient client = new RestClient.Builder(Clients.of(azure).newBuilder(), new Retrofit.Builder())
                .withBaseUrl(AzureEnvironment.AZURE, AzureEnvironment.Endpoint.RESOURCE_MANAGER)
                .withSerializerAdapter(new AzureJacksonAdapter())
                .withResponseBuilderFactory(new AzureResponseBuilder.Factory())
                .withCredentials(new TokenCredentials("Bearer", "of-no-worth"))
                .withNetworkInterceptor(AttributionInterceptor.of(ATTRIBUTION))
                .build();

        ResourceManager.authenticate(client)
                .withSubscription(FakeResourceManager.SUBSCRIPTION_ID)
                .resourceGroups()
                .define("contoso")
                .withRegion("eastus")
                .create();

        azure.assertThatCalls().all().carry(ID);
    }
}
