// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.HttpLoggingPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.resourcemanager.resources.fluentcore.arm.AzureConfigurable;
import dev.azurecua.Attribution;
import java.util.ArrayList;
import java.util.List;

/**
 * Attributes clients of which you keep the builder or the pipeline.
 *
 * <pre>{@code
 * ComputeManager compute = AzureAttribution.attribute(ComputeManager.configure(), attribution)
 *         .authenticate(credential, profile);
 * }</pre>
 *
 * <p>Neither a builder nor a pipeline tells which Resource Manager it is for. Azure's own are covered; for any other,
 * such as that of an Azure Stack, add {@link Attribution#withEndpoint}. An inactive attribution changes no request.
 *
 * <p>Needs {@code azure-resourcemanager-resources}, which each fluent manager brings; with generated managers alone,
 * use {@link AttributionPolicy}.
 *
 * @see ArmClientFactory
 */
public final class AzureAttribution {
    private AzureAttribution() {}

    /**
     * Attributes the manager that this builder will make. Call it last, right before {@code authenticate}: a policy
     * that is added behind it, one that follows redirects above all, would act where this one no longer sees it.
     *
     * @param <T> the builder
     * @param configurable what the {@code configure()} of {@code AzureResourceManager} or of a fluent manager returned;
     *     generated managers have {@code withPolicy(AttributionPolicy.of(attribution))} instead
     * @param attribution who is credited, and for calls to which hosts
     * @return the builder
     */
    public static <T extends AzureConfigurable<T>> T attribute(T configurable, Attribution attribution) {
        return attribution.needsAdapter() ? configurable.withPolicy(AttributionPolicy.of(attribution)) : configurable;
    }

    /**
     * Attributes what is sent through a pipeline: makes one with the same policies and the same HTTP client, the
     * {@link AttributionPolicy} last but for the logging policy, so that logs show what is sent.
     *
     * @param pipeline any pipeline; it stays as it is
     * @param attribution who is credited, and for calls to which hosts
     * @return an attributed pipeline; the given one if it is attributed by an equal attribution already, or if this one
     *     is inactive and has no listener
     */
    public static HttpPipeline attribute(HttpPipeline pipeline, Attribution attribution) {
        if (!attribution.needsAdapter() || isAttributed(pipeline, attribution)) {
            return pipeline;
        }
        List<HttpPipelinePolicy> policies = policies(pipeline);
        int end = policies.size();
        while (end > 0 && policies.get(end - 1) instanceof HttpLoggingPolicy) {
            end--;
        }
        policies.add(end, AttributionPolicy.of(attribution));
        return new HttpPipelineBuilder()
                .policies(policies.toArray(new HttpPipelinePolicy[0]))
                .httpClient(pipeline.getHttpClient())
                .tracer(pipeline.getTracer())
                .build();
    }

    private static boolean isAttributed(HttpPipeline pipeline, Attribution attribution) {
        return policies(pipeline).stream()
                .filter(AttributionPolicy.class::isInstance)
                .anyMatch(policy -> ((AttributionPolicy) policy).attribution().equals(attribution));
    }

    private static List<HttpPipelinePolicy> policies(HttpPipeline pipeline) {
        List<HttpPipelinePolicy> policies = new ArrayList<>();
        for (int i = 0; i < pipeline.getPolicyCount(); i++) {
            policies.add(pipeline.getPolicy(i));
        }
        return policies;
    }
}
