// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpPipeline;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.appcontainers.ContainerAppsApiManager;
import com.azure.resourcemanager.compute.ComputeManager;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.azure.resourcemanager.datafactory.DataFactoryManager;
import com.azure.resourcemanager.hdinsight.HDInsightManager;
import com.azure.resourcemanager.network.NetworkManager;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.storage.StorageManager;
import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A manager of the SDK, how to come by it, and a call of its.
 *
 * @param name of its package
 * @param authenticate on a given pipeline
 * @param configured by its own builder; with an inactive attribution that is code with no word of attribution
 * @param call that it sends to Resource Manager
 */
record Manager<C>(
        String name,
        BiFunction<HttpPipeline, AzureProfile, C> authenticate,
        Configured<C> configured,
        Consumer<C> call) {

    @FunctionalInterface
    interface Configured<C> {
        C authenticate(FakeResourceManager azure, AzureProfile profile, Attribution attribution);
    }

    static final Manager<AzureResourceManager.Authenticated> AZURE = new Manager<>(
            "resources",
            AzureResourceManager::authenticate,
            (azure, profile, attribution) -> AzureAttribution.attribute(
                            AzureResourceManager.configure().withHttpClient(azure.httpClient()), attribution)
                    .authenticate(azure.credential(), profile),
            authenticated -> authenticated
                    .withDefaultSubscription()
                    .resourceGroups()
                    .list()
                    .forEach(group -> {}));

    static final Manager<DataFactoryManager> DATA_FACTORY = new Manager<>(
            "datafactory",
            DataFactoryManager::authenticate,
            (azure, profile, attribution) -> DataFactoryManager.configure()
                    .withHttpClient(azure.httpClient())
                    .withPolicy(AttributionPolicy.of(attribution))
                    .authenticate(azure.credential(), profile),
            factories -> factories.factories().list().forEach(factory -> {}));

    static List<Manager<?>> all() {
        return List.of(
                AZURE,
                new Manager<>(
                        "resources",
                        ResourceManager::authenticate,
                        (azure, profile, attribution) -> AzureAttribution.attribute(
                                        ResourceManager.configure().withHttpClient(azure.httpClient()), attribution)
                                .authenticate(azure.credential(), profile),
                        authenticated -> authenticated
                                .withDefaultSubscription()
                                .deployments()
                                .listByResourceGroup("rg")
                                .forEach(deployment -> {})),
                new Manager<>(
                        "compute",
                        ComputeManager::authenticate,
                        (azure, profile, attribution) -> AzureAttribution.attribute(
                                        ComputeManager.configure().withHttpClient(azure.httpClient()), attribution)
                                .authenticate(azure.credential(), profile),
                        compute -> compute.virtualMachines().list().forEach(machine -> {})),
                new Manager<>(
                        "network",
                        NetworkManager::authenticate,
                        (azure, profile, attribution) -> AzureAttribution.attribute(
                                        NetworkManager.configure().withHttpClient(azure.httpClient()), attribution)
                                .authenticate(azure.credential(), profile),
                        network -> network.networks().list().forEach(net -> {})),
                new Manager<>(
                        "storage",
                        StorageManager::authenticate,
                        (azure, profile, attribution) -> AzureAttribution.attribute(
                                        StorageManager.configure().withHttpClient(azure.httpClient()), attribution)
                                .authenticate(azure.credential(), profile),
                        storage -> storage.storageAccounts().list().forEach(account -> {})),
                new Manager<>(
                        "containerservice",
                        ContainerServiceManager::authenticate,
                        (azure, profile, attribution) -> AzureAttribution.attribute(
                                        ContainerServiceManager.configure().withHttpClient(azure.httpClient()),
                                        attribution)
                                .authenticate(azure.credential(), profile),
                        containers -> containers.kubernetesClusters().list().forEach(cluster -> {})),
                // Generated from the REST API: their builders have nothing in common but the names of their methods.
                new Manager<>(
                        "appcontainers",
                        ContainerAppsApiManager::authenticate,
                        (azure, profile, attribution) -> ContainerAppsApiManager.configure()
                                .withHttpClient(azure.httpClient())
                                .withPolicy(AttributionPolicy.of(attribution))
                                .authenticate(azure.credential(), profile),
                        apps -> apps.containerApps().list().forEach(app -> {})),
                DATA_FACTORY,
                new Manager<>(
                        "hdinsight",
                        HDInsightManager::authenticate,
                        (azure, profile, attribution) -> HDInsightManager.configure()
                                .withHttpClient(azure.httpClient())
                                .withPolicy(AttributionPolicy.of(attribution))
                                .authenticate(azure.credential(), profile),
                        hdinsight -> hdinsight.clusters().list().forEach(cluster -> {})));
    }

    @Override
    public String toString() {
        return name;
    }
}
