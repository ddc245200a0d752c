// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resources.ResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;

/** Creates attributed clients with its own policy, because this module does not depend on cua-azure-sdk. */
final class AttributedClient {
    private AttributedClient() {}

    static ResourceManager of(FakeResourceManager azure, AzureProfile profile, Attribution attribution) {
        return ResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .withPolicy(new HttpPipelineSyncPolicy() {
                    @Override
                    protected void beforeSendingRequest(HttpPipelineCallContext context) {
                        HttpRequest request = context.getHttpRequest();
                        String current = request.getHeaders().getValue(HttpHeaderName.USER_AGENT);
                        request.setHeader(
                                HttpHeaderName.USER_AGENT,
                                attribution.userAgent(
                                        current,
                                        request.getUrl().getHost(),
                                        request.getUrl().getPort()));
                    }
                })
                .authenticate(azure.credential(), profile)
                .withDefaultSubscription();
    }
}
