// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.policy.AfterRetryPolicyProvider;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;

/**
 * Attributes clients of the Azure SDK in this process without code. azure-core finds it by
 * {@link java.util.ServiceLoader} and puts its policy after the retry policy of each pipeline that the builder of a
 * client makes. Not for direct use.
 *
 * <p>It is not found where azure-core looks elsewhere: azure-core searches its own class loader, so this jar has to be
 * in the same one. A pipeline that is made by hand with {@code HttpPipelineBuilder} does not get its policy. For both,
 * use {@link AzureAttribution} or {@link ArmClientFactory}.
 *
 * <p>Reads {@link Attribution#fromEnvironment()} and {@link AttributionReport#fromEnvironment()} once, when azure-core
 * loads its providers for the first pipeline; a setting that is changed later has no effect. With nothing configured,
 * with a malformed setting and with the customer's opt-out its policy changes nothing. The policy reaches clients of
 * every Azure service, and by its rule changes only requests to Resource Manager.
 *
 * <p>Thread-safe. It always loads, never throws and never returns null, because each of these would fail every client
 * of the process: with an azure-core that is too old, or a {@code cua-agent-core} that is missing or of another
 * version, it logs one ERROR, if anything is configured, and its policy does nothing.
 */
public final class AttributionPolicyProvider implements AfterRetryPolicyProvider {
    private final HttpPipelinePolicy policy;

    /** Reads the settings; called by {@link java.util.ServiceLoader}. */
    public AttributionPolicyProvider() {
        policy = policy();
    }

    private static HttpPipelinePolicy policy() {
        try {
            AttributionPolicy.link();
            return Configured.policy();
        } catch (LinkageError | RuntimeException e) {
            return InertPolicy.because(e);
        }
    }

    /**
     * Returns the policy for one more pipeline.
     *
     * @return the same policy for all
     */
    @Override
    public HttpPipelinePolicy create() {
        return policy;
    }

    /** Creates the configured policy. A separate class, so that the provider can be verified without the core. */
    private static final class Configured {
        static HttpPipelinePolicy policy() {
            Attribution attribution = Attribution.fromEnvironment();
            AttributionReport report = AttributionReport.fromEnvironment();
            return AttributionPolicy.of(report == null ? attribution : attribution.withListener(report));
        }
    }
}
