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
 * Adds attribution to your own client builder or pipeline.
 *
 * <pre>{@code
 * ComputeManager compute = AzureAttribution.attribute(ComputeManager.configure(), attribution)
 *         .authenticate(credential, profile);
 * }</pre>
 *
 * <p>The Resource Managers of Azure's own clouds are covered. Add the endpoint of any other Resource Manager, for
 * example of an Azure Stack, by {@link Attribution#withEndpoint}. A builder or a pipeline does not show its endpoint.
 * An inactive attribution changes no request.
 *
 * <p>Needs {@code azure-resourcemanager-resources}, which each fluent manager brings. If you have only generated
 * managers, use {@link AttributionPolicy}.
 *
 * @see ArmClientFactory
 */
public final class AzureAttribution {
    private AzureAttribution() {}

    /**
     * Attributes the manager that a builder creates. Call it last, right before {@code authenticate}, because a policy
     * that is added later can undo attribution. For example, if such a policy follows redirects, the new request does
     * not pass the {@link AttributionPolicy}.
     *
     * @param <T> the type of the builder
     * @param configurable the builder that {@code configure()} of {@code AzureResourceManager} or of a fluent manager
     *     returned; for generated managers call {@code withPolicy(AttributionPolicy.of(attribution))} instead
     * @param attribution the ID to add and the hosts to cover
     * @return the builder
     */
    public static <T extends AzureConfigurable<T>> T attribute(T configurable, Attribution attribution) {
        return attribution.needsAdapter() ? configurable.withPolicy(AttributionPolicy.of(attribution)) : configurable;
    }

    /**
     * Returns a pipeline that has an {@link AttributionPolicy} and otherwise the same policies, HTTP client and tracer.
     * The new policy is the last one, but comes before a logging policy at the end, so that logs show what is sent.
     *
     * @param pipeline any pipeline; it is not changed
     * @param attribution the ID to add and the hosts to cover
     * @return an attributed pipeline; the given one if it has a policy with an equal attribution already, or if the
     *     attribution is inactive and has no listener
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
