// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.Attribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a policy of the provider is made of; what it does for a process is shown by ZeroCodeTest. */
class AttributionPolicyProviderTest {
    @AfterEach
    void forget() {
        System.clearProperty("cua.report");
    }

    private static boolean isListenedTo() {
        Attribution attribution = ((AttributionPolicy) new AttributionPolicyProvider().create()).attribution();
        return attribution.hasListeners();
    }

    @Test
    void reportIsKeptIfItIsAskedFor() {
        assertThat(isListenedTo()).isFalse();

        // Written when the JVM of the tests ends.
        System.setProperty("cua.report", "target/report-of-the-provider.json");
        assertThat(isListenedTo()).isTrue();
    }

    @Test
    void policyIsTheSameForEachPipeline() {
        AttributionPolicyProvider provider = new AttributionPolicyProvider();

        assertThat(provider.create()).isSameAs(provider.create());
    }
}
