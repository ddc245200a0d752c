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
 * Attributes the calls of tools that are started from Java, such as Azure CLI, Terraform, Pulumi, a Python script or a
 * Java program with this library. Sets the environment variables that these tools read:
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
 * <p>The tool inherits an opt-out by the environment variable {@code CUA_OPT_OUT}, and a Java program with this library
 * honours it. The tool does not inherit an opt-out by the system property {@code cua.opt-out}. The property makes the
 * attribution inactive, so nothing is added here. If the tool is a Java program that has its own configuration, pass
 * the property to it too.
 *
 * <p>Thread-safe if the map is.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 */
public final class ToolEnvironment {
    private static final Log LOG = Log.of(ToolEnvironment.class);

    private ToolEnvironment() {}

    /**
     * Adds the tracking ID to the environment of a tool. Call it last, after everything else is set in the environment.
     * Handles each of these variables separately. A blank variable counts as not set.
     *
     * <ul>
     *   <li>{@code AZURE_HTTP_USER_AGENT}: Azure CLI, the Python SDK, Terraform's azurerm and Pulumi append it to their
     *       User-Agent. The ID is appended to the value.
     *   <li>{@code ARM_PARTNER_ID}: azurerm reads it. It is set to the GUID of a registered ID, without {@code pid-}.
     *       An ID {@code pid-<GUID>-partnercenter} is set unchanged. azurerm refuses any other marketplace ID. For such
     *       an ID, logs one WARN and does not set the variable. azurerm then gets the ID only from
     *       {@code AZURE_HTTP_USER_AGENT}.
     *   <li>{@code CUA_TRACKING_ID}: a Java program with this library reads it. It is set to the ID.
     *   <li>{@code CUA_ENDPOINTS}: a Java program with this library reads it. It is set to
     *       {@link Attribution#endpoints()} if there are any and the variable is not set.
     * </ul>
     *
     * <p>Never overwrites or removes a value, because Microsoft reportedly credits only one ID per request. A variable
     * that names the same ID, in any spelling, stays unchanged. A variable that names another ID also stays unchanged.
     * Logs one WARN that names both. azurerm appends {@code AZURE_HTTP_USER_AGENT} and its partner ID. So its requests
     * contain the ID twice, which does not change the credit.
     *
     * <p>Adds nothing if the attribution is inactive, or if the environment contains the customer's
     * {@code CUA_OPT_OUT}. Does not throw on any content of the map.
     *
     * @param environment the environment of the tool, from {@link ProcessBuilder#environment()}; it is changed
     * @param attribution holds the ID that is credited
     * @throws UnsupportedOperationException if a variable must be set and the map cannot be changed
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
            // Recommends to disable Terraform's own ID, because it is unspecified which of two IDs is credited.
            LOG.warn("ARM_PARTNER_ID is not set, because Terraform's azurerm refuses " + id
                    + " there and as partner_id: it contains a name instead of a GUID. azurerm gets the ID from"
                    + " AZURE_HTTP_USER_AGENT only. Set ARM_DISABLE_TERRAFORM_PARTNER_ID=true; otherwise azurerm"
                    + " also sends Terraform's own ID.");
        } else {
            environment.put(Settings.PARTNER_ID_VARIABLE, id.isMarketplace() ? id.toString() : guid.toString());
        }
    }

    /** Returns whether a variable for an ID alone is not set. Logs one WARN if it is set to another ID. */
    private static boolean isFree(Map<String, String> environment, String variable, TrackingId id) {
        String present = valueIn(environment, variable);
        if (!present.isEmpty() && !isSame(present, id)) {
            warnOfOther(variable, present, id);
        }
        return present.isEmpty();
    }

    private static boolean isSame(String text, TrackingId id) {
        try {
            // In any letter case, because no two IDs differ only in case, not even marketplace IDs.
            return TrackingId.of(text).toString().equalsIgnoreCase(id.toString());
        } catch (IllegalArgumentException noTrackingId) {
            return false;
        }
    }

    private static void warnOfOther(String variable, String other, TrackingId id) {
        LOG.warn(variable + " already contains " + Printable.of(other) + "; not adding " + id
                + ", because Microsoft reportedly credits only one ID per request. If the present value is not"
                + " intended, remove it from the environment.");
    }

    /** Returns the value without surrounding whitespace, or an empty string if the variable is not set. */
    private static String valueIn(Map<String, String> environment, String variable) {
        @Nullable String value = environment.get(variable);
        return value == null ? "" : value.trim();
    }
}
