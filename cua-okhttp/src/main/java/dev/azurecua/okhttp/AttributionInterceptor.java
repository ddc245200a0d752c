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
 * Adds the tracking ID to the User-Agent of each request to Azure Resource Manager, and removes it from requests to any
 * other host.
 *
 * <pre>{@code
 * OkHttpClient client = AttributionInterceptor.attribute(new OkHttpClient(), attribution);
 * }</pre>
 *
 * <p>Install it as a network interceptor, after all interceptors that set the User-Agent. There it sees OkHttp's own
 * product, {@code okhttp/<version>}, and each attempt: redirects, OkHttp's retries, and the requests of authenticators.
 * It does not see what OkHttp does without network interceptors: a response from the cache, a web socket, the CONNECT
 * to a proxy.
 *
 * <p>Install it as an application interceptor only if a builder accepts no network interceptor. There it sees each call
 * only once. A redirect from Resource Manager to another service keeps the ID, and a redirect to Resource Manager does
 * not get it. If a client has both kinds, the ID is still sent once.
 *
 * <p>A network interceptor notifies the listeners of its attribution. It does so for each attempt to reach a covered
 * host. An application interceptor does not notify them.
 *
 * <p>Another adapter may attribute the same calls: an application interceptor, or the {@code AttributionPolicy} of an
 * Azure SDK client that has OkHttp as its transport. Give both the same {@linkplain Attribution#withEndpoint
 * endpoints}: an interceptor that lacks an endpoint removes the ID from calls to it. Logs one WARN then.
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
     * Creates an interceptor. If the attribution is inactive, the interceptor changes no request.
     *
     * @param attribution the ID to add and the hosts to cover
     * @return an interceptor, which may be used in any number of clients
     */
    public static AttributionInterceptor of(Attribution attribution) {
        return new AttributionInterceptor(Objects.requireNonNull(attribution, "attribution"));
    }

    /**
     * Returns a client that has the interceptor as its last network interceptor. It shares everything else with the
     * given client, including connection pool, dispatcher and cache. If a logging interceptor should show the ID, add
     * it to the returned client, because it has to come after this interceptor. If the given client already has network
     * interceptors of this type, the new one also covers their endpoints.
     *
     * @param client any client; it is not changed
     * @param attribution the ID to add and the hosts to cover
     * @return an attributed client; the given client if it has an interceptor with an equal attribution already, or if
     *     the attribution is inactive and has no listener
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
        // An application interceptor has no connection. OkHttp adds its own product only after it.
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

    /**
     * Logs the first removal. Usually a redirect copied the ID, and the removal is intended. Otherwise another adapter
     * covers this host, and its ID was just removed.
     */
    private void warnOfRemoval(HttpUrl url) {
        if (!warned.getAndSet(true)) {
            HttpUrl server = url.newBuilder()
                    .username("")
                    .password("")
                    .encodedPath("/")
                    .query(null)
                    .fragment(null)
                    .build();
            warn("Removed " + attribution.trackingId() + " from the User-Agent of a request to " + server
                    + ", because this host is not covered. If it is a Resource Manager, cover it by"
                    + " attribution.withEndpoint(URI.create(\"" + server + "\")). Logged once.");
        }
    }

    /** Logs by SLF4J if the application has it, otherwise by the JDK, as the core does. Never throws. */
    private static void warn(String line) {
        try {
            Slf4j.LOG.warn(line);
        } catch (LinkageError | RuntimeException missingOrBroken) {
            java.util.logging.Logger.getLogger(AttributionInterceptor.class.getName())
                    .warning(line);
        }
    }

    private Response proceed(Chain chain, Request request, boolean covered) throws IOException {
        // Only with a connection, because an application interceptor cannot know which attempts reach the wire.
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
            // Must not fail here, because the request already had this value. Only a fallback: it allocates 50 % more.
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
     * Returns whether the cache may compare the User-Agent of this request with that of a later request. It does so
     * before network interceptors run, so the cached request must not have the ID. That includes a 304, because a 304
     * need not repeat the {@code Vary} header of the stored response.
     */
    private static boolean isCachedByUserAgent(@Nullable Response response) {
        if (response == null) {
            return false;
        }
        return response.code() == HttpURLConnection.HTTP_NOT_MODIFIED
                || response.headers("Vary").toString().toLowerCase(Locale.ROOT).contains("user-agent");
    }

    /** Holds the logger in a separate class, which fails to load if SLF4J is missing. */
    private static final class Slf4j {
        static final Logger LOG = LoggerFactory.getLogger(AttributionInterceptor.class);
    }
}
