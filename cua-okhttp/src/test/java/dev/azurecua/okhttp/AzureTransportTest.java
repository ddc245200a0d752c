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
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verifies the Azure SDK with OkHttp as its transport, where both the policy and the interceptor see each call. */
@Tag("azure-core")
class AzureTransportTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final Attribution ATTRIBUTION = Attribution.of(ID);

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

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

    /** Returns the profile of a cloud whose Resource Manager is not a host of Azure. */
    private static AzureProfile privateCloud() {
        Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
        endpoints.put("resourceManagerEndpointUrl", azure.endpoint().toString());
        return new AzureProfile(null, FakeResourceManager.SUBSCRIPTION_ID, new AzureEnvironment(endpoints));
    }

    private static HttpClient transport(Position position, Attribution attribution) {
        return new OkHttpAsyncHttpClientBuilder(position.attribute(Clients.of(azure), attribution)).build();
    }

    @ParameterizedTest
    @EnumSource
    void policyAndInterceptorSendTheIdOnce(Position position) {
        call(ATTRIBUTION, azure.profile(), transport(position, ATTRIBUTION));

        azure.assertThatCalls().all().carry(ID);
    }

    @ParameterizedTest
    @EnumSource
    void interceptorWithoutPolicySendsTheIdOnce(Position position) {
        call(Attribution.none(), azure.profile(), transport(position, ATTRIBUTION));

        azure.assertThatCalls().all().carry(ID);
    }

    @ParameterizedTest
    @EnumSource
    void sendsIdToPrivateCloudThatTheInterceptorCoversToo(Position position) {
        call(ATTRIBUTION, privateCloud(), transport(position, ATTRIBUTION.withEndpoint(azure.endpoint())));

        azure.assertThatCalls().all().carry(ID);
    }

    @ParameterizedTest
    @EnumSource
    void interceptorThatDoesNotCoverThePrivateCloudRemovesTheId(Position position) {
        call(ATTRIBUTION, privateCloud(), transport(position, ATTRIBUTION));

        azure.assertThatCalls().all().carryNothing();
    }
}
