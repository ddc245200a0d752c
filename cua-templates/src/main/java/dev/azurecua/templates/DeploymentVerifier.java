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
 * Verifies that a template deployment is attributed, and finds the resources that it created. Corresponds to
 * Microsoft's PowerShell script.
 *
 * <pre>{@code
 * AzureResourceManager azure =
 *         AzureResourceManager.authenticate(credential, profile).withDefaultSubscription();
 * DeploymentVerifier verifier = DeploymentVerifier.of(azure.deployments());
 * TrackingId id = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * System.out.println(verifier.inResourceGroup("contoso", id));
 * }</pre>
 *
 * <p>The marker of a template creates a deployment. Its name is the tracking ID, or the ID and a suffix. The verifier
 * finds these deployments and reads their correlation IDs. It then finds the other deployments of the same scope with
 * these correlation IDs, including those of a deployment stack. It also finds all deployments that are nested in them,
 * in any scope. In contrast to the script, the verifier follows nested deployments into other scopes, separates failed
 * resources from created ones, and does not mistake {@code Microsoft.Resources/deploymentScripts} for deployments.
 *
 * <p>It verifies only template deployments, including those of Bicep. SDK and Terraform calls create no such
 * deployment; use {@link dev.azurecua.AttributionReport} for them. The result shows what exists in Azure, not what
 * Microsoft credited.
 *
 * <p>It only reads. It needs the permissions {@code Microsoft.Resources/deployments/read} and
 * {@code Microsoft.Resources/deployments/operations/read} in each scope that has deployments. The result lists nested
 * deployments in other scopes that cannot be read. Each call blocks, and lists all deployments of the scope. Azure
 * keeps up to 800 deployments of a resource group.
 *
 * <p>Add {@code com.azure.resourcemanager:azure-resourcemanager-resources} 2.52.0 or newer to your dependencies. This
 * library does not include it.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution#verify-deployments-tracked-with-a-guid">
 *     Verify deployments tracked with a GUID</a>
 */
public final class DeploymentVerifier {
    private static final String NAME_RULE = "Use letters, digits, underscores, hyphens, parentheses and periods,"
            + " without a final period. Write only the name, such as contoso.";

    private final DeploymentsManagementClient client;

    private DeploymentVerifier(DeploymentsManagementClient client) {
        this.client = client;
    }

    /**
     * Creates a verifier for the subscription of a client. Its calls are attributed if the calls of the client are.
     *
     * @param deployments the deployments of an {@code AzureResourceManager} or a {@code ResourceManager}
     * @return a verifier
     * @throws IllegalStateException if {@code azure-resourcemanager-resources} is older than 2.52.0, because older
     *     versions have no client for the deployments of all scopes
     */
    public static DeploymentVerifier of(Deployments deployments) {
        try {
            return new DeploymentVerifier(deployments.manager().deploymentClient());
        } catch (NoSuchMethodError e) {
            throw new IllegalStateException(
                    "The verifier needs com.azure.resourcemanager:azure-resourcemanager-resources 2.52.0 or newer, but"
                            + " an older version was found; use a newer azure-sdk-bom",
                    e);
        }
    }

    /**
     * Verifies the deployments to a resource group that are named with this tracking ID. Azure keeps only the latest
     * deployment of each name.
     *
     * @param resourceGroup the name of the group, not its ID
     * @param trackingId the ID in the template
     * @return the deployments and resources that were found, possibly none
     * @throws IllegalArgumentException if {@code resourceGroup} is not a valid name
     * @throws ManagementException if Azure responds with an error, except that a missing deployment or group is not an
     *     error; status 403 means that a permission is missing in the group itself
     */
    public Result inResourceGroup(String resourceGroup, TrackingId trackingId) {
        if (!resourceGroup.matches(DeploymentId.NAME) || resourceGroup.endsWith(".")) {
            throw new IllegalArgumentException(
                    "'" + resourceGroup + "' is not a valid resource group name. " + NAME_RULE);
        }
        return verify(
                subscription() + "/resourceGroups/" + resourceGroup,
                "resource group '" + resourceGroup + "' of subscription " + client.getSubscriptionId(),
                trackingId);
    }

    /**
     * Verifies the deployments to the subscription itself that are named with this tracking ID. Azure keeps only the
     * latest deployment of each name. The command {@code az deployment sub create} creates such deployments.
     *
     * @param trackingId the ID in the template
     * @return the deployments and resources that were found, possibly none
     * @throws ManagementException if Azure responds with an error, except that a missing deployment or subscription is
     *     not an error; status 403 means that a permission is missing in the subscription itself
     */
    public Result inSubscription(TrackingId trackingId) {
        return verify(subscription(), "subscription " + client.getSubscriptionId(), trackingId);
    }

    private String subscription() {
        return "/subscriptions/" + client.getSubscriptionId();
    }

    /**
     * Verifies the deployments to a management group that are named with this tracking ID. Azure keeps only the latest
     * deployment of each name.
     *
     * @param managementGroup the name of the management group, which is its ID without the path
     * @param trackingId the ID in the template
     * @return the deployments and resources that were found, possibly none
     * @throws IllegalArgumentException if {@code managementGroup} is not a valid name
     * @throws ManagementException if Azure responds with an error, except that a missing deployment or management group
     *     is not an error; status 403 means that a permission is missing in the management group itself
     */
    public Result inManagementGroup(String managementGroup, TrackingId trackingId) {
        if (!managementGroup.matches(DeploymentId.NAME) || managementGroup.endsWith(".")) {
            throw new IllegalArgumentException(
                    "'" + Log.printable(managementGroup) + "' is not a valid management group name. " + NAME_RULE);
        }
        return verify(
                "/providers/Microsoft.Management/managementGroups/" + managementGroup,
                "management group '" + managementGroup + "'",
                trackingId);
    }

    /**
     * Verifies the deployments to the tenant itself that are named with this tracking ID. Azure keeps only the latest
     * deployment of each name.
     *
     * @param trackingId the ID in the template
     * @return the deployments and resources that were found, possibly none
     * @throws ManagementException if Azure responds with an error, except that a missing deployment is not an error;
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

    /** Returns whether a deployment is named with the ID, or with the ID and a suffix after a hyphen. */
    private static boolean isNamedWith(TrackingId trackingId, String name) {
        return trackingId.toString().equalsIgnoreCase(Marker.trackingIdOf(name));
    }

    /** Explains deployments that have the ID as name but are not markers, because they created resources. */
    private static String mainDeployments(List<DeploymentId> markers, CorrelatedDeployments found) {
        return markers.stream()
                .filter(found::createdSomething)
                .map(main -> "\nnote: " + main.name() + " is not a marker, because it created resources. Rename this"
                        + " deployment; otherwise it conflicts with the marker of the template.")
                .collect(Collectors.joining());
    }

    private static String notFound(String place, TrackingId trackingId, ManagementException e) {
        ManagementError error = e.getValue();
        return "No deployment " + trackingId + " found in " + place + " (Azure: "
                + (error == null ? e.getMessage() : error.getCode() + ", " + error.getMessage())
                + "). Check that the template contains its marker, that it was deployed to this scope, and that the"
                + " deployment was not deleted from the history. SDK and Terraform calls create no such deployment.";
    }

    /** Lists the deployments and resources that were found. Immutable and thread-safe. */
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
         * Returns whether a deployment was found that is named with the tracking ID.
         *
         * @return true if the template deployment is attributed; if false, {@link #toString} lists what to check
         */
        public boolean isFound() {
            return !deployments.isEmpty();
        }

        /**
         * Returns the correlation ID of the deployments. Microsoft's support can look it up.
         *
         * @return the first of {@link #correlationIds()}, or null if there is none
         */
        public @Nullable String correlationId() {
            return correlationIds.isEmpty() ? null : correlationIds.get(0);
        }

        /**
         * Returns the correlation IDs of all runs that were found. Outside of resource groups, a template that was
         * deployed to several locations has a marker for each of them, so a run for each of them is found.
         *
         * @return correlation IDs; unmodifiable; empty if nothing was found or Azure gave none
         */
        public List<String> correlationIds() {
            return correlationIds;
        }

        /**
         * Returns the deployments with the {@link #correlationIds()}. The deployments that are named with the tracking
         * ID come first.
         *
         * @return resource IDs, unmodifiable; empty if nothing was found
         */
        public List<String> deployments() {
            return deployments;
        }

        /**
         * Returns the resources that the {@link #deployments()} created, updated or are still creating. Excludes
         * deployments.
         *
         * @return resource IDs, each once, in the order of Azure's response; unmodifiable
         */
        public List<String> resources() {
            return resources;
        }

        /**
         * Returns the resources and nested deployments that failed or were cancelled. Excludes resources that another
         * operation created.
         *
         * @return resource IDs, each once, in the order of Azure's response; unmodifiable
         */
        public List<String> failedResources() {
            return failedResources;
        }

        /**
         * Returns the deployments in other groups or subscriptions that the caller has no permission to read. This
         * result does not contain the resources that they created.
         *
         * @return resource IDs; unmodifiable
         */
        public List<String> unreadableDeployments() {
            return unreadableDeployments;
        }

        /**
         * Returns the result as text for humans.
         *
         * @return several lines, with each ID on a separate line; if nothing was found, the scope, the error of Azure
         *     and what to check
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
