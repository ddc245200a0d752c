// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.management.Region;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.AzureResourceManager;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.util.List;

/**
 * Deploys without any code for attribution. The dependency on {@code cua-azure-sdk} and a setting are enough: with
 * {@code -Dcua.tracking-id=pid-…} every Resource Manager call is attributed, without the setting none is.
 */
public final class ZeroCode {
    private ZeroCode() {}

    /**
     * Runs the deployer against a stand-in and prints the recorded calls. The exit code is 1 unless every Resource
     * Manager call was attributed and no other call was.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            deploy(azure.credential(), azure.profile(), azure.httpClient());

            TrackingId id = azure.calls().stream()
                    .map(RecordedCall::trackingIds)
                    .flatMap(List::stream)
                    .findFirst()
                    .map(TrackingId::of)
                    .orElse(null);
            if (!CallTable.print(azure.calls(), id, System.out)) {
                System.out.println(
                        "To compare, start this with a valid -Dcua.tracking-id=pid-<GUID> and without an opt-out.");
                System.exit(1);
            }
        }
    }

    /** Deploys with code that an ISV has today. */
    private static void deploy(TokenCredential credential, AzureProfile profile, HttpClient httpClient) {
        AzureResourceManager azure = AzureResourceManager.configure()
                .withHttpClient(httpClient)
                .authenticate(credential, profile)
                .withDefaultSubscription();
        azure.resourceGroups().define("contoso").withRegion(Region.US_EAST).create();
        azure.storageAccounts()
                .define("contosodata")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup("contoso")
                .create();
        azure.accessManagement().activeDirectoryUsers().list().forEach(user -> {});
    }
}
