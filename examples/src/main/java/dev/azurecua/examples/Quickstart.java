// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.Region;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Configuration;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.resourcemanager.AzureResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;
import dev.azurecua.sdk.ArmClientFactory;
import dev.azurecua.testing.FakeResourceManager;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Deploys with a client factory, which attributes every Resource Manager call. Without arguments it runs against a
 * stand-in in this process. With {@code --live} it creates and deletes a resource group in a real subscription. Both
 * runs end with the report of what was sent.
 */
public final class Quickstart {
    /** Is the sample ID of Microsoft's page, for a run without a configured ID. */
    private static final String SAMPLE_ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private Quickstart() {}

    /**
     * Runs the deployer. The exit code is 0 if every Resource Manager call was attributed and no other call was, 1 if
     * not, and 2 if the run could not start.
     *
     * @param args empty, or {@code --live}
     */
    public static void main(String[] args) {
        int exitCode = run(List.of(args), System.out, System.err);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.isEmpty()) {
            return rehearse(out) ? 0 : 1;
        }
        if (args.equals(List.of("--live"))) {
            return live(out, err);
        }
        err.println("Unknown arguments " + args + ": give none, or --live for a run on a real subscription");
        return 2;
    }

    private static boolean rehearse(PrintStream out) {
        Attribution configured = Attribution.fromEnvironment();
        Attribution attribution = configured.isActive() ? configured : Attribution.of(SAMPLE_ID);
        if (!configured.isActive() && attribution.isActive()) {
            out.println("No valid tracking ID is configured: this run sends the sample ID of Microsoft's page.");
        }
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            out.println("All calls go to a stand-in for Azure at " + azure.endpoint() + ": none leaves this machine.");
            // Long-running as in Azure, because otherwise the stand-in creates a network at once.
            azure.nextCalls(1).to("Microsoft.Network/virtualNetworks").completeAfter(1);
            AttributionReport report = new AttributionReport();
            new Deployer(attribution.withListener(report), azure.credential(), azure.profile(), azure.httpClient())
                    .deploy();
            boolean arrived = CallTable.print(azure.calls(), attribution.trackingId(), out);
            out.println("\nThe same from the deployer's side, by its AttributionReport:\n\n" + report);
            return arrived && report.allAttributed();
        }
    }

    private static int live(PrintStream out, PrintStream err) {
        Attribution attribution = Attribution.fromEnvironment();
        AzureProfile profile = new AzureProfile(AzureEnvironment.AZURE);
        TokenCredential credential = new DefaultAzureCredentialBuilder().build();
        List<String> missing = missing(attribution, profile, credential);
        if (!missing.isEmpty()) {
            err.println("A live run is missing " + String.join("; ", missing));
            return 2;
        }
        AttributionReport report = new AttributionReport();
        AzureResourceManager resources = ArmClientFactory.create(attribution.withListener(report), credential, profile)
                .client(AzureResourceManager::authenticate)
                .withDefaultSubscription();
        String group = "cua-quickstart-" + UUID.randomUUID();
        resources.resourceGroups().define(group).withRegion(Region.US_EAST).create();
        resources.resourceGroups().deleteByName(group);
        out.println(report);
        return report.allAttributed() ? 0 : 1;
    }

    private static List<String> missing(Attribution attribution, AzureProfile profile, TokenCredential credential) {
        List<String> missing = new ArrayList<>();
        if (!attribution.isActive()) {
            missing.add("a tracking ID (set CUA_TRACKING_ID to a valid one, and no opt-out)");
        }
        if (profile.getSubscriptionId() == null) {
            missing.add("a subscription (set " + Configuration.PROPERTY_AZURE_SUBSCRIPTION_ID + ")");
        }
        try {
            credential.getTokenSync(new TokenRequestContext().addScopes("https://management.azure.com/.default"));
        } catch (ClientAuthenticationException e) {
            missing.add("a credential (run az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET)");
        }
        return missing;
    }
}
