// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.fluent.DeploymentsManagementClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentExtendedInner;
import com.azure.resourcemanager.resources.models.Deployments;
import dev.azurecua.TrackingId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a template deployment is attributed, and finds what it created. It does what Microsoft's PowerShell
 * script does, in Java.
 *
 * <pre>{@code
 * AzureResourceManager azure =
 *         AzureResourceManager.authenticate(credential, profile).withDefaultSubscription();
 * DeploymentVerifier verifier = DeploymentVerifier.of(azure.deployments());
 * TrackingId id = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * System.out.println(verifier.inResourceGroup("contoso", id));
 * }</pre>
 *
 * <p>It looks for the deployments that the template's marker left, which are named with the tracking ID, or with the ID
 * and a suffix, and takes their correlation IDs. It then finds the other deployments of the same scope with these
 * correlation IDs, and all deployments that are nested in them, in any scope. Those of a deployment stack are among
 * them. In contrast to the script, it follows nested deployments into other scopes, it separates failed resources from
 * created ones, and it does not mistake {@code Microsoft.Resources/deploymentScripts} for deployments.
 *
 * <p>It is only for template deployments, including those of Bicep. Calls by an SDK or by Terraform leave no such
 * deployment; use {@link dev.azurecua.AttributionReport} for them. It shows what is in Azure, not what Microsoft
 * credited.
 *
 * <p>It only reads. It needs the permissions {@code Microsoft.Resources/deployments/read} and
 * {@code Microsoft.Resources/deployments/operations/read} in each scope that has deployments. The result names nested
 * deployments in other scopes that it could not read. Each call blocks, and lists all deployments of the scope; Azure
 * keeps up to 800 for a group.
 *
 * <p>It needs {@code com.azure.resourcemanager:azure-resourcemanager-resources} 2.52.0 or newer, which this library
 * does not bring.
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
     * Creates a verifier for the subscription of a client. Its calls are attributed if those of the client are.
     *
     * @param deployments the deployments of an {@code AzureResourceManager} or a {@code ResourceManager}
     * @return a verifier
     * @throws IllegalStateException if {@code azure-resourcemanager-resources} is older than 2.52.0, which has no
     *     client for the deployments of all scopes
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
     * Verifies the last deployments with this tracking ID to a resource group.
     *
     * @param resourceGroup the name of the group, not its ID
     * @param trackingId the ID in the template
     * @return the deployments and resources that were found, possibly none
     * @throws IllegalArgumentException if the first argument is not the name of a resource group
     * @throws ManagementException if Azure responds with an error, other than that the deployment or the group does not
     *     exist; status 403 means that a permission is missing in the group itself
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
     * Verifies the last deployments with this tracking ID to the subscription itself, as by {@code az deployment sub
     * create}.
     *
     * @param trackingId the ID in the template
     * @return the deployments and resources that were found, possibly none
     * @throws ManagementException if Azure responds with an error, other than that the deployment or the subscription
     *     does not exist; status 403 means that a permission is missing in the subscription itself
     */
    public Result inSubscription(TrackingId trackingId) {
        return verify(subscription(), "subscription " + client.getSubscriptionId(), trackingId);
    }

    private String subscription() {
        return "/subscriptions/" + client.getSubscriptionId();
    }

    /**
     * Verifies the last deployments with this tracking ID to a management group.
     *
     * @param managementGroup the name of the management group, which is its ID without the path
     * @param trackingId the ID in the template
     * @return the deployments and resources that were found, possibly none
     * @throws IllegalArgumentException if the first argument is not the name of a management group
     * @throws ManagementException if Azure responds with an error, other than that the deployment or the management
     *     group does not exist; status 403 means that a permission is missing in the management group itself
     */
    public Result inManagementGroup(String managementGroup, TrackingId trackingId) {
        if (!managementGroup.matches(DeploymentId.NAME) || managementGroup.endsWith(".")) {
            throw new IllegalArgumentException("'" + Log.printable(managementGroup) + "' is not the name of a"
                    + " management group; write the name alone, such as contoso, without"
                    + " /providers/Microsoft.Management/managementGroups/");
        }
        return verify(
                "/providers/Microsoft.Management/managementGroups/" + managementGroup,
                "management group '" + managementGroup + "'",
                trackingId);
    }

    /**
     * Verifies the last deployments with this tracking ID to the tenant itself.
     *
     * @param trackingId the ID in the template
     * @return the deployments and resources that were found, possibly none
     * @throws ManagementException if Azure responds with an error, other than that the deployment does not exist;
     *     status 403 means that a permission is missing in the tenant itself
     */
    public Result inTenant(TrackingId trackingId) {
        return verify("", "the tenant", trackingId);
    }

    private Result verify(String scope, String place, TrackingId trackingId) {
        CorrelatedDeployments found = new CorrelatedDeployments(client);
        List<DeploymentId> markers = new ArrayList<>();
        DeploymentId exact = new DeploymentId(scope, trackingId.toString());
        ManagementException missing = null;
        try {
            found.addMarker(exact, CorrelatedDeployments.correlationId(exact.get(client)));
            markers.add(exact);
        } catch (ManagementException e) {
            CorrelatedDeployments.rethrowUnlessNotFound(e);
            missing = e;
        }
        List<DeploymentExtendedInner> all = list(scope);
        for (DeploymentExtendedInner deployment : all) {
            DeploymentId id = DeploymentId.of(deployment.id());
            if (id != null && isNamedWith(trackingId, id.name()) && !id.name().equalsIgnoreCase(exact.name())) {
                found.addMarker(id, CorrelatedDeployments.correlationId(deployment));
                markers.add(id);
            }
        }
        if (missing != null && markers.isEmpty()) {
            return new Result(notFound(place, trackingId, missing), found, "");
        }
        found.addAll(all);
        found.follow();
        return new Result(trackingId + " is in " + place, found, mainDeployments(markers, found));
    }

    private List<DeploymentExtendedInner> list(String scope) {
        try {
            return DeploymentId.list(client, scope).stream().collect(Collectors.toList());
        } catch (ManagementException e) {
            CorrelatedDeployments.rethrowUnlessNotFound(e);
            return Collections.emptyList();
        }
    }

    /** Returns whether a deployment's name is the ID, or the ID and a suffix after a hyphen. */
    private static boolean isNamedWith(TrackingId trackingId, String name) {
        return trackingId.toString().equalsIgnoreCase(Marker.trackingIdOf(name));
    }

    /** Explains deployments that are named with the ID but are not markers, because they created something. */
    private static String mainDeployments(List<DeploymentId> markers, CorrelatedDeployments found) {
        return markers.stream()
                .filter(found::createdSomething)
                .map(main ->
                        "\nnote: " + main.name() + " created resources itself. It is a deployment that was given the"
                                + " ID as its name, and not the marker of a template. Give it another name, because a template"
                                + " cannot be deployed under the name of its marker")
                .collect(Collectors.joining());
    }

    private static String notFound(String place, TrackingId trackingId, ManagementException e) {
        ManagementError error = e.getValue();
        return "There is no deployment " + trackingId + " in " + place + " (Azure: "
                + (error == null ? e.getMessage() : error.getCode() + ", " + error.getMessage())
                + "); check that the template has its marker, an empty nested deployment of this name, that it was"
                + " deployed here and not to another group or subscription, and that the deployment is not deleted from"
                + " the history; calls by an SDK or by Terraform leave none.";
    }

    /** The deployments and resources that were found. Immutable and thread-safe. */
    public static final class Result {
        private final String summary;
        private final String notes;
        private final List<String> correlationIds;
        private final List<String> deployments;
        private final List<String> resources;
        private final List<String> failedResources;
        private final List<String> unreadableDeployments;

        private Result(String summary, CorrelatedDeployments found, String notes) {
            this.summary = summary;
            this.notes = notes;
            this.correlationIds = Collections.unmodifiableList(found.correlationIds());
            this.deployments = Collections.unmodifiableList(found.deployments());
            this.resources = Collections.unmodifiableList(found.resources());
            this.failedResources = Collections.unmodifiableList(found.failedResources());
            this.unreadableDeployments = Collections.unmodifiableList(found.unreadable());
        }

        /**
         * Returns whether there is a deployment that is named with the tracking ID.
         *
         * @return true if the template deployment is attributed; if false, {@link #toString} says what to check
         */
        public boolean isFound() {
            return !deployments.isEmpty();
        }

        /**
         * Returns the ID that the deployments have in common, which Microsoft's support can look up.
         *
         * @return the first of {@link #correlationIds()}, or null if there is none
         */
        public @Nullable String correlationId() {
            return correlationIds.isEmpty() ? null : correlationIds.get(0);
        }

        /**
         * Returns the IDs of the runs that were found. Outside of resource groups a template leaves a marker for each
         * location, and so a run for each.
         *
         * @return correlation IDs; unmodifiable; empty if nothing was found or Azure gave none
         */
        public List<String> correlationIds() {
            return correlationIds;
        }

        /**
         * Returns the deployments with these correlation IDs, those that are named with the tracking ID first.
         *
         * @return resource IDs, unmodifiable; empty if nothing was found
         */
        public List<String> deployments() {
            return deployments;
        }

        /**
         * Returns the resources that these deployments created or updated, or are still creating, without deployments.
         *
         * @return resource IDs, each once, in the order of Azure's response; unmodifiable
         */
        public List<String> resources() {
            return resources;
        }

        /**
         * Returns the resources and nested deployments that failed or were cancelled. A resource that another operation
         * created is not included.
         *
         * @return resource IDs, each once, in the order of Azure's response; unmodifiable
         */
        public List<String> failedResources() {
            return failedResources;
        }

        /**
         * Returns the deployments in other groups or subscriptions that the caller has no permission to read. The
         * resources that they created are missing in this result.
         *
         * @return resource IDs; unmodifiable
         */
        public List<String> unreadableDeployments() {
            return unreadableDeployments;
        }

        /**
         * Returns the result as text for people.
         *
         * @return a few lines, with each ID on a line of its own; if nothing was found, a sentence with the place, the
         *     error of Azure and what to check
         */
        @Override
        public String toString() {
            return isFound()
                    ? summary + ", correlation ID " + String.join(", ", correlationIds) + notes
                            + lines("deployments", deployments)
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
