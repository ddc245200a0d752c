// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.policy.AfterRetryPolicyProvider;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;

/**
 * Attributes the Azure SDK clients of this process without code. azure-core finds this provider by
 * {@link java.util.ServiceLoader} and puts its policy after the retry policy of each pipeline that a client builder
 * creates. Not for direct use.
 *
 * <p>azure-core searches for providers in its own class loader only. If this jar is in another class loader, azure-core
 * does not find it. A pipeline that is created with {@code HttpPipelineBuilder} does not get the policy either. In both
 * cases use {@link AzureAttribution} or {@link ArmClientFactory}.
 *
 * <p>Reads {@link Attribution#fromEnvironment()} and {@link AttributionReport#fromEnvironment()} once, when azure-core
 * loads its providers for the first pipeline. A setting that is changed later has no effect. The policy changes nothing
 * if nothing is configured, if a setting is malformed, or if the customer opted out. Clients of all Azure services get
 * the policy, but it adds the ID only to requests to Resource Manager.
 *
 * <p>Thread-safe. The provider always loads, never throws and never returns null, because otherwise every client of the
 * process would fail. If azure-core is too old, or if {@code cua-agent-core} is missing or has another version, the
 * policy does nothing. If a setting then asks for attribution or for a report, logs one ERROR.
 */
public final class AttributionPolicyProvider implements AfterRetryPolicyProvider {
    private final HttpPipelinePolicy policy;

    /** Creates a provider and reads the settings. Called by {@link java.util.ServiceLoader}. */
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
     * Returns the policy for a new pipeline.
     *
     * @return the same policy for all pipelines
     */
    @Override
    public HttpPipelinePolicy create() {
        return policy;
    }

    /** Creates the configured policy, in a separate class so that the JVM can verify the provider without the core. */
    private static final class Configured {
        static HttpPipelinePolicy policy() {
            Attribution attribution = Attribution.fromEnvironment();
            AttributionReport report = AttributionReport.fromEnvironment();
            return AttributionPolicy.of(report == null ? attribution : attribution.withListener(report));
        }
    }
}
