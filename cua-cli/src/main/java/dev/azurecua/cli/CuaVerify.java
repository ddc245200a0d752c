// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Configuration;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.resourcemanager.resources.ResourceManager;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.DeploymentVerifier;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what was deployed with a tracking ID, as Microsoft's verification script does. */
@Command(
        name = "verify",
        description = "Prints the deployments and the resources that belong to the deployment that is named with the"
                + " tracking ID. The exit code is 1 if there is no such deployment. Needs an Azure credential, for"
                + " example that of az login.")
final class CuaVerify implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-g", "--resource-group"},
            paramLabel = "GROUP",
            description = "The resource group to which the template was deployed. Default: the subscription itself.")
    private @Nullable String resourceGroup;

    @Option(
            names = "--subscription",
            paramLabel = "ID",
            description = "The ID of the subscription. Default: " + Configuration.PROPERTY_AZURE_SUBSCRIPTION_ID + ".")
    private @Nullable String subscription;

    @Parameters(paramLabel = "ID", description = "The tracking ID.")
    private TrackingId id;

    @Override
    public Integer call() {
        AzureProfile profile = new AzureProfile(AzureEnvironment.AZURE);
        String subscriptionId = subscription == null ? profile.getSubscriptionId() : subscription;
        if (subscriptionId == null) {
            throw new IllegalArgumentException("No subscription is given; add --subscription ID, or set "
                    + Configuration.PROPERTY_AZURE_SUBSCRIPTION_ID);
        }
        DeploymentVerifier verifier =
                DeploymentVerifier.of(ResourceManager.authenticate(new DefaultAzureCredentialBuilder().build(), profile)
                        .withSubscription(subscriptionId)
                        .deployments());
        DeploymentVerifier.Result result =
                resourceGroup == null ? verifier.inSubscription(id) : verifier.inResourceGroup(resourceGroup, id);
        spec.commandLine().getOut().println(result);
        return result.isFound() ? Cua.YES : Cua.NO;
    }
}
