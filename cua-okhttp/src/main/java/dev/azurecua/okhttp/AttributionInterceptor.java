// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import dev.azurecua.Attribution;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Headers;
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
 * {@code okhttp/<version>}, and each attempt: redirects, OkHttp's retries, the answers of authenticators. As an application
 * interceptor, for builders that take no other, it sees a call but once: a redirect from Resource Manager to another service
 * takes the ID along, and one to Resource Manager does not get it. With both kinds in one client the ID is still sent once.
 *
 * <p>Whatever else attributes the same calls, another interceptor or the {@code AttributionPolicy} of an Azure SDK client
 * with OkHttp as its transport, has to know the same {@linkplain Attribution#withEndpoint endpoints}: the one that does not
 * takes the ID out again.
 *
 * <p>Immutable and thread-safe. Never fails a call. Not asked by OkHttp for a response out of the cache, for a web socket, and
 * for the CONNECT to a proxy.
 */
public final class AttributionInterceptor implements Interceptor {
    private static final Logger LOG = LoggerFactory.getLogger(AttributionInterceptor.class);
    private static final String USER_AGENT = "User-Agent";

    private final Attribution attribution;
    private final AtomicBoolean warned = new AtomicBoolean();

    private AttributionInterceptor(Attribution attribution) {
        this.attribution = attribution;
    }

    /**
     * Makes an interceptor. Of an inactive attribution it is one that does nothing.
     *
     * @param attribution who is credited, and for calls to which hosts
     * @return an interceptor, which may be in any number of clients
     */
    public static AttributionInterceptor of(Attribution attribution) {
        return new AttributionInterceptor(Objects.requireNonNull(attribution, "attribution"));
    }

    /**
     * Attributes what is sent by a client: derives one that has the interceptor as its last network interceptor and shares
     * everything else, connection pool, dispatcher and cache included. A logging interceptor that should show the ID is to be
     * added behind it, to the client that is returned.
     *
     * @param client any client; it stays as it is
     * @param attribution who is credited, and for calls to which hosts
     * @return an attributed client; the given one if the attribution is inactive, or if a network interceptor in it covers all
     *     of these hosts already, whomever it credits, because the first writer keeps the credit
     */
    public static OkHttpClient attribute(OkHttpClient client, Attribution attribution) {
        boolean nothingToAdd = attribution.addsNothingTo(Attribution.none())
                || client.networkInterceptors().stream()
                        .filter(AttributionInterceptor.class::isInstance)
                        .anyMatch(present -> attribution.addsNothingTo(((AttributionInterceptor) present).attribution));
        return nothingToAdd
                ? client
                : client.newBuilder().addNetworkInterceptor(of(attribution)).build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        HttpUrl url = request.url();
        String present = userAgent(request.headers());
        // Without a connection it is an application interceptor, behind which OkHttp names itself only if nobody else
        // did.
        String current = present == null && chain.connection() == null ? OkHttpProduct.OF_THIS_PROCESS : present;
        String userAgent = attribution.userAgent(current, url.host(), url.port());
        if (Objects.equals(userAgent, current)) {
            return chain.proceed(request);
        }
        if (!attribution.covers(url.host(), url.port())) {
            warnOfRemoval(url);
        }
        Response response = chain.proceed(
                request.newBuilder().headers(with(userAgent, request.headers())).build());
        // The cache knows the next request as it is before network interceptors, and has to compare it with its like.
        return variesByUserAgent(response)
                ? response.newBuilder().request(request).build()
                : response;
    }

    /** Mostly a redirect, and as it should be; or somebody else covers the host, and his ID is lost here. */
    private void warnOfRemoval(HttpUrl url) {
        if (!warned.getAndSet(true)) {
            HttpUrl server = new HttpUrl.Builder()
                    .scheme(url.scheme())
                    .host(url.host())
                    .port(url.port())
                    .build();
            LOG.warn(
                    "{} is taken out of the User-Agent of a request to {}, which is not covered. If that is a Resource Manager,"
                            + " cover it: attribution.withEndpoint(URI.create(\"{}\")). Not said again.",
                    attribution.trackingId(),
                    server,
                    server);
        }
    }

    /** Several field lines, which some hand-written interceptor may have added, are one value: no ID in them is overlooked. */
    private static @Nullable String userAgent(Headers headers) {
        String value = null;
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equalsIgnoreCase(USER_AGENT)) {
                value = value == null ? headers.value(i) : value + " " + headers.value(i);
            }
        }
        return value;
    }

    private static Headers with(@Nullable String userAgent, Headers headers) {
        Headers.Builder builder = headers.newBuilder().removeAll(USER_AGENT);
        // What is not ASCII in it came through already, and is no reason to fail now.
        return userAgent == null
                ? builder.build()
                : builder.addUnsafeNonAscii(USER_AGENT, userAgent).build();
    }

    private static boolean variesByUserAgent(Response response) {
        return response.headers("Vary").toString().toLowerCase(Locale.ROOT).contains("user-agent");
    }
}
