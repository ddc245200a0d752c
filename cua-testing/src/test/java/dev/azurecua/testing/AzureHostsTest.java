// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AzureHostsTest {
    @Test
    void aCertificateHasNamesOnly() {
        assertThat(AzureHosts.certificateNames())
                .contains("management.azure.com", "*.management.sovcloud-api.de", "*.table.core.usgovcloudapi.net")
                .allMatch(name -> name.matches("(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+"));
    }
}
