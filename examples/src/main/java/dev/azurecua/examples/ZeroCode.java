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
 * A deployer that knows nothing of attribution. The dependency on {@code cua-azure-sdk} and a setting do it: start it
 * with {@code -Dcua.tracking-id=pid-…} and every Resource Manager call is attributed, start it without and none is.
 */
public final class ZeroCode {
    private ZeroCode() {}

    /**
     * Runs the deployer against a stand-in and prints what arrived there. The exit code is 1 if it was not attributed.
     *
     * @param args none
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
                        "Start it with -Dcua.tracking-id=pid-<GUID>, a valid one, and no opt-out, and compare.");
                System.exit(1);
            }
        }
    }

    /** Code as an ISV has it today. */
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
