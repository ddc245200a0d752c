// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.List;
import java.util.Map;

/** Describes Azure's public cloud as the function {@code environment} does. */
final class AzureCloud {
    static final Map<String, Object> DESCRIPTION = Map.ofEntries(
            Map.entry("name", "AzureCloud"),
            Map.entry("gallery", "https://gallery.azure.com/"),
            Map.entry("graph", "https://graph.windows.net/"),
            Map.entry("portal", "https://portal.azure.com"),
            Map.entry("graphAudience", "https://graph.windows.net/"),
            Map.entry("activeDirectoryDataLake", "https://datalake.azure.net/"),
            Map.entry("batch", "https://batch.core.windows.net/"),
            Map.entry("media", "https://rest.media.azure.net"),
            Map.entry("sqlManagement", "https://management.core.windows.net:8443/"),
            Map.entry(
                    "vmImageAliasDoc",
                    "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/main/aliases.json"),
            Map.entry("resourceManager", "https://management.azure.com/"),
            Map.entry(
                    "authentication",
                    Map.of(
                            "loginEndpoint", "https://login.microsoftonline.com/",
                            "audiences",
                                    List.of("https://management.core.windows.net/", "https://management.azure.com/"),
                            "tenant", "common",
                            "identityProvider", "AAD")),
            Map.entry(
                    "suffixes",
                    Map.of(
                            "acrLoginServer", ".azurecr.io",
                            "azureDatalakeAnalyticsCatalogAndJob", "azuredatalakeanalytics.net",
                            "azureDatalakeStoreFileSystem", "azuredatalakestore.net",
                            "azureFrontDoorEndpointSuffix", "azurefd.net",
                            "keyvaultDns", ".vault.azure.net",
                            "sqlServerHostname", ".database.windows.net",
                            "storage", "core.windows.net")));

    private AzureCloud() {}
}
