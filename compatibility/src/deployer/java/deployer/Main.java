// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package deployer;

import com.azure.core.credential.AccessToken;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.AzureResourceManager;
import java.time.OffsetDateTime;
import reactor.core.publisher.Mono;

/** Deploys without any code for attribution, with the proxy and the trust store of the JVM. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        AzureResourceManager azure = AzureResourceManager.configure()
                .authenticate(
                        request -> Mono.just(
                                new AccessToken("fake-token", OffsetDateTime.now().plusHours(1))),
                        new AzureProfile("tenant", "00000000-0000-4000-8000-000000000001", AzureEnvironment.AZURE))
                .withSubscription("00000000-0000-4000-8000-000000000001");
        azure.resourceGroups().define("contoso").withRegion("eastus").create();
        azure.resourceGroups().list().forEach(group -> System.out.println("group " + group.name()));
        azure.resourceGroups().listAsync().collectList().block();
        azure.networks()
                .define("contoso-net")
                .withRegion("eastus")
                .withExistingResourceGroup("contoso")
                .withAddressSpace("10.0.0.0/16")
                .create();
        // Included, because every deployer has a client of azure-identity.
        new ClientSecretCredentialBuilder().tenantId("tenant").clientId("id").clientSecret("x").build();
        System.out.println("deployed");
    }
}
