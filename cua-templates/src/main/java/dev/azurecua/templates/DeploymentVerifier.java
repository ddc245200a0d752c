// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.fluent.DeploymentsManagementClient;
import com.azure.resourcemanager.resources.models.Deployments;
import dev.azurecua.TrackingId;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a template deployment is attributed, and what it created: Microsoft's PowerShell script, in Java.
 *
 * <pre>{@code
 * AzureResourceManager azure = ArmClientFactory.create(attribution, credential, profile)
 *         .client(AzureResourceManager::authenticate)
 *         .withDefaultSubscription();
 * DeploymentVerifier verifier = DeploymentVerifier.of(azure.deployments());
 * System.out.println(
 *         verifier.inResourceGroup("contoso", TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4")));
 * }</pre>
 *
 * <p>It looks for the deployment that the template's marker leaves, which is named with the tracking ID, and goes by
 * its correlation ID: to the other deployments of the same scope that have it, and from these to all that are nested in
 * them, in whichever group or subscription. What the script does not do: it follows those into other scopes, it tells
 * what failed from what was created, and it does not mistake {@code Microsoft.Resources/deploymentScripts} for
 * deployments.
 *
 * <p>It is for template deployments alone, Bicep's among them. Calls by an SDK or by Terraform leave no such
 * deployment; for those there is {@link dev.azurecua.AttributionReport}. It says what is in Azure, not what Microsoft
 * credited.
 *
 * <p>It only reads, and needs {@code Microsoft.Resources/deployments/read} and
 * {@code Microsoft.Resources/deployments/operations/read} wherever the deployments are; of those nested into other
 * scopes it says which it could not read. Each call lists all the deployments of the scope, of which Azure keeps 800
 * for a group, and blocks meanwhile.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution#verify-deployments-tracked-with-a-guid">
 *     Verify deployments tracked with a GUID</a>
 */
public final class DeploymentVerifier {
    private final DeploymentsManagementClient client;

    private DeploymentVerifier(DeploymentsManagementClient client) {
        this.client = client;
    }

    /**
     * Makes a verifier for the subscription of a client.
     *
     * @param deployments of an {@code AzureResourceManager} or a {@code ResourceManager}; its calls are attributed if
     *     those of the client are
     * @return a verifier
     * @throws IllegalStateException if {@code azure-resourcemanager-resources} is older than 2.52.0, and has no client
     *     for deployments in all scopes where newer ones have it
     */
    public static DeploymentVerifier of(Deployments deployments) {
        try {
            return new DeploymentVerifier(deployments.manager().deploymentClient());
        } catch (NoSuchMethodError e) {
            throw new IllegalStateException(
                    "The verifier needs com.azure.resourcemanager:azure-resourcemanager-resources 2.52.0 or newer, and"
                            + " what is there is older; take a newer azure-sdk-bom",
                    e);
        }
    }

    /**
     * Verifies the last deployment with this tracking ID to a resource group.
     *
     * @param resourceGroup the name of the group, not its ID
     * @param trackingId as it is in the template
     * @return what was found, which may be nothing
     * @throws IllegalArgumentException if that is not the name of a resource group
     * @throws ManagementException if Azure answers with an error, other than that there is no such deployment or group;
     *     with a status of 403 a permission is missing in the group itself
     */
    public Result inResourceGroup(String resourceGroup, TrackingId trackingId) {
        if (!resourceGroup.matches(DeploymentId.NAME) || resourceGroup.endsWith(".")) {
            throw new IllegalArgumentException("'" + resourceGroup + "' is not the name of a resource group, which has"
                    + " letters, digits, underscores, hyphens, parentheses and periods, the last not at its end; write"
                    + " the name alone, such as contoso, without /subscriptions/…/resourceGroups/");
        }
        return verify(
                subscription() + "/resourceGroups/" + resourceGroup,
                "resource group '" + resourceGroup + "' of subscription " + client.getSubscriptionId(),
                trackingId);
    }

    /**
     * Verifies the last deployment with this tracking ID to the subscription itself, as {@code az deployment sub
     * create} makes it.
     *
     * @param trackingId as it is in the template
     * @return what was found, which may be nothing
     * @throws ManagementException if Azure answers with an error, other than that there is no such deployment or
     *     subscription; with a status of 403 a permission is missing in the subscription itself
     */
    public Result inSubscription(TrackingId trackingId) {
        return verify(subscription(), "subscription " + client.getSubscriptionId(), trackingId);
    }

    private String subscription() {
        return "/subscriptions/" + client.getSubscriptionId();
    }

    private Result verify(String scope, String place, TrackingId trackingId) {
        DeploymentId marker = new DeploymentId(scope, trackingId.toString());
        String correlationId;
        try {
            correlationId = CorrelatedDeployments.correlationId(marker.get(client));
        } catch (ManagementException e) {
            CorrelatedDeployments.rethrowUnlessNotFound(e);
            return new Result(notFound(place, trackingId, e), new CorrelatedDeployments(client, null));
        }
        CorrelatedDeployments found = new CorrelatedDeployments(client, correlationId);
        found.add(marker);
        found.addAll(scope);
        found.follow();
        return new Result(trackingId + " is in " + place, found);
    }

    private static String notFound(String place, TrackingId trackingId, ManagementException e) {
        ManagementError error = e.getValue();
        return "There is no deployment " + trackingId + " in " + place + " (Azure: "
                + (error == null ? e.getMessage() : error.getCode() + ", " + error.getMessage())
                + "); check that the template has its marker, an empty nested deployment of this name, that it was"
                + " deployed here and not to another group or subscription, and that the deployment is not deleted from"
                + " the history; calls by an SDK or by Terraform leave none.";
    }

    /** What was found. Immutable and thread-safe. */
    public static final class Result {
        private final String summary;
        private final @Nullable String correlationId;
        private final List<String> deployments;
        private final List<String> resources;
        private final List<String> failedResources;
        private final List<String> unreadableDeployments;

        private Result(String summary, CorrelatedDeployments found) {
            this.summary = summary;
            this.correlationId = found.correlationId();
            this.deployments = Collections.unmodifiableList(found.deployments());
            this.resources = Collections.unmodifiableList(found.resources());
            this.failedResources = Collections.unmodifiableList(found.failedResources());
            this.unreadableDeployments = Collections.unmodifiableList(found.unreadable());
        }

        /**
         * Whether there is a deployment that is named with the tracking ID.
         *
         * @return true if the template deployment is attributed; if not, {@link #toString} says what to check
         */
        public boolean isFound() {
            return !deployments.isEmpty();
        }

        /**
         * What ties the deployments together, for a question to Microsoft.
         *
         * @return the correlation ID, or null if nothing was found
         */
        public @Nullable String correlationId() {
            return correlationId;
        }

        /**
         * The deployments with this correlation ID, the one that is named with the tracking ID first.
         *
         * @return resource IDs; unmodifiable, and empty if nothing was found
         */
        public List<String> deployments() {
            return deployments;
        }

        /**
         * What these deployments created or updated, or are still at, other than deployments.
         *
         * @return resource IDs, each once, in the order in which Azure tells of them; unmodifiable
         */
        public List<String> resources() {
            return resources;
        }

        /**
         * What they failed to create, or were cancelled at: resources, and nested deployments too, of which there may
         * be nothing else to see. What another of their operations created is not among them.
         *
         * @return resource IDs, each once, in the order in which Azure tells of them; unmodifiable
         */
        public List<String> failedResources() {
            return failedResources;
        }

        /**
         * Deployments nested into other groups or subscriptions, of which the caller has no permission to read; what
         * they created is missing here.
         *
         * @return resource IDs; unmodifiable
         */
        public List<String> unreadableDeployments() {
            return unreadableDeployments;
        }

        /**
         * The result for people.
         *
         * @return a few lines, each ID on one of its own; if nothing was found, a sentence that says what is missing
         *     where, how Azure puts it, and what to check
         */
        @Override
        public String toString() {
            return isFound()
                    ? summary + ", correlation ID " + correlationId + lines("deployments", deployments)
                            + lines("created", resources) + lines("failed", failedResources)
                            + (unreadableDeployments.isEmpty() ? "" : lines("not readable", unreadableDeployments))
                    : summary;
        }

        private static String lines(String title, List<String> ids) {
            return "\n" + title + ": " + ids.size()
                    + ids.stream().map(id -> "\n  " + id).collect(Collectors.joining());
        }
    }
}
