// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpPipeline;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resources.fluentcore.utils.HttpPipelineProvider;
import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import java.net.URI;

/** Lists the ways to install attribution in a client. */
enum Installation {
    FACTORY {
        @Override
        <C> C client(Manager<C> manager, FakeResourceManager azure, AzureProfile profile, Attribution attribution) {
            return ArmClientFactory.builder(attribution)
                    .credential(azure.credential())
                    .profile(profile)
                    .httpClient(azure.httpClient())
                    .build()
                    .client(manager.authenticate());
        }
    },
    CONFIGURABLE {
        @Override
        <C> C client(Manager<C> manager, FakeResourceManager azure, AzureProfile profile, Attribution attribution) {
            return manager.configured().authenticate(azure, profile, attribution);
        }
    },
    PIPELINE {
        @Override
        <C> C client(Manager<C> manager, FakeResourceManager azure, AzureProfile profile, Attribution attribution) {
            HttpPipeline pipeline = HttpPipelineProvider.buildHttpPipeline(
                    azure.credential(), profile, null, new HttpLogOptions(), null, null, null, azure.httpClient());
            return manager.authenticate().apply(AzureAttribution.attribute(pipeline, attribution), profile);
        }
    },
    /** Adds the policy three times, at both positions. Each policy has its own attribution. */
    SEVERAL_AT_ONCE {
        @Override
        <C> C client(Manager<C> manager, FakeResourceManager azure, AzureProfile profile, Attribution attribution) {
            HttpPipeline pipeline = ArmClientFactory.builder(attribution)
                    .credential(azure.credential())
                    .profile(profile)
                    .httpClient(azure.httpClient())
                    .addPolicy(AttributionPolicy.of(withoutListeners(attribution)))
                    .addPolicy(new PerCall(AttributionPolicy.of(withoutListeners(attribution))))
                    .build()
                    .pipeline();
            return manager.authenticate().apply(AzureAttribution.attribute(pipeline, attribution), profile);
        }

        /** Returns a copy without listeners, because each adapter notifies the listeners of its own attribution. */
        private Attribution withoutListeners(Attribution attribution) {
            Attribution copy = attribution.isActive() ? Attribution.of(attribution.trackingId()) : Attribution.none();
            for (URI endpoint : attribution.endpoints()) {
                copy = copy.withEndpoint(endpoint);
            }
            return copy;
        }
    },
    /** Does not attribute in code. Only the provider on the class path can attribute, if an ID is set. */
    NO_CODE {
        @Override
        <C> C client(Manager<C> manager, FakeResourceManager azure, AzureProfile profile, Attribution attribution) {
            return manager.configured().authenticate(azure, profile, Attribution.none());
        }
    };

    abstract <C> C client(Manager<C> manager, FakeResourceManager azure, AzureProfile profile, Attribution attribution);
}
