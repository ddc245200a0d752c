// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.net.URI;
import java.util.HashSet;
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
    private static final Attribution NONE = inactive("it is none()", new DeferredLog(LOG));

    private final @Nullable TrackingId trackingId;
    /** The reason why nothing is attributed; empty if something is. */
    private final String reason;

    private final UserAgentCache userAgents;
    private final CoveredHosts coveredHosts;
    private final Listeners listeners;
    /** Holds what could not be logged yet when the settings were read. */
    private final DeferredLog log;

    /** True once the WARN of another partner's ID is logged. Shared by all copies, as the cache is. */
    private final AtomicBoolean warned;

    private Attribution(
            @Nullable TrackingId trackingId,
            String reason,
            UserAgentCache userAgents,
            CoveredHosts coveredHosts,
            Listeners listeners,
            DeferredLog log,
            AtomicBoolean warned) {
        this.trackingId = trackingId;
        this.reason = reason;
        this.userAgents = userAgents;
        this.coveredHosts = coveredHosts;
        this.listeners = listeners;
        this.log = log;
        this.warned = warned;
    }

    private Attribution copy(CoveredHosts newCoveredHosts, Listeners newListeners) {
        return new Attribution(trackingId, reason, userAgents, newCoveredHosts, newListeners, log, warned);
    }

    private static Attribution active(TrackingId trackingId, CoveredHosts coveredHosts, DeferredLog log) {
        return new Attribution(
                trackingId, "", new UserAgentCache(), coveredHosts, Listeners.NONE, log, new AtomicBoolean());
    }

    private static Attribution inactive(String reason, DeferredLog log) {
        return new Attribution(
                null, reason, new UserAgentCache(), CoveredHosts.AZURE, Listeners.NONE, log, new AtomicBoolean());
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
        Setting optOut = Settings.ofProcess().optOut(log);
        return optOut == null ? active(trackingId, CoveredHosts.AZURE, log) : optedOut(optOut, log);
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

    /**
     * Explains what {@link #fromEnvironment()} returns: lists the settings in the order in which they win, with their
     * values and a mark at the one that wins; then what is wrong with them, and the result. For error messages and
     * support. Logs nothing. Never throws.
     *
     * @return several lines, in English and for humans; they may change with each version
     */
    public static String explainEnvironment() {
        return SettingsTable.of(Settings.ofProcess());
    }

    static Attribution from(Settings settings) {
        return from(settings, new DeferredLog(LOG));
    }

    static Attribution from(Settings settings, DeferredLog log) {
        settings.warnOfUnknownNames(log);
        Setting optOut = settings.optOut(log);
        if (optOut != null) {
            return optedOut(optOut, log);
        }
        try {
            Settings.IdAndEndpoints set = settings.idAndEndpoints(log);
            if (set.id == null) {
                return inactive("no tracking ID is set", log);
            }
            Attribution attribution = active(
                    set.id.parse(TrackingId::of),
                    set.endpoints == null ? CoveredHosts.AZURE : set.endpoints.parse(CoveredHosts.AZURE::withAll),
                    log);
            log.info("Azure Resource Manager calls: " + attribution + ", from " + set.id.source());
            return attribution;
        } catch (IllegalArgumentException malformed) {
            log.error("No attribution by the settings of this process: " + malformed.getMessage());
            return inactive(String.valueOf(malformed.getMessage()), log);
        }
    }

    private static Attribution optedOut(Setting optOut, DeferredLog log) {
        return inactive("the customer opted out by " + optOut.source(), log);
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
        return more == coveredHosts ? this : copy(more, listeners);
    }

    /**
     * Adds a listener, which is notified of each attempt to reach a covered host. An inactive attribution notifies it
     * too: it changes no request, and the listener sees that it does not.
     *
     * <p>Each adapter notifies the listeners of its own attribution, once for each attempt that passes it. Give a
     * listener to one attribution of a client, or it is notified once by each.
     *
     * @param listener for example an {@link AttributionReport}
     * @return a copy with the listener; this attribution itself if it has the listener already
     */
    public Attribution withListener(AttributionListener listener) {
        Listeners more = listeners.with(Objects.requireNonNull(listener, "listener"));
        return more == listeners ? this : copy(coveredHosts, more);
    }

    /**
     * Who is credited.
     *
     * @return the ID, or null if this attribution is inactive
     */
    public @Nullable TrackingId trackingId() {
        return trackingId;
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
        return trackingId != null;
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
        return coveredHosts.contains(host, port);
    }

    /**
     * Returns what the User-Agent of a request has to be. Ask for each attempt, each redirect and each poll, as near to
     * the wire as the HTTP client allows, after everything else that sets the header.
     *
     * <ul>
     *   <li>Covered host: the ID is last, after one space; the ID alone if there was nothing. A value that has a
     *       tracking ID comes back unchanged, any partner's, because only one ID is reported to be credited. If it is
     *       another ID, one WARN names both. A token that only starts with {@code pid-} is not a tracking ID.
     *   <li>Any other host: the value without this ID, which a redirect may have copied there.
     *   <li>Inactive: the value.
     * </ul>
     *
     * <p>Never throws. If nothing changes, the same string comes back. For a value that was asked for before, nothing
     * is allocated; the first 128 or so are cached.
     *
     * @param current the User-Agent so far, or null if the request has none
     * @param host the host that the request goes to, see {@link #covers}
     * @param port the port that it goes to, see {@link #covers}
     * @return the value to send, or null if the request should have no User-Agent
     */
    public @Nullable String userAgent(@Nullable String current, @Nullable String host, int port) {
        return userAgent(current, covers(host, port));
    }

    /**
     * Returns what the User-Agent of a request has to be, for an adapter that needs {@link #covers} for more than this.
     *
     * @param current the User-Agent so far, or null if the request has none
     * @param covered whether the host is covered
     * @return the value to send, or null if the request should have no User-Agent
     */
    public @Nullable String userAgent(@Nullable String current, boolean covered) {
        // An inactive attribution may have lost the endpoints that are set, so that it does not know all covered hosts.
        if (log.isWaiting() && (covered || trackingId == null)) {
            log.flush();
        }
        if (trackingId == null) {
            return current;
        }
        if (current == null) {
            return covered ? trackingId.toString() : null;
        }
        if (!covered) {
            return UserAgent.remove(current, trackingId.toString());
        }
        String cached = userAgents.get(current);
        return cached == null ? attributed(current, trackingId.toString()) : cached;
    }

    private String attributed(String current, String token) {
        String present = UserAgent.trackingIdIn(current);
        String attributed = present == null ? UserAgent.append(current, token) : current;
        if (present != null && !present.equalsIgnoreCase(token)) {
            warnOfOther(present);
        }
        userAgents.put(current, attributed);
        return attributed;
    }

    private void warnOfOther(String other) {
        if (!warned.getAndSet(true)) {
            LOG.warn("User-Agent already carries tracking ID " + other + "; not adding " + trackingId
                    + ", because only one ID per request is reported to be credited, and the first writer keeps the credit."
                    + " Logged once.");
        }
    }

    /**
     * Returns whether an adapter has something to do for this attribution.
     *
     * @return true if it is active, has listeners, or still has to log what the settings came to
     */
    public boolean needsAdapter() {
        return isActive() || hasListeners() || log.isWaiting();
    }

    /**
     * Returns whether this attribution has listeners.
     *
     * @return true if {@link #withListener} added one
     */
    public boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /**
     * Starts an attempt. Call {@link Attempt#answered} or {@link Attempt#failed} when it completes; the listeners are
     * then notified. For adapters and for HTTP clients without one: call it right before the request is sent, if
     * {@link #hasListeners()} and the host is covered.
     *
     * <pre>{@code
     * Attempt attempt = attribution.attempt("GET", request.uri().toString());
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
    public Attempt attempt(String method, String url) {
        return new Attempt(method, url, trackingId, listeners);
    }

    /**
     * Returns whether another attribution does the same: credits the same ID at the same endpoints, and notifies the
     * same listeners.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attribution
                && Objects.equals(((Attribution) other).trackingId, trackingId)
                && new HashSet<>(((Attribution) other).endpoints()).equals(new HashSet<>(endpoints()))
                && ((Attribution) other).listeners.areSameAs(listeners);
    }

    @Override
    public int hashCode() {
        return Objects.hash(trackingId, new HashSet<>(endpoints()));
    }

    /**
     * Returns who is credited and at which further endpoints, or why nothing is attributed.
     *
     * @return one line for a log
     */
    @Override
    public String toString() {
        return trackingId == null
                ? "no attribution: " + reason
                : "attribution to " + trackingId + (endpoints().isEmpty() ? "" : ", also at " + endpoints());
    }
}
