// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who is credited for Azure Resource Manager calls, and which hosts are Resource Manager: it says what the User-Agent
 * of a request has to be. Every adapter, and any HTTP client without one, asks it for each attempt on the wire:
 *
 * <pre>{@code
 * Attribution attribution = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * String userAgent = attribution.userAgent("my-deployer/1.0", "management.azure.com", 443);
 * // my-deployer/1.0 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4
 * }</pre>
 *
 * <p>A customer's opt-out, {@code -Dcua.opt-out=true} or {@code CUA_OPT_OUT=true}, wins over everything: whatever is
 * made while it is set is {@linkplain #isActive() inactive} and changes no request.
 *
 * <p>Immutable and thread-safe. {@link #userAgent} and {@link #covers} never throw. Make one and keep it: it remembers
 * what becomes of a User-Agent.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5">RFC 9110 §10.1.5, User-Agent</a>
 */
public final class Attribution {
    private static final Log LOG = Log.of(Attribution.class);
    private static final Attribution NONE = inactive(new DeferredLog(LOG));

    private final @Nullable Token token;
    private final KnownUserAgents userAgents;
    private final CoveredHosts coveredHosts;
    private final Listeners listeners;
    /** What the settings came to, where it could not be logged when they were read. */
    private final DeferredLog log;

    private final AtomicBoolean warned = new AtomicBoolean();

    private Attribution(
            @Nullable Token token,
            KnownUserAgents userAgents,
            CoveredHosts coveredHosts,
            Listeners listeners,
            DeferredLog log) {
        this.token = token;
        this.userAgents = userAgents;
        this.coveredHosts = coveredHosts;
        this.listeners = listeners;
        this.log = log;
    }

    private static Attribution active(TrackingId trackingId, CoveredHosts coveredHosts, DeferredLog log) {
        return new Attribution(new Token(trackingId), new KnownUserAgents(), coveredHosts, Listeners.NONE, log);
    }

    private static Attribution inactive(DeferredLog log) {
        return new Attribution(null, new KnownUserAgents(), CoveredHosts.AZURE, Listeners.NONE, log);
    }

    /**
     * Attributes to this ID.
     *
     * @param trackingId who is credited
     * @return an active attribution, or an inactive one if the customer opted out
     */
    public static Attribution of(TrackingId trackingId) {
        Objects.requireNonNull(trackingId, "trackingId");
        DeferredLog log = new DeferredLog(LOG);
        return Settings.ofProcess().isOptedOut(log) ? inactive(log) : active(trackingId, CoveredHosts.AZURE, log);
    }

    /**
     * Attributes to this ID.
     *
     * @param trackingId who is credited, see {@link TrackingId#of(String)}
     * @return an active attribution, or an inactive one if the customer opted out
     * @throws IllegalArgumentException if it is no tracking ID; the message says what is wrong and what to write
     */
    public static Attribution of(String trackingId) {
        return of(TrackingId.of(trackingId));
    }

    /**
     * Attributes to the ID that the process was started with. The first hit wins: system property
     * {@code cua.tracking-id}, environment variable {@code CUA_TRACKING_ID}, {@code tracking-id} in
     * {@code cua.properties} on the class path, the first {@code pid-} token of {@code AZURE_HTTP_USER_AGENT},
     * {@code ARM_PARTNER_ID}. Further endpoints, comma-separated, are those of {@code cua.endpoints},
     * {@code CUA_ENDPOINTS} or {@code endpoints} in the file. Blank counts as not set. The class path is that of the
     * thread's context class loader, or if there is no such file on it, that of this library's own.
     *
     * <p>Logs the source of the ID at INFO. Never throws: a malformed setting is one ERROR in the log, which names it
     * and the way to fix it, and then nothing is attributed, because attribution must not break a deployment.
     *
     * @return an active attribution, or an inactive one if nothing is set, a setting is malformed or the customer opted
     *     out
     */
    public static Attribution fromEnvironment() {
        return from(Settings.ofProcess());
    }

    static Attribution from(Settings settings) {
        DeferredLog log = new DeferredLog(LOG);
        settings.warnOfUnknownNames(log);
        if (settings.isOptedOut(log)) {
            return inactive(log);
        }
        try {
            Settings.IdAndEndpoints set = settings.idAndEndpoints(log);
            if (set.id == null) {
                return inactive(log);
            }
            Attribution attribution = active(
                    set.id.parse(TrackingId::of),
                    set.endpoints == null ? CoveredHosts.AZURE : set.endpoints.parse(CoveredHosts.AZURE::withAll),
                    log);
            log.info("Azure Resource Manager calls: " + attribution + ", from " + set.id.source());
            return attribution;
        } catch (IllegalArgumentException malformed) {
            log.error("No attribution by the settings of this process: " + malformed.getMessage());
            return inactive(log);
        }
    }

    /**
     * Attributes nothing.
     *
     * @return an inactive attribution
     */
    public static Attribution none() {
        return NONE;
    }

    /**
     * Covers one more Resource Manager: of Azure Stack, of an air-gapped cloud, of a test. It is compared by host and
     * port, without its subdomains.
     *
     * @param resourceManagerEndpoint its absolute {@code https} (or {@code http}) URL, of which host and port are kept
     * @return a copy that covers it too; this attribution itself if it does already
     * @throws IllegalArgumentException if it is no such URL
     */
    public Attribution withEndpoint(URI resourceManagerEndpoint) {
        CoveredHosts more = coveredHosts.with(resourceManagerEndpoint.toString());
        return more == coveredHosts ? this : new Attribution(token, userAgents, more, listeners, log);
    }

    /**
     * Tells a listener of each attempt to reach a covered host, beside those that are told already. An inactive
     * attribution does so too: it changes no request, and the listener sees that it does not.
     *
     * <p>Of several policies in a pipeline, or several interceptors in an OkHttp client, that have the same listener,
     * the last one tells it. A policy and an interceptor do not know of each other: give the listener to one of the
     * two, or it is told twice.
     *
     * @param listener is told, such as an {@link AttributionReport}
     * @return a copy that tells it too; this attribution itself if it does already
     */
    public Attribution withListener(AttributionListener listener) {
        Listeners more = listeners.with(Objects.requireNonNull(listener, "listener"));
        return more == listeners ? this : new Attribution(token, userAgents, coveredHosts, more, log);
    }

    /**
     * Who is credited.
     *
     * @return the ID, or null if this attribution is inactive
     */
    public @Nullable TrackingId trackingId() {
        return token == null ? null : token.id();
    }

    /**
     * The endpoints that are covered besides Azure's own.
     *
     * @return what {@link #withEndpoint} or a setting added, in that order; unmodifiable
     */
    public List<URI> endpoints() {
        return coveredHosts.endpoints();
    }

    /**
     * Whether anything is attributed.
     *
     * @return false for {@link #none()}, if no ID is configured, and if the customer opted out
     */
    public boolean isActive() {
        return token != null;
    }

    /**
     * Whether this attribution has nothing to do where another one acts on the same requests already, for adapters that
     * are to be in a client once. It has something to do if it has a listener that the present one does not tell. Apart
     * from that an inactive one has not; any other has not if the present one is active and covers all of its
     * endpoints, whomever it credits, because the first writer keeps the credit. If that is somebody else, one WARN for
     * each attribution names both, as in {@link #userAgent}.
     *
     * @param present the attribution of an adapter that the client has; {@link #none()} if it has no adapter
     * @return true if a second adapter would change no request and tell no one of it
     */
    public boolean addsNothingTo(Attribution present) {
        boolean wider = !present.coveredHosts.containAll(coveredHosts);
        if (!listeners.isEmpty() && (wider || !present.listeners.containAll(listeners))) {
            return false;
        }
        if (token == null) {
            return true;
        }
        if (present.token == null || wider) {
            return false;
        }
        String other = present.token.toString();
        if (!token.isAt(0, other)) {
            warnOfOther(token, other, 0);
        }
        return true;
    }

    /**
     * Whether the host is an Azure Resource Manager. Covered are, on port 443, {@code management.azure.com},
     * {@code management.usgovcloudapi.net}, {@code management.chinacloudapi.cn}, {@code management.sovcloud-api.fr} and
     * {@code management.sovcloud-api.de} with their subdomains, to which polls and redirects go; and each added
     * endpoint by host and port. It is a statement about hosts, the same whether this attribution is active or not.
     *
     * @param host a host name or address, in any letter case; null, which {@link URI#getHost()} may return, is not
     *     covered
     * @param port the port that is connected to; -1, which {@link URI#getPort()} may return, is 443
     * @return true if it is
     */
    public boolean covers(@Nullable String host, int port) {
        return coveredHosts.contain(host, port);
    }

    /**
     * What the User-Agent of a request has to be. Ask for each attempt, each redirect and each poll, as near to the
     * wire as the HTTP client allows, after everything else that sets the header.
     *
     * <ul>
     *   <li>Covered host: the ID last, behind one space; the ID alone if there was nothing. A value that has a tracking
     *       ID already is left as it is, anybody's: Resource Manager reads only one. If it is another's, one WARN for
     *       each attribution names both.
     *   <li>Any other host: the value without this ID, should a redirect have copied it there.
     *   <li>Inactive: the value.
     * </ul>
     *
     * <p>Where nothing changes the very same string comes back, and nothing is allocated. Of covered hosts the first
     * values that are asked for are remembered, some hundred, and to ask for one of them once more allocates nothing.
     *
     * @param current the User-Agent so far, or null if the request has none
     * @param host the host that the request goes to, see {@link #covers}
     * @param port the port that it goes to, see {@link #covers}
     * @return the value to send, or null if the request should have no User-Agent
     */
    public @Nullable String userAgent(@Nullable String current, @Nullable String host, int port) {
        if (log.isWaiting() && covers(host, port)) {
            log.flush();
        }
        if (token == null) {
            return current;
        }
        boolean covered = covers(host, port);
        if (current == null) {
            return covered ? token.toString() : null;
        }
        if (!covered) {
            return token.removedFrom(current);
        }
        String known = userAgents.get(current);
        return known == null ? attributed(current, token) : known;
    }

    /**
     * Whether a listener is to be told of requests to this host.
     *
     * @param host the host that the request goes to, see {@link #covers}
     * @param port the port that it goes to, see {@link #covers}
     * @return true if there is a listener, and the host is covered
     */
    public boolean hasListenerFor(@Nullable String host, int port) {
        return !listeners.isEmpty() && covers(host, port);
    }

    /**
     * Begins an attempt of which the listeners are told when its outcome is. For adapters, and for HTTP clients without
     * one; to be asked for where {@link #hasListenerFor} says so, right before the request is handed on:
     *
     * <pre>{@code
     * ResourceManagerCall.Attempt attempt = attribution.attempt("GET", request.uri().toString());
     * try {
     *     HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
     *     attempt.answered(
     *             name -> request.headers().firstValue(name).orElse(null),
     *             response::statusCode,
     *             name -> response.headers().firstValue(name).orElse(null));
     * } catch (IOException e) {
     *     attempt.failed(name -> request.headers().firstValue(name).orElse(null), e);
     *     throw e;
     * }
     * }</pre>
     *
     * @param method of the request
     * @param url of the request
     * @return an attempt
     */
    public ResourceManagerCall.Attempt attempt(String method, String url) {
        return new ResourceManagerCall.Attempt(method, url, trackingId(), listeners);
    }

    Listeners listeners() {
        return listeners;
    }

    private String attributed(String current, Token token) {
        int present = UserAgent.indexOfTrackingId(current);
        if (present >= 0 && !token.isAt(present, current)) {
            warnOfOther(token, current, present);
            return current;
        }
        String attributed = present < 0 ? token.appendedTo(current) : current;
        userAgents.put(current, attributed);
        return attributed;
    }

    private void warnOfOther(Token token, String userAgent, int index) {
        if (!warned.getAndSet(true)) {
            LOG.warn("Requests name the tracking ID " + Printable.of(UserAgent.tokenAt(userAgent, index))
                    + " already, so "
                    + token + " is not added to them: Resource Manager reads only one, and the first writer keeps the"
                    + " credit. Not said again.");
        }
    }

    @Override
    public String toString() {
        return token == null
                ? "no attribution"
                : "attribution to " + token + (endpoints().isEmpty() ? "" : ", also at " + endpoints());
    }
}
