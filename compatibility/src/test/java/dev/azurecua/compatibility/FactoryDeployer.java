// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import com.azure.core.credential.AccessToken;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resources.ResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.sdk.ArmClientFactory;
import java.time.OffsetDateTime;
import reactor.core.publisher.Mono;

/** Deploys with a client of the factory. */
public final class FactoryDeployer {
    private FactoryDeployer() {}

    public static void main(String[] args) {
        ArmClientFactory factory = ArmClientFactory.create(
                Attribution.fromEnvironment(),
                request -> Mono.just(
                        new AccessToken("fake-token", OffsetDateTime.now().plusHours(1))),
                new AzureProfile("tenant", "00000000-0000-4000-8000-000000000001", AzureEnvironment.AZURE));
        factory.client(ResourceManager::authenticate)
                .withSubscription("00000000-0000-4000-8000-000000000001")
                .resourceGroups()
                .define("contoso")
                .withRegion("eastus")
                .create();
        System.out.println("deployed");
    }
}
