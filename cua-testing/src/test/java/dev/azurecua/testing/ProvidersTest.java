// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import com.azure.resourcemanager.AzureResourceManager;
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

    private final Caller caller = new Caller(azure);

    @Test
    void everyProviderIsRegistered() {
        Map<String, Object> provider = Map.of(
                "id",
                PROVIDER,
                "namespace",
                "Microsoft.Network",
                "registrationState",
                "Registered",
                "resourceTypes",
                List.of());

        assertThat(caller.get(PROVIDER).json()).isEqualTo(provider);
        assertThat(caller.post(PROVIDER + "/register").json()).isEqualTo(provider);
        assertThat(caller.post(SUBSCRIPTION + "/PROVIDERS/Microsoft.Network/REGISTER")
                        .json("namespace"))
                .isEqualTo("Microsoft.Network");
    }

    @Test
    void itsTypesAreThoseThatWerePut() {
        caller.put(GROUP, "{}");
        caller.put(NETWORK, "{}");
        caller.put(NETWORK + "?api-version=2025-01-01-preview", "{}");
        caller.put(NETWORK + "2", "{}");
        caller.put(NETWORK + "/subnets/a", "{}");
        caller.put(GROUP + "/providers/Microsoft.Compute/disks/d", "{}");

        assertThat(caller.get(PROVIDER.toLowerCase()).json("resourceTypes"))
                .isEqualTo(List.of(
                        Map.of(
                                "resourceType",
                                "virtualNetworks",
                                "apiVersions",
                                List.of("2025-01-01-preview", "2024-05-01")),
                        Map.of("resourceType", "virtualNetworks/subnets", "apiVersions", List.of("2024-05-01"))));
        assertThat((List<?>) caller.get(SUBSCRIPTION + "/providers").json("value"))
                .extracting(provider -> (Object) ((Map<?, ?>) provider).get("namespace"))
                .containsExactly("Microsoft.Compute", "Microsoft.Network", "Microsoft.Resources");
    }

    /** It needs a provider's types for the API version. */
    @Test
    void theSdkGetsAResourceOfAnyType() {
        caller.put(GROUP, "{}");
        caller.put(NETWORK, "{\"location\": \"eastus\"}");
        AzureResourceManager resources = AzureResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription();

        assertThat(resources.genericResources().getById(NETWORK).name()).isEqualTo("net");
    }

    @Test
    void registrationIsDemandedUntilItIsDone() {
        caller.put(GROUP, "{}");
        azure.demandRegistration("Microsoft.NETWORK");
        for (HttpMethod method : List.of(HttpMethod.PATCH, HttpMethod.POST, HttpMethod.DELETE)) {
            assertThat(caller.send(method, NETWORK, "{}", "").status()).isEqualTo(409);
        }
        assertThat(caller.get(NETWORK).status()).isEqualTo(404);

        assertThat(caller.get(PROVIDER).json("registrationState")).isEqualTo("NotRegistered");
        assertThat(caller.put(NETWORK, "{}").status()).isEqualTo(409);
        assertThat(caller.put(NETWORK, "{}").json("error"))
                .isEqualTo(Map.of(
                        "code",
                        "MissingSubscriptionRegistration",
                        "message",
                        "The subscription is not registered to use namespace 'Microsoft.Network'."));
        assertThat(caller.put(GROUP + "/providers/Microsoft.Compute/virtualMachines/vm", "{}")
                        .status())
                .isEqualTo(201);

        assertThat(caller.post(PROVIDER + "/register").json("registrationState"))
                .isEqualTo("Registering");
        assertThat(caller.put(NETWORK, "{}").status()).isEqualTo(409);
        assertThat(caller.get(PROVIDER).json("registrationState")).isEqualTo("Registered");
        assertThat(caller.put(NETWORK, "{}").status()).isEqualTo(201);
    }

    @Test
    void aRegistrationCanBeTakenBack() {
        assertThat(caller.post(PROVIDER + "/unregister").json("registrationState"))
                .isEqualTo("NotRegistered");
        assertThat((List<?>) caller.get(SUBSCRIPTION + "/providers").json("value"))
                .hasSize(1);
    }
}
