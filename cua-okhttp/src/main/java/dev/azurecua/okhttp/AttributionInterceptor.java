// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import dev.azurecua.Attribution;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the tracking ID into the User-Agent of each request to Azure Resource Manager, and takes it out of any other.
 *
 * <pre>{@code
 * OkHttpClient client = AttributionInterceptor.attribute(new OkHttpClient(), attribution);
 * }</pre>
 *
 * <p>It belongs to the network interceptors, behind all that set the User-Agent. There it sees OkHttp's own product,
 * {@code okhttp/<version>}, and each attempt: redirects, OkHttp's retries, the answers of authenticators; but nothing
 * that OkHttp does without them: a response out of the cache, a web socket, the CONNECT to a proxy. As an application
 * interceptor, for builders that take no other, it sees a call but once: a redirect from Resource Manager to another
 * service takes the ID along, and one to Resource Manager does not get it. With both kinds in one client the ID is
 * still sent once. The listeners of the attribution are told of each attempt by a network interceptor, and of none by
 * an application interceptor.
 *
 * <p>Whatever else attributes the same calls, an application interceptor or the {@code AttributionPolicy} of an Azure
 * SDK client with OkHttp as its transport, has to know the same {@linkplain Attribution#withEndpoint endpoints}: the
 * one that does not takes the ID out again, with one WARN.
 *
 * <p>Immutable and thread-safe. Never fails a call.
 */
public final class AttributionInterceptor implements Interceptor {
    private static final String USER_AGENT = "User-Agent";

    private final Attribution attribution;
    private final AtomicBoolean warned = new AtomicBoolean();

    private AttributionInterceptor(Attribution attribution) {
        this.attribution = attribution;
    }

    /**
     * Makes an interceptor. If the attribution is inactive, it changes nothing.
     *
     * @param attribution who is credited, and for calls to which hosts
     * @return an interceptor, which may be in any number of clients
     */
    public static AttributionInterceptor of(Attribution attribution) {
        return new AttributionInterceptor(Objects.requireNonNull(attribution, "attribution"));
    }

    /**
     * Attributes what is sent by a client: derives one that has the interceptor as its last network interceptor and
     * shares everything else, connection pool, dispatcher and cache included. A logging interceptor that should show
     * the ID is to be added behind it, to the client that is returned.
     *
     * @param client any client; it stays as it is
     * @param attribution who is credited, and for calls to which hosts
     * @return an attributed client, which also covers the endpoints of the interceptors that the given one has; the
     *     given one if it is attributed by an equal attribution already, or if this one is inactive and has no listener
     */
    public static OkHttpClient attribute(OkHttpClient client, Attribution attribution) {
        if (!attribution.needsAdapter()) {
            return client;
        }
        List<Attribution> present = client.networkInterceptors().stream()
                .filter(AttributionInterceptor.class::isInstance)
                .map(interceptor -> ((AttributionInterceptor) interceptor).attribution)
                .collect(Collectors.toList());
        Attribution all = attribution;
        for (Attribution other : present) {
            for (URI endpoint : other.endpoints()) {
                all = all.withEndpoint(endpoint);
            }
        }
        return present.contains(all)
                ? client
                : client.newBuilder().addNetworkInterceptor(of(all)).build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        HttpUrl url = request.url();
        String present = HeaderLines.value(request.headers(), USER_AGENT);
        // Without a connection it is an application interceptor: OkHttp names itself later, if nobody else did.
        String current = present == null && chain.connection() == null ? OkHttpProduct.RUNNING : present;
        boolean covered = attribution.covers(url.host(), url.port());
        String userAgent = attribution.userAgent(current, covered);
        if (Objects.equals(userAgent, current)) {
            return proceed(chain, request, covered);
        }
        if (!covered) {
            warnOfRemoval(url);
        }
        Response response = proceed(chain, withUserAgent(userAgent, request), covered);
        return isCachedByUserAgent(response)
                ? response.newBuilder()
                        .request(withUserAgent(present, response.request()))
                        .build()
                : response;
    }

    /** Usually a redirect, as intended; otherwise another adapter covers this host and its ID is removed here. */
    private void warnOfRemoval(HttpUrl url) {
        if (!warned.getAndSet(true)) {
            HttpUrl server = url.newBuilder()
                    .username("")
                    .password("")
                    .encodedPath("/")
                    .query(null)
                    .fragment(null)
                    .build();
            warn(attribution.trackingId() + " is taken out of the User-Agent of a request to " + server
                    + ", which is not covered. If that is a Resource Manager, cover it:"
                    + " attribution.withEndpoint(URI.create(\"" + server + "\")). Not said again.");
        }
    }

    /** Logs as the core does: by SLF4J if the application has it, and never throws. */
    private static void warn(String line) {
        try {
            Slf4j.LOG.warn(line);
        } catch (LinkageError | RuntimeException missingOrBroken) {
            java.util.logging.Logger.getLogger(AttributionInterceptor.class.getName())
                    .warning(line);
        }
    }

    private Response proceed(Chain chain, Request request, boolean covered) throws IOException {
        // An application interceptor cannot know what of a call goes over the wire, if anything does.
        return covered && chain.connection() != null && attribution.hasListeners()
                ? new AttemptRecorder(attribution, chain).proceed(request)
                : chain.proceed(request);
    }

    private static Request withUserAgent(@Nullable String userAgent, Request request) {
        if (userAgent == null) {
            return request.newBuilder().removeHeader(USER_AGENT).build();
        }
        try {
            return request.newBuilder().header(USER_AGENT, userAgent).build();
        } catch (IllegalArgumentException notAscii) {
            // It came through already, and is no reason to fail now. This way takes half as many bytes again.
            return request.newBuilder()
                    .headers(request.headers()
                            .newBuilder()
                            .removeAll(USER_AGENT)
                            .addUnsafeNonAscii(USER_AGENT, userAgent)
                            .build())
                    .build();
        }
    }

    /**
     * Whether the cache will compare the User-Agent of this request with that of a later one, which it does before
     * network interceptors: what it keeps must not have the ID. A 304 need not repeat that the stored response varies
     * by it.
     */
    private static boolean isCachedByUserAgent(Response response) {
        return response.code() == HttpURLConnection.HTTP_NOT_MODIFIED
                || response.headers("Vary").toString().toLowerCase(Locale.ROOT).contains("user-agent");
    }

    private static final class Slf4j {
        static final Logger LOG = LoggerFactory.getLogger(AttributionInterceptor.class);
    }
}
