// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.policy.FixedDelay;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Configuration;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.resourcemanager.resources.ResourceManager;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.DeploymentVerifier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
    private static final String GUID = "\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

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

    @Option(
            names = "--cloud",
            paramLabel = "CLOUD",
            defaultValue = "public",
            description = "The cloud of the subscription: public, usgovernment or china. Default: ${DEFAULT-VALUE}.")
    private Cloud cloud;

    @Option(names = "--json", description = Cua.JSON)
    private boolean json;

    @Parameters(paramLabel = "ID", description = "The tracking ID.")
    private TrackingId id;

    @Override
    public Integer call() throws IOException {
        AzureProfile profile = new AzureProfile(cloud.environment());
        String subscriptionId = subscription == null
                ? subscriptionId(Configuration.PROPERTY_AZURE_SUBSCRIPTION_ID, profile.getSubscriptionId())
                : subscriptionId("--subscription", subscription);
        TokenCredential credential = new DefaultAzureCredentialBuilder()
                .authorityHost(cloud.environment().getActiveDirectoryEndpoint())
                // Retries once, because the default retries take more than a minute if there is no connection.
                .retryPolicy(new RetryPolicy(new FixedDelay(1, Duration.ofMillis(200))))
                .build();
        DeploymentVerifier verifier = DeploymentVerifier.of(ResourceManager.authenticate(credential, profile)
                .withSubscription(subscriptionId)
                .deployments());
        DeploymentVerifier.Result result =
                resourceGroup == null ? verifier.inSubscription(id) : verifier.inResourceGroup(resourceGroup, id);
        spec.commandLine().getOut().println(json ? json(result) : result);
        return result.isFound() ? Cua.YES : Cua.NO;
    }

    /** Returns the ID. Rejects other texts before the sign-in, because Azure's error would not say what is wrong. */
    private static String subscriptionId(String source, @Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("No subscription is given; add --subscription ID, or set "
                    + Configuration.PROPERTY_AZURE_SUBSCRIPTION_ID);
        }
        if (text.matches(GUID)) {
            return text;
        }
        String problem = text.matches("\\p{XDigit}{32}")
                ? "its hyphens are missing"
                : text.matches(".*" + GUID + ".*")
                        ? "it contains more than the GUID"
                        : "it is a name or another text, or characters are missing (az account list shows the IDs)";
        throw new IllegalArgumentException(source + " is '" + text + "', which is not the ID of a subscription: "
                + problem + "; write a GUID such as 01234567-89ab-cdef-0123-456789abcdef");
    }

    static String json(DeploymentVerifier.Result result) throws IOException {
        return Cua.json(new Verification(
                result.isFound(),
                result.correlationIds(),
                result.deployments(),
                result.resources(),
                result.failedResources(),
                result.unreadableDeployments(),
                result.toString()));
    }

    private record Verification(
            boolean found,
            List<String> correlationIds,
            List<String> deployments,
            List<String> resources,
            List<String> failedResources,
            List<String> unreadableDeployments,
            String text) {}

    private enum Cloud {
        PUBLIC,
        USGOVERNMENT,
        CHINA;

        AzureEnvironment environment() {
            return switch (this) {
                case PUBLIC -> AzureEnvironment.AZURE;
                case USGOVERNMENT -> AzureEnvironment.AZURE_US_GOVERNMENT;
                case CHINA -> AzureEnvironment.AZURE_CHINA;
            };
        }
    }
}
