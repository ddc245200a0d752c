// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import dev.azurecua.testing.FakeResourceManager;
import org.junit.jupiter.api.Test;

/** Runs a deployer with the libraries of the Azure plugins for Maven, including the login. */
class AzureToolkitIT {
    private static final Deployer DEPLOYER =
            Deployer.onClassPath("azure-toolkit/target").against(AzureToolkitIT::stubLogin);

    private static void stubLogin(FakeResourceManager azure) {
        azure.wireMock()
                .stubFor(get(urlPathEqualTo("/common/discovery/instance"))
                        .withHost(equalTo("login.microsoftonline.com"))
                        .willReturn(okJson("""
                                {"tenant_discovery_endpoint": "https://login.microsoftonline.com/contoso", "metadata": []}""")));
        azure.wireMock()
                .stubFor(post(urlPathMatching(".*/oauth2/v2.0/token"))
                        .withHost(equalTo("login.microsoftonline.com"))
                        .willReturn(okJson("""
                                {"token_type": "Bearer", "expires_in": 3599, "access_token": "a-token"}""")));
    }

    @Test
    void everyCallIsAttributed() {
        DEPLOYER.with(Run.SET)
                .run()
                .isAttributed()
                .logs("Azure Resource Manager calls: attribution to " + Run.ID
                        + ", from system property cua.tracking-id");
        DEPLOYER.run().isNotAttributed().logs();
    }
}
