// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package deployer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.resourcemanager.resources.ResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.sdk.ArmClientFactory;
import dev.azurecua.testing.FakeResourceManager;
import java.net.ProxySelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uses the kit with the transport of the JDK, and without the one of Netty. */
class DeployerTest {
    private static final Attribution ATTRIBUTION = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    @Test
    void everyCallIsAttributed() {
        HttpClient client = new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder()
                        .proxy(ProxySelector.of(azure.proxyAddress()))
                        .sslContext(azure.sslContext()))
                .build();
        ArmClientFactory factory = ArmClientFactory.builder(ATTRIBUTION)
                .credential(azure.credential())
                .profile(azure.profile())
                .httpClient(client)
                .build();

        factory.client(ResourceManager::authenticate)
                .withDefaultSubscription()
                .resourceGroups()
                .define("contoso")
                .withRegion("eastus")
                .create();

        azure.assertThatCalls().all().carry(ATTRIBUTION.trackingId());
    }

    @Test
    void httpClientReportsMissingNettyTransport() {
        IllegalStateException error = assertThrows(IllegalStateException.class, azure::httpClient);

        assertTrue(error.getMessage().startsWith("httpClient() needs com.azure:azure-core-http-netty on the class path"));
    }
}
