// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.datafactory.DataFactoryManager;
import com.azure.resourcemanager.network.models.Network;
import com.azure.resourcemanager.resources.models.ResourceGroup;
import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import java.time.Duration;
import java.util.List;

/** Lists what may happen between an SDK and Resource Manager besides one request and its response. */
enum Scenario {
    RETRIES_AFTER_429_AND_503(
            "GET management.azure.com 429", "GET management.azure.com 503", "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution) {
            azure.nextCalls(1).areThrottled(Duration.ZERO);
            azure.nextCalls(1).areUnavailable(Duration.ZERO);

            call(Manager.AZURE, azure, profile, installation, attribution);
        }
    },

    /** Uses a generated manager, because recent ones have a separate path for synchronous calls. */
    SYNCHRONOUS_RETRIES(
            "GET management.azure.com 503", "GET management.azure.com 429", "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution) {
            azure.nextCalls(1).areUnavailable(Duration.ZERO);
            azure.nextCalls(1).areThrottled(Duration.ZERO);

            call(Manager.DATA_FACTORY, azure, profile, installation, attribution);
        }
    },

    CHALLENGE_WITH_CLAIMS("GET management.azure.com 401", "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution) {
            azure.nextCalls(1).areChallenged();

            call(Manager.AZURE, azure, profile, installation, attribution);
        }
    },

    SYNCHRONOUS_CHALLENGE_WITH_CLAIMS("GET management.azure.com 401", "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution) {
            azure.nextCalls(1).areChallenged();

            call(Manager.DATA_FACTORY, azure, profile, installation, attribution);
        }
    },

    PROVIDER_REGISTRATION(
            "PUT management.azure.com 201",
            "PUT management.azure.com 409",
            "POST management.azure.com 200",
            "GET management.azure.com 200",
            "PUT management.azure.com 201") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution) {
            AzureResourceManager resources = group(azure, profile, installation, attribution);
            azure.demandRegistration("Microsoft.Network");

            network(resources);
        }
    },

    LIST_OF_SEVERAL_PAGES(
            "PUT management.azure.com 201",
            "PUT management.azure.com 201",
            "PUT management.azure.com 201",
            "GET management.azure.com 200",
            "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution) {
            AzureResourceManager resources = group(azure, profile, installation, attribution);
            resources.resourceGroups().define("rg-2").withRegion("eastus").create();
            resources.resourceGroups().define("rg-3").withRegion("eastus").create();
            azure.pagesOf(2);

            PagedIterable<ResourceGroup> groups = resources.resourceGroups().list();
            expect(
                    List.of("rg", "rg-2", "rg-3"),
                    groups.stream().map(ResourceGroup::name).toList());
        }
    },

    ASYNCHRONOUS_LONG_RUNNING_OPERATION(
            "PUT management.azure.com 201",
            "PUT management.azure.com 201",
            "GET eastus.management.azure.com 200",
            "GET eastus.management.azure.com 200",
            "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution) {
            AzureResourceManager resources = group(azure, profile, installation, attribution);
            azure.nextCalls(1).completeAfter(1);

            expect("net", network(resources).name());
        }
    },

    SYNCHRONOUS_LONG_RUNNING_OPERATION(
            "PUT management.azure.com 201",
            "PUT management.azure.com 200",
            "POST management.azure.com 202",
            "GET eastus.management.azure.com 202",
            "GET eastus.management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution) {
            group(azure, profile, installation, attribution);
            DataFactoryManager factories = installation.client(Manager.DATA_FACTORY, azure, profile, attribution);
            factories
                    .factories()
                    .define("factory")
                    .withRegion("eastus")
                    .withExistingResourceGroup("rg")
                    .create();
            azure.nextCalls(1).completeAfter(1);

            factories.integrationRuntimes().start("rg", "factory", "runtime", Context.NONE);
        }
    };

    /** Holds method, host and status of each attempt. */
    private final List<String> attempts;

    Scenario(String... attempts) {
        this.attempts = List.of(attempts);
    }

    List<String> attempts() {
        return attempts;
    }

    /** Runs the scenario against an empty stand-in. */
    abstract void run(
            FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution);

    private static <C> void call(
            Manager<C> manager,
            FakeResourceManager azure,
            AzureProfile profile,
            Installation installation,
            Attribution attribution) {
        manager.call().accept(installation.client(manager, azure, profile, attribution));
    }

    private static AzureResourceManager group(
            FakeResourceManager azure, AzureProfile profile, Installation installation, Attribution attribution) {
        AzureResourceManager resources =
                installation.client(Manager.AZURE, azure, profile, attribution).withDefaultSubscription();
        resources.resourceGroups().define("rg").withRegion("eastus").create();
        return resources;
    }

    private static Network network(AzureResourceManager resources) {
        return resources
                .networks()
                .define("net")
                .withRegion("eastus")
                .withExistingResourceGroup("rg")
                .withAddressSpace("10.0.0.0/16")
                .create();
    }

    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + " but was " + actual);
        }
    }
}
