// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package deployer;

import com.microsoft.azure.AzureEnvironment;
import com.microsoft.azure.AzureResponseBuilder;
import com.microsoft.azure.management.resources.implementation.ResourceManager;
import com.microsoft.azure.serializer.AzureJacksonAdapter;
import com.microsoft.rest.RestClient;
import com.microsoft.rest.credentials.TokenCredentials;
import dev.azurecua.Attribution;
import dev.azurecua.okhttp.AttributionInterceptor;
import okhttp3.OkHttpClient;
import org.slf4j.LoggerFactory;

/** Deploys with the retired SDK. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println(
                OkHttpClient.class.getProtectionDomain().getCodeSource().getLocation());
        LoggerFactory.getLogger(Main.class).info("deploying");
        RestClient client = new RestClient.Builder()
                .withBaseUrl(AzureEnvironment.AZURE, AzureEnvironment.Endpoint.RESOURCE_MANAGER)
                .withSerializerAdapter(new AzureJacksonAdapter())
                .withResponseBuilderFactory(new AzureResponseBuilder.Factory())
                .withCredentials(new TokenCredentials("Bearer", "x"))
                .withNetworkInterceptor(AttributionInterceptor.of(Attribution.fromEnvironment()))
                .build();
        ResourceManager resources =
                ResourceManager.authenticate(client).withSubscription("00000000-0000-0000-0000-000000000001");
        resources.resourceGroups().define("contoso").withRegion("eastus").create();
        resources.resourceGroups().list();
        client.close();
        System.out.println("deployed");
    }
}
