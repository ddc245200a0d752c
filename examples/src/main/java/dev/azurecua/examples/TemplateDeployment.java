// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import com.azure.core.management.Region;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.sdk.ArmClientFactory;
import dev.azurecua.templates.DeploymentVerifier;
import dev.azurecua.templates.TemplateAttribution;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.io.PrintStream;

/** Attributes a template at deployment time, deploys it, and verifies it as Microsoft's script does. */
public final class TemplateDeployment {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    private static final String TEMPLATE = """
            {
                "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                "contentVersion": "1.0.0.0",
                "resources": [
                    {
                        "type": "Microsoft.Storage/storageAccounts",
                        "apiVersion": "2023-01-01",
                        "name": "contosodata",
                        "location": "[resourceGroup().location]",
                        "sku": { "name": "Standard_LRS" },
                        "kind": "StorageV2"
                    }
                ]
            }
            """;

    private TemplateDeployment() {}

    /**
     * Deploys to a stand-in and prints what Microsoft's script would find. The exit code is 1 if it finds nothing.
     *
     * @param args not used
     * @throws IOException if the template is not valid JSON
     */
    public static void main(String[] args) throws IOException {
        if (!run(System.out)) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out) throws IOException {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            Attribution attribution = Attribution.of(ID);
            AzureResourceManager resources = ArmClientFactory.builder(attribution)
                    .credential(azure.credential())
                    .profile(azure.profile())
                    .httpClient(azure.httpClient())
                    .build()
                    .client(AzureResourceManager::authenticate)
                    .withDefaultSubscription();

            deploy(resources, attribution);

            DeploymentVerifier.Result result =
                    DeploymentVerifier.of(resources.deployments()).inResourceGroup("contoso", ID);
            out.println(result);
            return result.isFound();
        }
    }

    /** Deploys the template. The User-Agent attributes the call, and the template attributes the deployment. */
    private static void deploy(AzureResourceManager resources, Attribution attribution) throws IOException {
        resources.resourceGroups().define("contoso").withRegion(Region.US_EAST).create();
        resources
                .deployments()
                .define("contoso-release-1")
                .withExistingResourceGroup("contoso")
                .withTemplate(TemplateAttribution.of(attribution).attribute(TEMPLATE))
                .withParameters("{}")
                .withMode(DeploymentMode.INCREMENTAL)
                .create();
    }
}
