// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import com.azure.core.http.rest.PagedIterable;
import com.azure.resourcemanager.resources.fluent.DeploymentsManagementClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentExtendedInner;
import com.azure.resourcemanager.resources.fluent.models.DeploymentOperationInner;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Identifies a deployment in a resource group, a subscription, a management group or the tenant. */
final class DeploymentId {
    /**
     * Matches names of groups, management groups and deployments. No matched character can change the path of a URL.
     */
    static final String NAME = "[\\p{L}\\p{N}_.()-]+";

    private static final String PROVIDER = "/providers/Microsoft.Resources/deployments/";
    private final String scope;
    private final String name;

    /**
     * Creates an ID.
     *
     * @param scope starts with a slash, as in IDs; empty for the tenant
     */
    DeploymentId(String scope, String name) {
        this.scope = scope;
        this.name = name;
    }

    /** Parses an ID. Returns null if it is not the ID of a deployment. */
    static @Nullable DeploymentId of(@Nullable String id) {
        String text = String.valueOf(id);
        int provider = key(text).lastIndexOf(key(PROVIDER));
        if (provider < 0) {
            return null;
        }
        String scope = text.substring(0, provider);
        String name = text.substring(provider + PROVIDER.length());
        // Matches each segment, because one pattern for all segments could overflow the stack.
        boolean wellFormed = name.matches(NAME)
                && (scope.isEmpty() || scope.startsWith("/"))
                && Stream.of(scope.split("/", -1)).skip(1).allMatch(segment -> segment.matches(NAME));
        return wellFormed ? new DeploymentId(scope, name) : null;
    }

    String name() {
        return name;
    }

    DeploymentExtendedInner get(DeploymentsManagementClient client) {
        return scope.isEmpty()
                ? client.getDeployments().getAtTenantScope(name)
                : client.getDeployments().getAtScope(inUrl(scope), name);
    }

    /** Lists the deployments of a scope. Excludes those of scopes below it. */
    static PagedIterable<DeploymentExtendedInner> list(DeploymentsManagementClient client, String scope) {
        return scope.isEmpty()
                ? client.getDeployments().listAtTenantScope()
                : client.getDeployments().listAtScope(inUrl(scope));
    }

    PagedIterable<DeploymentOperationInner> operations(DeploymentsManagementClient client) {
        return scope.isEmpty()
                ? client.getDeploymentOperations().listAtTenantScope(name)
                : client.getDeploymentOperations().listAtScope(inUrl(scope), name);
    }

    /** Encodes a scope, because the client does not encode it. Removes the first slash, because the client adds one. */
    private static String inUrl(String scope) {
        return URI.create(scope.substring(1)).toASCIIString();
    }

    /** Returns a key for comparison, because Resource Manager ignores the letter case of IDs. */
    static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return scope + PROVIDER + name;
    }
}
