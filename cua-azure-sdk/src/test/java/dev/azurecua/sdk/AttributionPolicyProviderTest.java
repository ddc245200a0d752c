// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.Attribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Verifies the policy of the provider. {@link ZeroCodeTest} verifies its effect on a process. */
class AttributionPolicyProviderTest {
    @AfterEach
    void clearReportSetting() {
        System.clearProperty("cua.report");
    }

    private static boolean policyHasListeners() {
        Attribution attribution = ((AttributionPolicy) new AttributionPolicyProvider().create()).attribution();
        return attribution.hasListeners();
    }

    @Test
    void addsReportAsListenerIfItsSettingIsPresent() {
        assertThat(policyHasListeners()).isFalse();

        // In target, because the report is written when the JVM of the tests ends.
        System.setProperty("cua.report", "target/report-of-the-provider.json");
        assertThat(policyHasListeners()).isTrue();
    }

    @Test
    void returnsSamePolicyForEachPipeline() {
        AttributionPolicyProvider provider = new AttributionPolicyProvider();

        assertThat(provider.create()).isSameAs(provider.create());
    }
}
