// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resources.fluentcore.utils.HttpPipelineProvider;
import dev.azurecua.Attribution;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients of Azure Resource Manager, every one of them attributed.
 *
 * <pre>{@code
 * ArmClientFactory factory = ArmClientFactory.create(attribution, credential, profile);
 * AzureResourceManager azure = factory.client(AzureResourceManager::authenticate).withDefaultSubscription();
 * ComputeManager compute = factory.client(ComputeManager::authenticate);
 * ContainerAppsApiManager apps = factory.client(ContainerAppsApiManager::authenticate);
 * }</pre>
 *
 * <p>All clients of a factory share one pipeline, and so its HTTP client and its tokens. The profile's own Resource
 * Manager endpoint is covered without further ado, an Azure Stack's too. With an inactive attribution the clients are
 * ordinary ones.
 *
 * <p>Immutable and thread-safe.
 */
public final class ArmClientFactory {
    private final HttpPipeline pipeline;
    private final AzureProfile profile;

    private ArmClientFactory(HttpPipeline pipeline, AzureProfile profile) {
        this.pipeline = pipeline;
        this.profile = profile;
    }

    /**
     * Makes a factory with the SDK's defaults.
     *
     * @param attribution who is credited
     * @param credential authenticates the calls
     * @param profile tenant, subscription and cloud
     * @return a factory
     * @throws IllegalArgumentException if the Resource Manager endpoint of the profile is no URL
     * @throws IllegalStateException if {@code azure-resourcemanager-resources} is missing, which fluent managers bring
     *     and generated ones do not
     */
    public static ArmClientFactory create(Attribution attribution, TokenCredential credential, AzureProfile profile) {
        return builder(attribution).credential(credential).profile(profile).build();
    }

    /**
     * Starts a factory with settings of its own; credential and profile are required.
     *
     * @param attribution who is credited
     * @return a builder
     */
    public static Builder builder(Attribution attribution) {
        return new Builder(Objects.requireNonNull(attribution, "attribution"));
    }

    /**
     * Makes a client.
     *
     * @param <C> what {@code authenticate} returns: a manager, or for {@code AzureResourceManager} and
     *     {@code ResourceManager} the choice of a subscription
     * @param authenticate the static {@code authenticate(HttpPipeline, AzureProfile)} that each manager has, fluent or
     *     generated, such as {@code ComputeManager::authenticate}
     * @return the client
     */
    public <C> C client(BiFunction<HttpPipeline, AzureProfile, C> authenticate) {
        return authenticate.apply(pipeline, profile);
    }

    /**
     * The pipeline of the clients, for calls that no client has a method for.
     *
     * @return an attributed pipeline
     */
    public HttpPipeline pipeline() {
        return pipeline;
    }

    /** Settings of a factory. What is not set is as the SDK has it. Not thread-safe. */
    public static final class Builder {
        private final Attribution attribution;
        private final List<HttpPipelinePolicy> policies = new ArrayList<>();
        private @Nullable TokenCredential credential;
        private @Nullable AzureProfile profile;
        private @Nullable HttpClient httpClient;
        private @Nullable RetryPolicy retryPolicy;
        private HttpLogOptions logOptions = new HttpLogOptions().setLogLevel(HttpLogDetailLevel.NONE);

        private Builder(Attribution attribution) {
            this.attribution = attribution;
        }

        /**
         * Sets what authenticates the calls.
         *
         * @param value a credential, such as a {@code DefaultAzureCredential}
         * @return this builder
         */
        public Builder credential(TokenCredential value) {
            credential = Objects.requireNonNull(value, "credential");
            return this;
        }

        /**
         * Sets tenant, subscription and cloud.
         *
         * @param value a profile; its Resource Manager endpoint is covered
         * @return this builder
         */
        public Builder profile(AzureProfile value) {
            profile = Objects.requireNonNull(value, "profile");
            return this;
        }

        /**
         * Sets the HTTP client; the default is the one that azure-core finds.
         *
         * @param value an HTTP client of azure-core
         * @return this builder
         */
        public Builder httpClient(HttpClient value) {
            httpClient = Objects.requireNonNull(value, "httpClient");
            return this;
        }

        /**
         * Sets how often and when an attempt is repeated; the default is the SDK's, which heeds {@code Retry-After}.
         *
         * @param value the options
         * @return this builder
         */
        public Builder retryOptions(RetryOptions value) {
            retryPolicy = new RetryPolicy(value);
            return this;
        }

        /**
         * Sets what is logged; the default is nothing. Logs show the User-Agent as it is sent.
         *
         * @param value the options
         * @return this builder
         */
        public Builder logOptions(HttpLogOptions value) {
            logOptions = Objects.requireNonNull(value, "logOptions");
            return this;
        }

        /**
         * Adds a policy at the position that it asks for; attribution comes behind them all.
         *
         * @param value a policy
         * @return this builder
         */
        public Builder addPolicy(HttpPipelinePolicy value) {
            policies.add(Objects.requireNonNull(value, "policy"));
            return this;
        }

        /**
         * Makes the factory.
         *
         * @return a factory with what is set so far
         * @throws IllegalStateException if credential or profile are missing, or if
         *     {@code azure-resourcemanager-resources} is, which fluent managers bring and generated ones do not
         * @throws IllegalArgumentException if the Resource Manager endpoint of the profile is no URL
         */
        public ArmClientFactory build() {
            if (credential == null || profile == null) {
                throw new IllegalStateException("The factory has no " + (credential == null ? "credential" : "profile")
                        + "; call " + (credential == null ? "credential(…)" : "profile(…)") + " before build()");
            }
            List<HttpPipelinePolicy> all = new ArrayList<>(policies);
            if (attribution.needsAdapter()) {
                all.add(AttributionPolicy.of(attribution.withEndpoint(endpointOf(profile))));
            }
            return new ArmClientFactory(pipeline(credential, profile, all), profile);
        }

        private HttpPipeline pipeline(
                TokenCredential credential, AzureProfile profile, List<HttpPipelinePolicy> policies) {
            try {
                return HttpPipelineProvider.buildHttpPipeline(
                        credential, profile, null, logOptions, null, retryPolicy, policies, httpClient);
            } catch (NoClassDefFoundError e) {
                throw new IllegalStateException(
                        "The factory needs com.azure.resourcemanager:azure-resourcemanager-resources, which each fluent"
                                + " manager brings and a generated one does not; add it, in the version of your"
                                + " azure-sdk-bom",
                        e);
            }
        }

        private static URI endpointOf(AzureProfile profile) {
            String endpoint = profile.getEnvironment().getResourceManagerEndpoint();
            try {
                return new URI(String.valueOf(endpoint));
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(
                        "The profile's Resource Manager endpoint is no URL; write https://<host>: " + e.getMessage(),
                        e);
            }
        }
    }
}
