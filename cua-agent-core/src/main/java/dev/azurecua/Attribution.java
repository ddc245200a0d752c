// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the tracking ID that is credited, and the hosts of Azure Resource Manager. Returns the User-Agent that a
 * request must carry. An adapter calls it for each attempt on the wire. If your HTTP client has no adapter, your code
 * must do the same:
 *
 * <pre>{@code
 * Attribution attribution = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * String userAgent = attribution.userAgent("my-deployer/1.0", "management.azure.com", 443);
 * // my-deployer/1.0 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4
 * }</pre>
 *
 * <p>A customer's opt-out, {@code -Dcua.opt-out=true} or {@code CUA_OPT_OUT=true}, wins over everything. While it is
 * set, each new attribution is {@linkplain #isActive() inactive} and changes no request.
 *
 * <p>Immutable and thread-safe. {@link #userAgent} and {@link #covers} never throw. Create one and reuse it, because it
 * caches User-Agents.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5">RFC 9110 §10.1.5, User-Agent</a>
 */
public final class Attribution {
    private static final Log LOG = Log.of(Attribution.class);
    private static final int MAX_LISTED = 10;
    private static final Attribution NONE = inactive("it was created by Attribution.none()", new DeferredLog(LOG));

    /** Holds the ID that is credited. Null if this attribution is inactive. All copies share it, with its cache. */
    private final @Nullable UserAgents userAgents;
    /** The reason why this attribution is inactive. Empty if it is active. */
    private final String reason;

    private final CoveredHosts coveredHosts;
    private final Listeners listeners;
    /** Holds the lines that could not be logged yet when the settings were read. */
    private final DeferredLog log;

    private Attribution(
            @Nullable UserAgents userAgents,
            String reason,
            CoveredHosts coveredHosts,
            Listeners listeners,
            DeferredLog log) {
        this.userAgents = userAgents;
        this.reason = reason;
        this.coveredHosts = coveredHosts;
        this.listeners = listeners;
        this.log = log;
    }

    private Attribution copy(CoveredHosts newCoveredHosts, Listeners newListeners) {
        return new Attribution(userAgents, reason, newCoveredHosts, newListeners, log);
    }

    private static Attribution active(TrackingId trackingId, CoveredHosts coveredHosts, DeferredLog log) {
        return new Attribution(new UserAgents(trackingId, LOG), "", coveredHosts, Listeners.NONE, log);
    }

    private static Attribution inactive(String reason, DeferredLog log) {
        return new Attribution(null, reason, CoveredHosts.AZURE, Listeners.NONE, log);
    }

    /**
     * Creates an attribution to a tracking ID.
     *
     * @param trackingId the ID that is credited
     * @return an active attribution, or an inactive one if the customer opted out
     */
    public static Attribution of(TrackingId trackingId) {
        Objects.requireNonNull(trackingId, "trackingId");
        DeferredLog log = new DeferredLog(LOG);
        Setting optOut = Settings.ofProcess().optOut(log);
        return optOut == null ? active(trackingId, CoveredHosts.AZURE, log) : optedOut(optOut, log);
    }

    /**
     * Creates an attribution to a tracking ID.
     *
     * @param trackingId the ID that is credited, in a form that {@link TrackingId#of(String)} accepts
     * @return an active attribution, or an inactive one if the customer opted out
     * @throws IllegalArgumentException if it is not a tracking ID; the message states what is wrong and what to write
     *     instead
     */
    public static Attribution of(String trackingId) {
        return of(TrackingId.of(trackingId));
    }

    /**
     * Creates an attribution to the tracking ID in the settings of this process. The first of these settings that is
     * set wins:
     *
     * <ol>
     *   <li>the system property {@code cua.tracking-id}
     *   <li>the environment variable {@code CUA_TRACKING_ID}
     *   <li>{@code tracking-id} in {@code cua.properties} on the class path
     *   <li>the first tracking ID in the environment variable {@code AZURE_HTTP_USER_AGENT}
     *   <li>the environment variable {@code ARM_PARTNER_ID}
     * </ol>
     *
     * <p>Further endpoints, separated by commas, are read from {@code cua.endpoints}, {@code CUA_ENDPOINTS} or
     * {@code endpoints} in the file. The first of these that is set wins. A blank value counts as not set. The context
     * class loader of the thread looks for the file. If it finds none, the class loader of this library looks for it.
     *
     * <p>Logs the source of the ID at INFO. Never throws, because attribution must not break a deployment. If a setting
     * is malformed, logs one ERROR that names the setting and the fix, and attributes nothing.
     *
     * @return an active attribution, or an inactive one if nothing is set, a setting is malformed or the customer opted
     *     out
     */
    public static Attribution fromEnvironment() {
        return from(Settings.ofProcess());
    }

    /**
     * Explains the result of {@link #fromEnvironment()}, for error messages and support. Lists the settings in order of
     * precedence, highest first, with their values and a mark at the one that wins; then the warnings and the result.
     * Logs nothing. Never throws.
     *
     * @return several lines of English for humans; the format may change in each version
     */
    public static String explainEnvironment() {
        return explain(Settings.ofProcess());
    }

    static String explain(Settings settings) {
        List<String> warnings = new ArrayList<>();
        Attribution attribution = from(settings, new DeferredLog(Log.ofWarnings(warnings)));
        return SettingsTable.of(settings, warnings) + "Result: " + attribution;
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
            log.error("The settings of this process attribute nothing, because one is invalid: "
                    + malformed.getMessage());
            return inactive(String.valueOf(malformed.getMessage()), log);
        }
    }

    private static Attribution optedOut(Setting optOut, DeferredLog log) {
        String fault = optOut.value().equalsIgnoreCase("true")
                ? ""
                : ", whose value '" + Printable.of(optOut.value()) + "' is neither true nor false";
        return inactive("the customer opted out by " + optOut.source() + fault, log);
    }

    /**
     * Returns an attribution that attributes nothing.
     *
     * @return an inactive attribution
     */
    public static Attribution none() {
        return NONE;
    }

    /**
     * Adds a Resource Manager endpoint, for example of Azure Stack, of an air-gapped cloud or of a test. It is matched
     * by host and port. Its subdomains are not covered. To cover them too, call {@link #withEndpointAndSubdomains}.
     *
     * @param resourceManagerEndpoint the absolute {@code https} (or {@code http}) URL of the endpoint; user
     *     information, path, query and fragment are dropped. The host {@code *.example.com} stands for all subdomains
     *     of {@code example.com}
     * @return a copy that covers the endpoint too; this attribution itself if it covers the endpoint already
     * @throws IllegalArgumentException if it is not such a URL
     */
    public Attribution withEndpoint(URI resourceManagerEndpoint) {
        return withHosts(coveredHosts.with(resourceManagerEndpoint.toString()));
    }

    /**
     * Adds the Resource Manager endpoint of a private cloud and its subdomains on the same port. Polls and redirects of
     * such a cloud may lead to a regional host, such as {@code region.management.example.com}. An IP address has no
     * subdomains, and neither has a host name without a dot. Then only the endpoint is added.
     *
     * @param resourceManagerEndpoint the URL of the endpoint, as for {@link #withEndpoint}
     * @return a copy that also covers the endpoint and its subdomains; this attribution itself if it covers them
     *     already
     * @throws IllegalArgumentException if it is not such a URL
     */
    public Attribution withEndpointAndSubdomains(URI resourceManagerEndpoint) {
        return withHosts(coveredHosts.withSubdomains(resourceManagerEndpoint.toString()));
    }

    private Attribution withHosts(CoveredHosts more) {
        return more == coveredHosts ? this : copy(more, listeners);
    }

    /**
     * Adds a listener, which is notified of each attempt to reach a covered host. An inactive attribution notifies its
     * listeners too. It changes no request, and {@link ResourceManagerCall#userAgent} shows the header as it was sent.
     *
     * <p>Each adapter notifies the listeners of its own attribution, once for each attempt that passes it. Add a
     * listener to one attribution per client. If several attributions of a client have the listener, it is notified
     * several times for each attempt.
     *
     * @param listener for example an {@link AttributionReport}
     * @return a copy with the listener; this attribution itself if it has the listener already
     */
    public Attribution withListener(AttributionListener listener) {
        Listeners more = listeners.with(Objects.requireNonNull(listener, "listener"));
        return more == listeners ? this : copy(coveredHosts, more);
    }

    /**
     * Returns the tracking ID that is credited.
     *
     * @return the ID, or null if this attribution is inactive
     */
    public @Nullable TrackingId trackingId() {
        return userAgents == null ? null : userAgents.trackingId();
    }

    /**
     * Returns the endpoints that are covered in addition to Azure's own hosts.
     *
     * @return the endpoints that {@link #withEndpoint} or a setting added, in the order of their addition; unmodifiable
     */
    public List<URI> endpoints() {
        return coveredHosts.endpoints();
    }

    /**
     * Returns whether calls are attributed.
     *
     * @return false for {@link #none()}, if no ID is configured, if a setting is malformed, and if the customer opted
     *     out
     */
    public boolean isActive() {
        return userAgents != null;
    }

    /**
     * Returns whether a host is an Azure Resource Manager host. These hosts are covered on port 443:
     * {@code management.azure.com}, {@code management.usgovcloudapi.net}, {@code management.chinacloudapi.cn},
     * {@code management.sovcloud-api.fr}, {@code management.sovcloud-api.de}, {@code management.azure.eaglex.ic.gov}
     * and {@code management.azure.microsoft.scloud}. Their subdomains are covered too, because polls and redirects go
     * there. A host that is no valid name, such as {@code a/.management.azure.com}, is not covered. Each added endpoint
     * is covered by host and port. The result does not depend on whether this attribution is active.
     *
     * @param host a host name or address, in any letter case; null, which {@link URI#getHost()} may return, is not
     *     covered
     * @param port the port that is connected to; -1, which {@link URI#getPort()} may return, is treated as 443
     * @return true if the host is covered on this port
     */
    public boolean covers(@Nullable String host, int port) {
        return coveredHosts.contains(host, port);
    }

    /**
     * Returns the User-Agent that a request must carry. Call it for each attempt, each redirect and each poll, as close
     * to the wire as the HTTP client allows, after everything else that sets the header.
     *
     * <ul>
     *   <li>Covered host: appends the ID after one space. Returns the ID alone if there is no value or a blank one.
     *       Does not change a value that contains a tracking ID of any partner, because Microsoft reportedly credits
     *       only one ID per request. If it is another ID, logs one WARN that names both. A token that only starts with
     *       {@code pid-} is not a tracking ID. The ID is added beside it, and one WARN is logged.
     *   <li>Any other host: returns the value without this ID, because a redirect may have copied the ID there.
     *   <li>Inactive attribution: returns the value unchanged.
     * </ul>
     *
     * <p>Never throws. If nothing changes, returns the same {@code String} instance. Allocates nothing for a cached
     * value. About 128 values are cached; later ones are not.
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
     * Returns the User-Agent that a request must carry, for an adapter that also uses the result of {@link #covers} for
     * something else.
     *
     * @param current the User-Agent so far, or null if the request has none
     * @param covered whether the host is covered
     * @return the value to send, or null if the request should have no User-Agent
     */
    public @Nullable String userAgent(@Nullable String current, boolean covered) {
        // An inactive attribution flushes for any host, because it may lack the endpoints of an invalid setting.
        if (log.isWaiting() && (covered || userAgents == null)) {
            log.flush();
        }
        if (userAgents == null) {
            return current;
        }
        return covered ? userAgents.attribute(current) : userAgents.remove(current);
    }

    /**
     * Returns whether an adapter has work to do for this attribution.
     *
     * @return true if this attribution is active, has listeners, or still has to log the result of reading the settings
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
     * then notified. Only adapters, and code for HTTP clients without an adapter, call this method. Call it right
     * before the request is sent, if {@link #hasListeners()} returns true and the host is covered.
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
     * @param method the HTTP method of the request
     * @param url the URL of the request
     * @return a new attempt
     */
    public Attempt attempt(String method, String url) {
        return new Attempt(method, url, trackingId(), listeners);
    }

    /**
     * Returns whether the other object is an attribution that credits the same ID at the same endpoints and notifies
     * the same listeners.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attribution
                && Objects.equals(((Attribution) other).trackingId(), trackingId())
                && new HashSet<>(((Attribution) other).endpoints()).equals(new HashSet<>(endpoints()))
                && ((Attribution) other).listeners.areSameAs(listeners);
    }

    @Override
    public int hashCode() {
        return Objects.hash(trackingId(), new HashSet<>(endpoints()));
    }

    /**
     * Returns a description for logs: the credited ID and the further endpoints, or the reason why nothing is
     * attributed.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return userAgents == null
                ? "no attribution: " + reason
                : "attribution to " + userAgents.trackingId()
                        + (endpoints().isEmpty() ? "" : ", also at " + shortened(endpoints()));
    }

    private static String shortened(List<URI> endpoints) {
        return endpoints.size() <= MAX_LISTED
                ? endpoints.toString()
                : endpoints.subList(0, MAX_LISTED) + " and " + (endpoints.size() - MAX_LISTED) + " more";
    }
}
