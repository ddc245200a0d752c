// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** {@link ResourceManager} as what a WireMock server answers where nothing else is stubbed. */
final class ResourceManagerTransformer implements ResponseDefinitionTransformerV2, MappingsLoaderExtension {
    private final NextCalls.Plans plans = new NextCalls.Plans();
    private final ResourceManager resourceManager = new ResourceManager(plans.polls());
    private final ResponseHeaders headers = new ResponseHeaders();

    @Override
    public String getName() {
        return "resource-manager-transformer";
    }

    /** Only where a stub names it: what a test stubs is answered as the test says. */
    @Override
    public boolean applyGlobally() {
        return false;
    }

    /** At the start and at each reset. */
    @Override
    public void loadMappingsInto(StubMappings stubs) {
        stubs.addMapping(any(anyUrl())
                .atPriority(Integer.MAX_VALUE)
                .willReturn(aResponse().withTransformers(getName()))
                .build());
    }

    NextCalls.Plans plans() {
        return plans;
    }

    synchronized void demandRegistration(String namespace) {
        resourceManager.demandRegistration(namespace);
    }

    synchronized void pagesOf(int size) {
        resourceManager.pagesOf(size);
    }

    synchronized void reset() {
        plans.clear();
        resourceManager.clear();
        headers.clear();
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        LoggedRequest received = event.getRequest();
        URI uri = RequestUri.of(received);
        if (!AzureHosts.isResourceManager(uri)) {
            return ArmResponse.ok(Map.of("value", List.of())).toWireMock().build();
        }
        ArmRequest request = ArmRequest.of(received, uri);
        NextCalls.Outcome outcome = plans.outcomes().take(request);
        ResponseDefinitionBuilder response = outcome == null
                ? resourceManager.answer(request)
                : outcome.answer(() -> resourceManager.answer(request));
        return headers.addTo(response, request).build();
    }
}
