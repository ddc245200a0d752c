// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.policy.AfterRetryPolicyProvider;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;

/**
 * Attributes every client of the Azure SDK in this process with no code: azure-core finds it by
 * {@link java.util.ServiceLoader} as soon as the jar is on the class path or the module path, and puts its policy
 * behind the retry policy of each pipeline that is built. Not for direct use.
 *
 * <p>It reads {@link Attribution#fromEnvironment()} and {@link AttributionReport#fromEnvironment()} once, when
 * azure-core loads its providers for the first pipeline; a setting that is changed later has no effect. With nothing
 * configured, with a malformed setting and with the customer's opt-out its policy changes nothing. The policy reaches
 * clients of every Azure service, and by its rule leaves all but those of Resource Manager alone.
 *
 * <p>Thread-safe. It never throws and never returns null, either of which would fail every client of the process.
 */
public final class AttributionPolicyProvider implements AfterRetryPolicyProvider {
    private final HttpPipelinePolicy policy;

    /** Reads the settings; called by {@link java.util.ServiceLoader}. */
    public AttributionPolicyProvider() {
        Attribution attribution = Attribution.fromEnvironment();
        AttributionReport report = AttributionReport.fromEnvironment();
        policy = AttributionPolicy.of(report == null ? attribution : attribution.withListener(report));
    }

    /**
     * The policy for one more pipeline.
     *
     * @return the same policy for all
     */
    @Override
    public HttpPipelinePolicy create() {
        return policy;
    }
}
