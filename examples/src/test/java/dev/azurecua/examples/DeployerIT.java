// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Verifies that every call is attributed. Copy this test: it fails if a refactoring or a new SDK loses the attribution.
 */
class DeployerIT {
    private static final Attribution ATTRIBUTION = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    @Test
    void everyCallIsAttributed() {
        new Deployer(ATTRIBUTION, azure.credential(), azure.profile(), azure.httpClient()).deploy();

        azure.assertThatCalls().all().carry(ATTRIBUTION.trackingId());
        azure.assertThatCalls().toOtherServices().carryNothing();
    }
}
