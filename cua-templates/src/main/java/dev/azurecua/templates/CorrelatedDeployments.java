// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.fluent.DeploymentsManagementClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentExtendedInner;
import com.azure.resourcemanager.resources.fluent.models.DeploymentOperationInner;
import com.azure.resourcemanager.resources.models.DeploymentOperationProperties;
import com.azure.resourcemanager.resources.models.ProvisioningOperation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects the deployments that share a correlation ID with a marker, and the resources that they created. */
final class CorrelatedDeployments {
    private static final Set<ProvisioningOperation> CREATE_NOTHING = EnumSet.of(
            ProvisioningOperation.READ,
            ProvisioningOperation.ACTION,
            ProvisioningOperation.DELETE,
            ProvisioningOperation.DEPLOYMENT_CLEANUP);

    private final DeploymentsManagementClient client;
    private final Set<String> correlationIds = new LinkedHashSet<>();
    private final List<DeploymentId> deployments = new ArrayList<>();
    /** Holds the keys of all deployments that were read, including those with another correlation ID. */
    private final Set<String> seen = new HashSet<>();
    /** Maps the {@link DeploymentId#key} of each created resource to its ID. */
    private final Map<String, String> created = new LinkedHashMap<>();

    private final Map<String, String> failed = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    /** Holds the keys of the deployments that created something. */
    private final Set<String> withOperations = new HashSet<>();

    CorrelatedDeployments(DeploymentsManagementClient client) {
        this.client = client;
    }

    /** Adds a marker. If it has no correlation ID, it finds no other deployments. */
    void addMarker(DeploymentId marker, @Nullable String correlationId) {
        add(marker);
        if (correlationId != null) {
            correlationIds.add(correlationId.toLowerCase(Locale.ROOT));
        }
    }

    /** Adds each deployment that has the correlation ID of a marker. */
    void addAll(List<DeploymentExtendedInner> all) {
        for (DeploymentExtendedInner deployment : all) {
            DeploymentId id = DeploymentId.of(deployment.id());
            if (id != null && isCorrelated(deployment)) {
                add(id);
            }
        }
    }

    private void add(DeploymentId deployment) {
        if (seen.add(DeploymentId.key(deployment.toString()))) {
            deployments.add(deployment);
        }
    }

    /** Reads the operations of all deployments, and adds nested deployments, which may be in other scopes. */
    void follow() {
        int inScope = deployments.size();
        // Iterates by index, because the list grows in this loop.
        for (int i = 0; i < deployments.size(); i++) {
            DeploymentId deployment = deployments.get(i);
            try {
                deployment.operations(client).forEach(operation -> add(operation, deployment));
            } catch (ManagementException e) {
                // 404 means that it was deleted from the history. 403 means that its scope is closed to the caller.
                if (i < inScope || !isForbidden(e)) {
                    rethrowUnlessNotFound(e);
                } else {
                    unreadable.add(deployment.toString());
                }
            }
        }
    }

    private void add(DeploymentOperationInner operation, DeploymentId by) {
        DeploymentOperationProperties properties = operation.properties();
        if (properties == null
                || properties.targetResource() == null
                || properties.targetResource().id() == null
                || CREATE_NOTHING.contains(properties.provisioningOperation())) {
            return;
        }
        String target = properties.targetResource().id();
        withOperations.add(DeploymentId.key(by.toString()));
        (isFailure(properties.provisioningState()) ? failed : created).putIfAbsent(DeploymentId.key(target), target);
        DeploymentId nested = DeploymentId.of(target);
        if (nested != null && seen.add(DeploymentId.key(target)) && isCorrelated(nested)) {
            deployments.add(nested);
        }
    }

    private static boolean isFailure(@Nullable String state) {
        return "Failed".equalsIgnoreCase(state) || "Canceled".equalsIgnoreCase(state);
    }

    private boolean isCorrelated(DeploymentId deployment) {
        try {
            return isCorrelated(deployment.get(client));
        } catch (ManagementException e) {
            if (isForbidden(e)) {
                unreadable.add(deployment.toString());
            } else {
                rethrowUnlessNotFound(e);
            }
            return false;
        }
    }

    private boolean isCorrelated(DeploymentExtendedInner deployment) {
        return correlationIds.contains(String.valueOf(correlationId(deployment)).toLowerCase(Locale.ROOT));
    }

    static @Nullable String correlationId(DeploymentExtendedInner deployment) {
        return deployment.properties() == null ? null : deployment.properties().correlationId();
    }

    static void rethrowUnlessNotFound(ManagementException e) {
        if (e.getResponse().getStatusCode() != 404) {
            throw e;
        }
    }

    private static boolean isForbidden(ManagementException e) {
        return e.getResponse().getStatusCode() == 403;
    }

    List<String> correlationIds() {
        return new ArrayList<>(correlationIds);
    }

    boolean createdSomething(DeploymentId deployment) {
        return withOperations.contains(DeploymentId.key(deployment.toString()));
    }

    List<String> deployments() {
        return deployments.stream().map(DeploymentId::toString).collect(Collectors.toList());
    }

    List<String> resources() {
        return created.values().stream()
                .filter(id -> DeploymentId.of(id) == null)
                .collect(Collectors.toList());
    }

    List<String> failedResources() {
        Map<String, String> onlyFailed = new LinkedHashMap<>(failed);
        onlyFailed.keySet().removeAll(created.keySet());
        return new ArrayList<>(onlyFailed.values());
    }

    List<String> unreadable() {
        return unreadable;
    }
}
