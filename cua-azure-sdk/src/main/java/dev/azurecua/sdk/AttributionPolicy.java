// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.azurecua.Attempt;
import dev.azurecua.Attribution;
import java.net.URL;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Adds the tracking ID to the User-Agent of each attempt to reach Azure Resource Manager, and removes it from attempts
 * to reach any other host.
 *
 * <p>Place it after all policies that set the User-Agent, retry or follow redirects, and before the logging policy. Its
 * position is {@link HttpPipelinePosition#PER_RETRY}, so each builder of the Azure SDK puts it after the SDK's own
 * policies, except the logging policy. It has to be the last policy that you add by {@code withPolicy}. Managers that
 * are generated from the REST API have a builder that is not an {@code AzureConfigurable}. Add the policy to that
 * builder:
 *
 * <pre>{@code
 * ContainerAppsApiManager manager = ContainerAppsApiManager.configure()
 *         .withPolicy(AttributionPolicy.of(attribution))
 *         .authenticate(credential, profile);
 * }</pre>
 *
 * <p>A request that passes the policy twice, as in challenge replays and provider registration, is not changed the
 * second time. When an attempt to reach a covered host has its response or has failed, the policy notifies the
 * listeners of its attribution. Without listeners, the policy adds no operator to an asynchronous call.
 *
 * <p>Immutable and thread-safe. Never fails a call.
 *
 * @see AzureAttribution
 */
public final class AttributionPolicy implements HttpPipelinePolicy {
    /**
     * Is the key of a call's context under which a policy with added endpoints stores the covered server. Policies
     * without that endpoint then keep the ID. Policies without added endpoints store nothing, because each attribution
     * covers Azure's own hosts.
     */
    private static final String COVERED = "dev.azurecua.covered";

    private final Attribution attribution;
    private final boolean hasEndpoints;

    private AttributionPolicy(Attribution attribution) {
        this.attribution = attribution;
        this.hasEndpoints = attribution.isActive() && !attribution.endpoints().isEmpty();
    }

    /**
     * Creates a policy. If the attribution is inactive, the policy changes no request.
     *
     * @param attribution the ID to add and the hosts to cover
     * @return a policy, which may be used in any number of pipelines
     */
    public static AttributionPolicy of(Attribution attribution) {
        return new AttributionPolicy(Objects.requireNonNull(attribution, "attribution"));
    }

    /**
     * Calls each method of azure-core and of {@code cua-agent-core} that a request needs.
     *
     * @throws LinkageError if one of the two lacks a class or a method; without this check, requests would fail
     */
    static void link() {
        HttpHeaders headers = new HttpHeaders();
        set(headers, "a/1");
        HeaderLines.value(headers.get(HttpHeaderName.USER_AGENT));
        set(headers, null);
        Attribution none = Attribution.none();
        none.covers(null, 0);
        none.userAgent(null, false);
        none.hasListeners();
        Attempt attempt = none.attempt("GET", "https://management.azure.com");
        attempt.failed(name -> null, new IllegalStateException());
        attempt.answered(name -> null, () -> 0, name -> null);
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        boolean covered = isCovered(context);
        attribute(context, covered);
        return isRecorded(covered) ? new AttemptRecorder(attribution, context).process(next) : next.process();
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        boolean covered = isCovered(context);
        attribute(context, covered);
        return isRecorded(covered) ? new AttemptRecorder(attribution, context).processSync(next) : next.processSync();
    }

    /**
     * Returns the position after the retry policy, so that each attempt passes this policy.
     *
     * @return {@link HttpPipelinePosition#PER_RETRY}
     */
    @Override
    public HttpPipelinePosition getPipelinePosition() {
        return HttpPipelinePosition.PER_RETRY;
    }

    Attribution attribution() {
        return attribution;
    }

    private boolean isCovered(HttpPipelineCallContext context) {
        @Nullable URL url = context.getHttpRequest().getUrl();
        return url != null
                && !hasBackslash(url.getUserInfo())
                && attribution.covers(url.getHost(), url.getPort() < 0 ? url.getDefaultPort() : url.getPort());
    }

    /**
     * Returns whether the client may connect to another host than this URL has. For {@code https://a\@b/}, OkHttp
     * connects to a, as browsers do, but {@link URL} has the host b.
     */
    private static boolean hasBackslash(@Nullable String userInfo) {
        return userInfo != null && userInfo.indexOf('\\') >= 0;
    }

    private boolean isRecorded(boolean covered) {
        return covered && attribution.hasListeners();
    }

    @SuppressWarnings("ReferenceEquality") // Attribution.userAgent returns the same instance if nothing changes.
    private void attribute(HttpPipelineCallContext context, boolean covered) {
        HttpHeaders headers = context.getHttpRequest().getHeaders();
        String current = HeaderLines.value(headers.get(HttpHeaderName.USER_AGENT));
        String userAgent = attribution.userAgent(current, covered);
        if (covered && hasEndpoints) {
            context.setData(COVERED, server(context));
        }
        if (userAgent != current && (covered || !isCoveredByAnother(context))) {
            set(headers, userAgent);
        }
    }

    /**
     * Returns whether another policy of this call covers the server. The ID in the request is then from that policy and
     * not from a redirect. For example, the policy in code may have more endpoints than the provider's.
     */
    private static boolean isCoveredByAnother(HttpPipelineCallContext context) {
        return context.getData(COVERED).filter(server(context)::equals).isPresent();
    }

    private static String server(HttpPipelineCallContext context) {
        @Nullable URL url = context.getHttpRequest().getUrl();
        return url == null ? "" : String.valueOf(url.getAuthority());
    }

    private static void set(HttpHeaders headers, @Nullable String userAgent) {
        if (userAgent == null) {
            headers.remove(HttpHeaderName.USER_AGENT);
        } else {
            headers.set(HttpHeaderName.USER_AGENT, userAgent);
        }
    }
}
