// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.azurecua.testing.arm.ResourceManager;

/** Passes the calls that match no stub of a test to a {@link ResourceManager}. */
final class ResourceManagerTransformer implements ResponseDefinitionTransformerV2, MappingsLoaderExtension {
    private final ResourceManager resourceManager;

    ResourceManagerTransformer(ResourceManager resourceManager) {
        this.resourceManager = resourceManager;
    }

    @Override
    public String getName() {
        return "resource-manager-transformer";
    }

    /** Returns false, because a stub of a test has its own response. */
    @Override
    public boolean applyGlobally() {
        return false;
    }

    /**
     * Adds a stub of the lowest priority that names this transformer. WireMock calls this at start and at each reset.
     */
    @Override
    public void loadMappingsInto(StubMappings stubs) {
        stubs.addMapping(any(anyUrl())
                .atPriority(Integer.MAX_VALUE)
                .willReturn(aResponse().withTransformers(getName()))
                .build());
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        return resourceManager.handle(request, RequestUri.of(request));
    }
}
