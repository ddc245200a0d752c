// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.management.AzureEnvironment;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AzureHostsTest {
    @Test
    void certificateNamesAreDnsNames() {
        assertThat(AzureHosts.certificateNames())
                .contains("management.azure.com", "*.management.sovcloud-api.de", "*.table.core.usgovcloudapi.net")
                .allMatch(name -> name.matches("(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+"));
    }

    static Stream<String> endpointsOfTheSdk() {
        return AzureEnvironment.knownEnvironments().stream()
                .flatMap(cloud -> cloud.getEndpoints().values().stream())
                // Some values are no endpoints: an API version, or "N/A" for a missing service.
                .filter(endpoint -> endpoint.matches("(https?://|\\.|[a-z]).*\\..*"));
    }

    @ParameterizedTest
    @MethodSource("endpointsOfTheSdk")
    void certificateCoversEndpointOfSdk(String endpoint) {
        String host = endpoint.contains("://") ? URI.create(endpoint).getHost() : endpoint.replaceFirst("^\\.", "");

        assertThat(AzureHosts.certificateNames()).contains(host, "*." + host);
    }

    @Test
    void classifiesHostsOfSdk() {
        for (AzureEnvironment cloud : AzureEnvironment.knownEnvironments()) {
            assertThat(AzureHosts.isResourceManagerOfCloud(URI.create(cloud.getResourceManagerEndpoint())))
                    .isTrue();
            assertThat(AzureHosts.isResourceManager(URI.create(cloud.getManagementEndpoint())))
                    .isFalse();
            assertThat(AzureHosts.certificateNames())
                    .contains("*.blob" + cloud.getStorageEndpointSuffix(), "*.dfs" + cloud.getStorageEndpointSuffix());
        }
    }
}
