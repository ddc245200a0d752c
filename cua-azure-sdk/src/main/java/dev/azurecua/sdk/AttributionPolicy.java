// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.azurecua.Attribution;
import java.net.URL;
import java.util.List;
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
        value(headers.get(HttpHeaderName.USER_AGENT));
        set(headers, null);
        Attribution none = Attribution.none();
        none.userAgent(null, null, 0);
        none.covers(null, 0);
        none.hasListenerFor(null, 0);
        none.attempt("GET", "https://management.azure.com").failed(name -> null, new IllegalStateException());
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return attribute(context) ? new ReportedRequest(this, context).process(next) : next.process();
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        return attribute(context) ? new ReportedRequest(this, context).processSync(next) : next.processSync();
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

    /** Says whether somebody is to be told of the attempt. */
    @SuppressWarnings("ReferenceEquality") // The very same string says that nothing changes.
    private boolean attribute(HttpPipelineCallContext context) {
        HttpHeaders headers = context.getHttpRequest().getHeaders();
        URL url = context.getHttpRequest().getUrl();
        String host = url.getHost();
        int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
        String current = value(headers.get(HttpHeaderName.USER_AGENT));
        String userAgent = attribution.userAgent(current, host, port);
        if (hasEndpoints && attribution.covers(host, port)) {
            context.setData(COVERED, url.getAuthority());
        }
        if (userAgent != current && (attribution.covers(host, port) || !isCoveredByAnother(context, url))) {
            set(headers, userAgent);
        }
        return attribution.hasListenerFor(host, port);
    }

    /**
     * Whether a policy that knows more endpoints, the code's beside the provider's, put the ID there and not a
     * redirect.
     */
    private static boolean isCoveredByAnother(HttpPipelineCallContext context, URL url) {
        return url.getAuthority().equals(context.getData(COVERED).orElse(null));
    }

    private static void set(HttpHeaders headers, @Nullable String userAgent) {
        if (userAgent == null) {
            headers.remove(HttpHeaderName.USER_AGENT);
        } else {
            headers.set(HttpHeaderName.USER_AGENT, userAgent);
        }
    }

    /**
     * Several field lines, which some hand-written policy may have added, are one value: no ID in them is overlooked.
     */
    static @Nullable String value(@Nullable HttpHeader header) {
        if (header == null) {
            return null;
        }
        List<String> lines = header.getValuesList();
        return lines.size() == 1 ? lines.get(0) : String.join(" ", lines);
    }
}
