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
 * Creates Azure Resource Manager clients, all of them attributed.
 *
 * <pre>{@code
 * ArmClientFactory factory = ArmClientFactory.create(attribution, credential, profile);
 * AzureResourceManager azure = factory.client(AzureResourceManager::authenticate).withDefaultSubscription();
 * ComputeManager compute = factory.client(ComputeManager::authenticate);
 * ContainerAppsApiManager apps = factory.client(ContainerAppsApiManager::authenticate);
 * }</pre>
 *
 * <p>All clients of a factory share one pipeline, including its HTTP client and its tokens. The factory automatically
 * covers the Resource Manager endpoint of its profile and the subdomains of this endpoint, also in a private cloud. If
 * the attribution is inactive, the clients send the same requests as ordinary clients.
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
     * Creates a factory with the SDK's defaults.
     *
     * @param attribution the attribution of all clients
     * @param credential the credential that authenticates the calls
     * @param profile the tenant, the subscription and the cloud
     * @return the factory
     * @throws IllegalArgumentException if the Resource Manager endpoint of the profile is not a URL
     * @throws IllegalStateException if {@code azure-resourcemanager-resources} is missing; fluent managers bring it,
     *     generated managers do not
     */
    public static ArmClientFactory create(Attribution attribution, TokenCredential credential, AzureProfile profile) {
        return builder(attribution).credential(credential).profile(profile).build();
    }

    /**
     * Returns a builder for a factory with other settings. Credential and profile are required.
     *
     * @param attribution the attribution of all clients
     * @return a builder
     */
    public static Builder builder(Attribution attribution) {
        return new Builder(Objects.requireNonNull(attribution, "attribution"));
    }

    /**
     * Creates a client that uses the pipeline of this factory.
     *
     * @param <C> the type that {@code authenticate} returns. Usually it is a manager. For {@code AzureResourceManager}
     *     and {@code ResourceManager}, it is a type that selects the subscription
     * @param authenticate the static method {@code authenticate(HttpPipeline, AzureProfile)} of a manager, fluent or
     *     generated, such as {@code ComputeManager::authenticate}
     * @return the result of {@code authenticate}
     */
    public <C> C client(BiFunction<HttpPipeline, AzureProfile, C> authenticate) {
        return authenticate.apply(pipeline, profile);
    }

    /**
     * Returns the pipeline that all clients share. Use it for calls that no client has a method for.
     *
     * @return the attributed pipeline
     */
    public HttpPipeline pipeline() {
        return pipeline;
    }

    /** Collects the settings of a factory. Settings that are not set keep the SDK's defaults. Not thread-safe. */
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
         * Sets the credential that authenticates the calls. Required.
         *
         * @param value the credential, such as a {@code DefaultAzureCredential}
         * @return this builder
         */
        public Builder credential(TokenCredential value) {
            credential = Objects.requireNonNull(value, "credential");
            return this;
        }

        /**
         * Sets the tenant, the subscription and the cloud. Required.
         *
         * @param value the profile; the factory covers its Resource Manager endpoint and the subdomains of this
         *     endpoint
         * @return this builder
         */
        public Builder profile(AzureProfile value) {
            profile = Objects.requireNonNull(value, "profile");
            return this;
        }

        /**
         * Sets the HTTP client. The default is the one that azure-core finds.
         *
         * @param value the HTTP client
         * @return this builder
         */
        public Builder httpClient(HttpClient value) {
            httpClient = Objects.requireNonNull(value, "httpClient");
            return this;
        }

        /**
         * Sets how often and when a failed attempt is retried. The default is the SDK's, which honours
         * {@code Retry-After}.
         *
         * @param value the retry options
         * @return this builder
         */
        public Builder retryOptions(RetryOptions value) {
            retryPolicy = new RetryPolicy(value);
            return this;
        }

        /**
         * Sets what is logged. By default nothing is logged. Logs show the User-Agent as it is sent.
         *
         * @param value the log options
         * @return this builder
         */
        public Builder logOptions(HttpLogOptions value) {
            logOptions = Objects.requireNonNull(value, "logOptions");
            return this;
        }

        /**
         * Adds a policy at its {@linkplain HttpPipelinePolicy#getPipelinePosition() position}. The
         * {@link AttributionPolicy} comes after all added policies.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder addPolicy(HttpPipelinePolicy value) {
            policies.add(Objects.requireNonNull(value, "policy"));
            return this;
        }

        /**
         * Creates a factory with the settings of this builder.
         *
         * @return the factory
         * @throws IllegalStateException if the credential or the profile is not set, or if
         *     {@code azure-resourcemanager-resources} is missing; fluent managers bring it, generated managers do not
         * @throws IllegalArgumentException if the Resource Manager endpoint of the profile is not a URL
         */
        public ArmClientFactory build() {
            if (credential == null || profile == null) {
                throw new IllegalStateException("The factory has no " + (credential == null ? "credential" : "profile")
                        + "; call " + (credential == null ? "credential(…)" : "profile(…)") + " before build()");
            }
            List<HttpPipelinePolicy> all = new ArrayList<>(policies);
            if (attribution.needsAdapter()) {
                all.add(AttributionPolicy.of(attribution.withEndpointAndSubdomains(endpointOf(profile))));
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
                        "The factory needs com.azure.resourcemanager:azure-resourcemanager-resources, which fluent"
                                + " managers bring and generated managers do not; add it in the version of your"
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
                        "The profile's Resource Manager endpoint '" + endpoint + "' is not a URL: " + e.getReason()
                                + "; write https://<host>",
                        e);
            }
        }
    }
}
