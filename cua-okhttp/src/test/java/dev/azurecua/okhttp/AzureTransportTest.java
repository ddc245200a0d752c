// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resources.ResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.sdk.ArmClientFactory;
import dev.azurecua.testing.FakeResourceManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Azure SDK with OkHttp as its transport, where both the policy and the interceptor see each call. */
@Tag("azure-core")
class AzureTransportTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final Attribution ATTRIBUTION = Attribution.of(ID);
    private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
    private static final AzureProfile PUBLIC_CLOUD = new AzureProfile(null, SUBSCRIPTION, AzureEnvironment.AZURE);

    private static FakeResourceManager azure;

    @BeforeAll
    static void start() {
        azure = FakeResourceManager.start();
    }

    @AfterAll
    static void stop() {
        azure.close();
    }

    @AfterEach
    void reset() {
        azure.reset();
    }

    private static void call(Attribution policy, AzureProfile profile, HttpClient httpClient) {
        ResourceManager resources = ArmClientFactory.builder(policy)
                .credential(azure.credential())
                .profile(profile)
                .httpClient(httpClient)
                .build()
                .client(ResourceManager::authenticate)
                .withDefaultSubscription();
        resources.resourceGroups().define("contoso").withRegion("eastus").create();
        resources.resourceGroups().getByNameAsync("contoso").block();
        assertThat(azure.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.userAgent()).startsWith("azsdk-java-"));
    }

    private static HttpClient transport(Position position, Attribution attribution) {
        return new OkHttpAsyncHttpClientBuilder(position.attribute(Clients.of(azure), attribution)).build();
    }

    @ParameterizedTest
    @EnumSource
    void policyAndInterceptorSendTheIdOnce(Position position) {
        call(ATTRIBUTION, PUBLIC_CLOUD, transport(position, ATTRIBUTION));

        azure.assertEveryCallCarries(ID);
    }

    @ParameterizedTest
    @EnumSource
    void interceptorAloneDoesToo(Position position) {
        call(Attribution.none(), PUBLIC_CLOUD, transport(position, ATTRIBUTION));

        azure.assertEveryCallCarries(ID);
    }

    @ParameterizedTest
    @EnumSource
    void factoryCoversItsProfileAndTheInterceptorIsToldToo(Position position) {
        call(ATTRIBUTION, azure.profile(SUBSCRIPTION), transport(position, ATTRIBUTION.withEndpoint(azure.endpoint())));

        azure.assertEveryCallCarries(ID);
    }

    /** What the WARN of the interceptor is for. */
    @ParameterizedTest
    @EnumSource
    void interceptorThatIsNotToldTakesTheIdOut(Position position) {
        call(ATTRIBUTION, azure.profile(SUBSCRIPTION), transport(position, ATTRIBUTION));

        assertThat(azure.calls())
                .allSatisfy(call -> assertThat(call.trackingIds()).isEmpty());
    }
}
