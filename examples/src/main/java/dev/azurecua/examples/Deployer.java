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

/** An ISV's deployer: all its clients come from one factory. A test gives it another HTTP client, and nothing else. */
public final class Deployer {
    private static final String GROUP = "contoso";

    private final ArmClientFactory factory;

    /**
     * Makes a deployer.
     *
     * @param attribution who is credited
     * @param credential who deploys
     * @param profile where to
     * @param httpClient by which way
     */
    public Deployer(Attribution attribution, TokenCredential credential, AzureProfile profile, HttpClient httpClient) {
        factory = ArmClientFactory.builder(attribution)
                .credential(credential)
                .profile(profile)
                .httpClient(httpClient)
                .build();
    }

    /** Deploys what the product needs, and deletes it again. */
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
        // Microsoft Graph, by the same client and the same pipeline: it is none of our business there.
        resources.accessManagement().activeDirectoryUsers().list().forEach(user -> {});
        resources.resourceGroups().deleteByName(GROUP);
    }
}
