// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import com.azure.resourcemanager.AzureResourceManager;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProvidersTest {
    private static final String SUBSCRIPTION = "/subscriptions/" + FakeResourceManager.SUBSCRIPTION_ID;
    private static final String PROVIDER = SUBSCRIPTION + "/providers/Microsoft.Network";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/g";
    private static final String NETWORK = GROUP + "/providers/Microsoft.Network/virtualNetworks/net";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final TestClient client = new TestClient(azure);

    @Test
    void providersAreRegisteredByDefault() {
        Map<String, Object> provider = Map.of(
                "id",
                PROVIDER,
                "namespace",
                "Microsoft.Network",
                "registrationState",
                "Registered",
                "resourceTypes",
                List.of());

        assertThat(client.get(PROVIDER).json()).isEqualTo(provider);
        assertThat(client.post(PROVIDER + "/register").json()).isEqualTo(provider);
        assertThat(client.post(SUBSCRIPTION + "/PROVIDERS/Microsoft.Network/REGISTER")
                        .json("namespace"))
                .isEqualTo("Microsoft.Network");
    }

    @Test
    void providerListsTypesOfItsResources() {
        client.put(GROUP, "{}");
        client.put(NETWORK, "{}");
        client.put(NETWORK + "?api-version=2025-01-01-preview", "{}");
        client.put(NETWORK + "2", "{}");
        client.put(NETWORK + "/subnets/a", "{}");
        client.put(GROUP + "/providers/Microsoft.Compute/disks/d", "{}");

        assertThat(client.get(PROVIDER.toLowerCase()).json("resourceTypes"))
                .isEqualTo(List.of(
                        Map.of(
                                "resourceType",
                                "virtualNetworks",
                                "apiVersions",
                                List.of("2025-01-01-preview", "2024-05-01")),
                        Map.of("resourceType", "virtualNetworks/subnets", "apiVersions", List.of("2024-05-01"))));
        assertThat((List<?>) client.get(SUBSCRIPTION + "/providers").json("value"))
                .extracting(provider -> (Object) ((Map<?, ?>) provider).get("namespace"))
                .containsExactly("Microsoft.Compute", "Microsoft.Network", "Microsoft.Resources");
    }

    /** Needs the types of the provider, because the SDK reads the API version from them. */
    @Test
    void sdkGetsResourceOfAnyType() {
        client.put(GROUP, "{}");
        client.put(NETWORK, "{\"location\": \"eastus\"}");
        AzureResourceManager resources = AzureResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription();

        assertThat(resources.genericResources().getById(NETWORK).name()).isEqualTo("net");
    }

    @Test
    void writesFailUntilProviderIsRegistered() {
        client.put(GROUP, "{}");
        azure.demandRegistration("Microsoft.NETWORK");
        for (HttpMethod method : List.of(HttpMethod.PATCH, HttpMethod.POST, HttpMethod.DELETE)) {
            assertThat(client.send(method, NETWORK, "{}", "").status()).isEqualTo(409);
        }
        assertThat(client.get(NETWORK).status()).isEqualTo(404);

        assertThat(client.get(PROVIDER).json("registrationState")).isEqualTo("NotRegistered");
        assertThat(client.put(NETWORK, "{}").status()).isEqualTo(409);
        assertThat(client.put(NETWORK, "{}").json("error"))
                .isEqualTo(Map.of(
                        "code",
                        "MissingSubscriptionRegistration",
                        "message",
                        "The subscription is not registered to use namespace 'Microsoft.Network'."));
        assertThat(client.put(GROUP + "/providers/Microsoft.Compute/virtualMachines/vm", "{}")
                        .status())
                .isEqualTo(201);

        assertThat(client.post(PROVIDER + "/register").json("registrationState"))
                .isEqualTo("Registering");
        assertThat(client.put(NETWORK, "{}").status()).isEqualTo(409);
        assertThat(client.get(PROVIDER).json("registrationState")).isEqualTo("Registered");
        assertThat(client.put(NETWORK, "{}").status()).isEqualTo(201);
    }

    @Test
    void providerCanBeUnregistered() {
        assertThat(client.post(PROVIDER + "/unregister").json("registrationState"))
                .isEqualTo("NotRegistered");
        assertThat((List<?>) client.get(SUBSCRIPTION + "/providers").json("value"))
                .hasSize(1);
    }
}
