// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.credential.TokenCredential;
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
import com.azure.resourcemanager.resources.fluentcore.arm.AzureConfigurable;
import com.azure.resourcemanager.storage.StorageManager;
import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Describes a manager of the SDK: how to create it, and one of its calls.
 *
 * @param name the name of its package
 * @param authenticate creates the manager on a given pipeline
 * @param configured creates the manager by its own builder; with an inactive attribution nothing in the code attributes
 * @param call sends one call to Resource Manager
 */
record Manager<C>(
        String name,
        BiFunction<HttpPipeline, AzureProfile, C> authenticate,
        Configured<C> configured,
        Consumer<C> call) {

    static final Manager<AzureResourceManager.Authenticated> AZURE = fluent(
            "azure",
            AzureResourceManager::authenticate,
            AzureResourceManager::configure,
            AzureResourceManager.Configurable::authenticate,
            azure -> azure.withDefaultSubscription().resourceGroups().list().forEach(group -> {}));

    /** Is generated from the REST API, like the next two. Their builders have no common type. */
    static final Manager<DataFactoryManager> DATA_FACTORY = new Manager<>(
            "datafactory",
            DataFactoryManager::authenticate,
            (azure, profile, attribution) -> DataFactoryManager.configure()
                    .withHttpClient(azure.httpClient())
                    .withPolicy(AttributionPolicy.of(attribution))
                    .authenticate(azure.credential(), profile),
            datafactory -> datafactory.factories().list().forEach(factory -> {}));

    private static final Manager<ContainerAppsApiManager> CONTAINER_APPS = new Manager<>(
            "appcontainers",
            ContainerAppsApiManager::authenticate,
            (azure, profile, attribution) -> ContainerAppsApiManager.configure()
                    .withHttpClient(azure.httpClient())
                    .withPolicy(AttributionPolicy.of(attribution))
                    .authenticate(azure.credential(), profile),
            appcontainers -> appcontainers.containerApps().list().forEach(app -> {}));

    private static final Manager<HDInsightManager> HD_INSIGHT = new Manager<>(
            "hdinsight",
            HDInsightManager::authenticate,
            (azure, profile, attribution) -> HDInsightManager.configure()
                    .withHttpClient(azure.httpClient())
                    .withPolicy(AttributionPolicy.of(attribution))
                    .authenticate(azure.credential(), profile),
            hdinsight -> hdinsight.clusters().list().forEach(cluster -> {}));

    static List<Manager<?>> all() {
        return List.of(
                AZURE,
                fluent(
                        "resources",
                        ResourceManager::authenticate,
                        ResourceManager::configure,
                        ResourceManager.Configurable::authenticate,
                        resources -> resources
                                .withDefaultSubscription()
                                .genericResources()
                                .list()
                                .forEach(resource -> {})),
                fluent(
                        "compute",
                        ComputeManager::authenticate,
                        ComputeManager::configure,
                        ComputeManager.Configurable::authenticate,
                        compute -> compute.virtualMachines().list().forEach(machine -> {})),
                fluent(
                        "network",
                        NetworkManager::authenticate,
                        NetworkManager::configure,
                        NetworkManager.Configurable::authenticate,
                        network -> network.networks().list().forEach(net -> {})),
                fluent(
                        "storage",
                        StorageManager::authenticate,
                        StorageManager::configure,
                        StorageManager.Configurable::authenticate,
                        storage -> storage.storageAccounts().list().forEach(account -> {})),
                fluent(
                        "containerservice",
                        ContainerServiceManager::authenticate,
                        ContainerServiceManager::configure,
                        ContainerServiceManager.Configurable::authenticate,
                        containers -> containers.kubernetesClusters().list().forEach(cluster -> {})),
                CONTAINER_APPS,
                DATA_FACTORY,
                HD_INSIGHT);
    }

    private static <C, B extends AzureConfigurable<B>> Manager<C> fluent(
            String name,
            BiFunction<HttpPipeline, AzureProfile, C> onPipeline,
            Supplier<B> configure,
            Authenticate<B, C> authenticate,
            Consumer<C> call) {
        return new Manager<>(
                name,
                onPipeline,
                (azure, profile, attribution) -> authenticate.apply(
                        AzureAttribution.attribute(configure.get().withHttpClient(azure.httpClient()), attribution),
                        azure.credential(),
                        profile),
                call);
    }

    @Override
    public String toString() {
        return name;
    }

    @FunctionalInterface
    interface Configured<C> {
        C authenticate(FakeResourceManager azure, AzureProfile profile, Attribution attribution);
    }

    @FunctionalInterface
    private interface Authenticate<B, C> {
        C apply(B builder, TokenCredential credential, AzureProfile profile);
    }
}
