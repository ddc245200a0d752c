// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.resourcemanager.AzureResourceManager;
import org.junit.jupiter.api.Test;

class FakeResourceManagerTest {
    @Test
    void deployerRunsThroughItUnchanged() {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            AzureResourceManager resources = AzureResourceManager.configure()
                    .withHttpClient(azure.httpClient())
                    .authenticate(azure.credential(), azure.profile("00000000-0000-0000-0000-000000000001"))
                    .withDefaultSubscription();

            resources.resourceGroups().define("rg").withRegion("eastus").create();
            resources
                    .storageAccounts()
                    .define("contoso")
                    .withRegion("eastus")
                    .withExistingResourceGroup("rg")
                    .create();
            azure.completeNextWriteAfter(1);
            resources
                    .networks()
                    .define("net")
                    .withRegion("eastus")
                    .withExistingResourceGroup("rg")
                    .withAddressSpace("10.0.0.0/16")
                    .create();
            assertThat(resources.networks().list()).hasSize(1);
            assertThat(resources.accessManagement().activeDirectoryUsers().list())
                    .isEmpty();
            resources.resourceGroups().deleteByName("rg");
            assertThat(resources.networks().list()).isEmpty();

            assertThat(azure.calls()).allMatch(call -> call.status() < 300);
        }
    }
}
