// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package deployer;

import com.azure.resourcemanager.AzureResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.sdk.ArmClientFactory;
import dev.azurecua.testing.FakeResourceManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeployerTest {
    private static final Attribution ATTRIBUTION = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    @Test
    void everyCallIsAttributed() {
        ArmClientFactory factory = ArmClientFactory.builder(ATTRIBUTION)
                .credential(azure.credential())
                .profile(azure.profile())
                .httpClient(azure.httpClient())
                .build();

        factory.client(AzureResourceManager::authenticate)
                .withDefaultSubscription()
                .resourceGroups()
                .define("contoso")
                .withRegion("eastus")
                .create();

        azure.assertThatCalls().all().carry(ATTRIBUTION.trackingId());
    }
}
