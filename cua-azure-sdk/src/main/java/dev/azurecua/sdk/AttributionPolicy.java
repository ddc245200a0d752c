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
 * Puts the tracking ID into the User-Agent of each attempt to Azure Resource Manager, and takes it out of any other.
 *
 * <p>Its place is behind everything that sets the User-Agent, retries or redirects, and in front of the logging policy.
 * It is {@link HttpPipelinePosition#PER_RETRY}, so each builder of the Azure SDK puts it behind the SDK's own policies;
 * among those that are added by {@code withPolicy} it has to be the last one. For managers that are generated from the
 * REST API, whose builder is no {@code AzureConfigurable}, that is the way to keep one's own builder:
 *
 * <pre>{@code
 * ContainerAppsApiManager manager = ContainerAppsApiManager.configure()
 *         .withPolicy(AttributionPolicy.of(attribution))
 *         .authenticate(credential, profile);
 * }</pre>
 *
 * <p>Passing one request twice, as challenge replays and provider registration do, changes nothing the second time. The
 * listeners of the attribution are told of each attempt that passes it, when its answer or failure is there; without
 * any, no operator is added to an asynchronous call.
 *
 * <p>Immutable and thread-safe. Never fails a call.
 *
 * @see AzureAttribution
 */
public final class AttributionPolicy implements HttpPipelinePolicy {
    /** Where the context of a call says which server an added endpoint covers; all attributions cover Azure's own. */
    private static final String COVERED = "dev.azurecua.covered";

    private final Attribution attribution;
    private final boolean hasEndpoints;

    private AttributionPolicy(Attribution attribution) {
        this.attribution = attribution;
        this.hasEndpoints = attribution.isActive() && !attribution.endpoints().isEmpty();
    }

    /**
     * Makes a policy. Of an inactive attribution it is one that does nothing.
     *
     * @param attribution who is credited, and for calls to which hosts
     * @return a policy, which may be in any number of pipelines
     */
    public static AttributionPolicy of(Attribution attribution) {
        return new AttributionPolicy(Objects.requireNonNull(attribution, "attribution"));
    }

    /**
     * Calls once what a request will need of azure-core and of {@code cua-agent-core}.
     *
     * @throws LinkageError if one of the two lacks a class or a method, which would else fail requests
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
     * Where builders put it: behind the retry policy, so that each attempt passes it.
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
        URL url = context.getHttpRequest().getUrl();
        return attribution.covers(url.getHost(), url.getPort() < 0 ? url.getDefaultPort() : url.getPort());
    }

    private boolean isRecorded(boolean covered) {
        return covered && attribution.hasListeners();
    }

    @SuppressWarnings("ReferenceEquality") // The very same string means that nothing changes.
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
     * Returns whether a policy that has more endpoints, as the code's has beside the provider's, put the ID there, and
     * not a redirect.
     */
    private static boolean isCoveredByAnother(HttpPipelineCallContext context) {
        return context.getData(COVERED).filter(server(context)::equals).isPresent();
    }

    private static String server(HttpPipelineCallContext context) {
        return String.valueOf(context.getHttpRequest().getUrl().getAuthority());
    }

    private static void set(HttpHeaders headers, @Nullable String userAgent) {
        if (userAgent == null) {
            headers.remove(HttpHeaderName.USER_AGENT);
        } else {
            headers.set(HttpHeaderName.USER_AGENT, userAgent);
        }
    }
}
