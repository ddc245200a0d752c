// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Attributes the calls of other tools that are started from Java: Azure CLI, Terraform, Pulumi, a script in Python, a
 * Java program with this library. They are told by environment variables:
 *
 * <pre>{@code
 * ProcessBuilder terraform = new ProcessBuilder("terraform", "apply", "-auto-approve").inheritIO();
 * ToolEnvironment.attribute(terraform.environment(), attribution);
 * int exitCode = terraform.start().waitFor();
 * }</pre>
 *
 * <p>Other programs do not keep the promise that only calls to Resource Manager carry the ID: Azure CLI and the Azure
 * SDK for Python send {@code AZURE_HTTP_USER_AGENT} to Microsoft Graph and Storage too.
 *
 * <p>An opt-out by the environment variable {@code CUA_OPT_OUT} is inherited by what is started, and a Java program
 * with this library heeds it. One by the system property {@code cua.opt-out} is not: it makes the attribution inactive,
 * so that nothing is added here, but a Java program that is configured by itself has to be given the property too.
 *
 * <p>Thread-safe, as far as the map is.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 */
public final class ToolEnvironment {
    private static final Log LOG = Log.of(ToolEnvironment.class);

    private ToolEnvironment() {}

    /**
     * Tells a tool whom to credit. To be called last, when the environment has everything else that the tool gets. Each
     * variable is looked at by itself, and a blank one counts as not set:
     *
     * <ul>
     *   <li>{@code AZURE_HTTP_USER_AGENT}, which Azure CLI, the Python SDK, Terraform's azurerm and Pulumi append to
     *       their User-Agent: the ID is appended to what is there.
     *   <li>{@code ARM_PARTNER_ID}, of azurerm: the GUID of a registered ID, without {@code pid-};
     *       {@code pid-<GUID>-partnercenter} as it is. azurerm refuses any other ID of the marketplace, so that one is
     *       not set, with a WARN, and reaches azurerm by {@code AZURE_HTTP_USER_AGENT} alone.
     *   <li>{@code CUA_TRACKING_ID}, of this library in a Java program: the ID.
     *   <li>{@code CUA_ENDPOINTS}, of this library too: {@link Attribution#endpoints()}, if there are any and the
     *       variable is not set.
     * </ul>
     *
     * <p>The first writer keeps the credit: where a variable names the same ID already, in whichever spelling, it stays
     * as it is; where it names another, it does so too, with one WARN that names both. azurerm appends
     * {@code AZURE_HTTP_USER_AGENT} and its partner ID, so its requests name the ID twice, which is the same credit.
     *
     * <p>Nothing is taken away. An inactive attribution adds nothing, and neither does any attribution where the
     * environment itself has the customer's {@code CUA_OPT_OUT}. No content of the map makes this throw.
     *
     * @param environment of the tool, as {@link ProcessBuilder#environment()} gives it; it is changed
     * @param attribution who is credited
     * @throws UnsupportedOperationException if there is something to set, and the map cannot be changed
     */
    public static void attribute(Map<String, String> environment, Attribution attribution) {
        TrackingId id = attribution.trackingId();
        Settings ofTool = Settings.of(Collections.emptyMap(), environment);
        if (id == null || ofTool.optOut(new DeferredLog(LOG)) != null) {
            return;
        }
        appendToUserAgent(environment, id);
        if (isFree(environment, Settings.PARTNER_ID_VARIABLE, id)) {
            setPartnerId(environment, id);
        }
        if (isFree(environment, Settings.ID_VARIABLE, id)) {
            environment.put(Settings.ID_VARIABLE, id.toString());
        }
        if (!attribution.endpoints().isEmpty()
                && valueIn(environment, Settings.ENDPOINTS_VARIABLE).isEmpty()) {
            environment.put(
                    Settings.ENDPOINTS_VARIABLE,
                    attribution.endpoints().stream().map(URI::toString).collect(Collectors.joining(",")));
        }
    }

    private static void appendToUserAgent(Map<String, String> environment, TrackingId id) {
        String present = valueIn(environment, Settings.USER_AGENT_VARIABLE);
        String rest = UserAgent.remove(present, id.toString());
        String other = rest == null ? null : UserAgent.trackingIdIn(rest);
        if (other == null && present.equals(rest)) {
            environment.put(Settings.USER_AGENT_VARIABLE, UserAgent.append(present, id.toString()));
        } else if (other != null && !other.equalsIgnoreCase(id.toString())) {
            warnOfOther(Settings.USER_AGENT_VARIABLE, other, id);
        }
    }

    private static void setPartnerId(Map<String, String> environment, TrackingId id) {
        UUID guid = id.guid();
        if (guid == null) {
            // Of two IDs, nobody promises which one is read.
            LOG.warn("ARM_PARTNER_ID is not set: Terraform's azurerm refuses " + id
                    + ", which has a name in place of a GUID,"
                    + " there and as partner_id. AZURE_HTTP_USER_AGENT, which azurerm appends too, carries it; set"
                    + " ARM_DISABLE_TERRAFORM_PARTNER_ID=true, or azurerm adds Terraform's own ID to it.");
        } else {
            environment.put(Settings.PARTNER_ID_VARIABLE, id.isMarketplace() ? id.toString() : guid.toString());
        }
    }

    /** Whether a variable that holds an ID and nothing else is not set; one WARN if it is set to another one. */
    private static boolean isFree(Map<String, String> environment, String variable, TrackingId id) {
        String present = valueIn(environment, variable);
        if (!present.isEmpty() && !isSame(present, id)) {
            warnOfOther(variable, present, id);
        }
        return present.isEmpty();
    }

    private static boolean isSame(String text, TrackingId id) {
        try {
            // No ID differs from another by letter case alone, not even one that is sent byte for byte.
            return TrackingId.of(text).toString().equalsIgnoreCase(id.toString());
        } catch (IllegalArgumentException noTrackingId) {
            return false;
        }
    }

    private static void warnOfOther(String variable, String other, TrackingId id) {
        LOG.warn(variable + " has " + Printable.of(other)
                + " already, so it is left as it is, and what a tool reads there"
                + " is not credited to " + id
                + ": the first writer keeps the credit. Remove it from the environment if it"
                + " is not meant.");
    }

    /** Without the whitespace around it; empty if it is not set. */
    private static String valueIn(Map<String, String> environment, String variable) {
        @Nullable String value = environment.get(variable);
        return value == null ? "" : value.trim();
    }
}
