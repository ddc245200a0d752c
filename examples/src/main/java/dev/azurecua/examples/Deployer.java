// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.management.Region;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.appcontainers.ContainerAppsApiManager;
import dev.azurecua.Attribution;
import dev.azurecua.sdk.ArmClientFactory;

/** Deploys like an ISV: all clients come from one factory. A test passes another HTTP client and nothing else. */
public final class Deployer {
    private static final String GROUP = "contoso";

    private final ArmClientFactory factory;

    /**
     * Creates a deployer.
     *
     * @param attribution the tracking ID and the hosts to send it to
     * @param credential the credential that signs in to Azure
     * @param profile the tenant, the subscription and the cloud
     * @param httpClient the HTTP client that sends the requests
     */
    public Deployer(Attribution attribution, TokenCredential credential, AzureProfile profile, HttpClient httpClient) {
        factory = ArmClientFactory.builder(attribution)
                .credential(credential)
                .profile(profile)
                .httpClient(httpClient)
                .build();
    }

    /** Deploys the resources that the product needs, and deletes them again. */
    public void deploy() {
        AzureResourceManager resources =
                factory.client(AzureResourceManager::authenticate).withDefaultSubscription();
        ContainerAppsApiManager containerApps = factory.client(ContainerAppsApiManager::authenticate);

        resources.resourceGroups().define(GROUP).withRegion(Region.US_EAST).create();
        resources
                .storageAccounts()
                .define("contosodata")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .create();
        resources
                .networks()
                .define("contoso-net")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withAddressSpace("10.0.0.0/16")
                .create();
        containerApps.containerApps().listByResourceGroup(GROUP).forEach(app -> {});
        // Not attributed although the client and pipeline are the same, because this calls Microsoft Graph.
        resources.accessManagement().activeDirectoryUsers().list().forEach(user -> {});
        resources.resourceGroups().deleteByName(GROUP);
    }
}
