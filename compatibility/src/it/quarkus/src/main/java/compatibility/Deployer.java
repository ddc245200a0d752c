// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package compatibility;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resources.ResourceManager;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.OffsetDateTime;
import reactor.core.publisher.Mono;

/** Deploys from a Quarkus application, in which a class loader of Quarkus loads the SDK. */
@QuarkusMain
public class Deployer implements QuarkusApplication {
    @Override
    public int run(String... args) {
        TokenCredential credential = request -> Mono.just(
                new AccessToken("fake-token", OffsetDateTime.now().plusHours(1)));
        ResourceManager azure = ResourceManager.authenticate(
                        credential, new AzureProfile("contoso", "contoso", AzureEnvironment.AZURE))
                .withSubscription("00000000-0000-0000-0000-000000000002");
        azure.resourceGroups().define("contoso").withRegion("eastus").create();
        azure.resourceGroups().list().forEach(group -> {});
        System.out.println("deployed");
        return 0;
    }
}
