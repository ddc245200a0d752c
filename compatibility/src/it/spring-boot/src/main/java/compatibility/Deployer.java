// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package compatibility;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.resourcemanager.AzureResourceManager;
import java.time.OffsetDateTime;
import org.springframework.boot.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

/** Deploys with the client that Spring Cloud Azure creates. */
@SpringBootApplication(proxyBeanMethods = false)
class Deployer {
    private static final TokenCredential CREDENTIAL = request -> Mono.just(
            new AccessToken("fake-token", OffsetDateTime.now().plusHours(1)));

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Deployer.class);
        // Registered here, because Key Vault's property source is created before any bean.
        application.addBootstrapRegistryInitializer(
                registry -> registry.register(TokenCredential.class, InstanceSupplier.of(CREDENTIAL)));
        System.exit(SpringApplication.exit(application.run(args)));
    }

    @Bean
    TokenCredential springCloudAzureDefaultCredential() {
        return CREDENTIAL;
    }

    @Bean
    CommandLineRunner deployment(AzureResourceManager azure) {
        return args -> {
            azure.resourceGroups().define("contoso").withRegion("eastus").create();
            azure.resourceGroups().list().forEach(group -> {});
            System.out.println("deployed");
        };
    }
}
