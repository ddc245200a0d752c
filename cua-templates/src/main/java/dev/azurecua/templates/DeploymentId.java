// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import com.azure.core.http.rest.PagedIterable;
import com.azure.resourcemanager.resources.fluent.DeploymentsManagementClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentExtendedInner;
import com.azure.resourcemanager.resources.fluent.models.DeploymentOperationInner;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ID of a deployment in a resource group, a subscription, a management group or the tenant. */
final class DeploymentId {
    /**
     * The names of groups, management groups and deployments. None of their characters can change the path of a URL.
     */
    static final String NAME = "[\\p{L}\\p{N}_.()-]+";

    private static final String PROVIDER = "/providers/Microsoft.Resources/deployments/";
    private static final Pattern FORM = Pattern.compile(
            "((?:/" + NAME + ")*)" + PROVIDER.replace(".", "\\.") + "(" + NAME + ")", Pattern.CASE_INSENSITIVE);

    private final String scope;
    private final String name;

    /** @param scope starts with a slash, as in IDs; empty for the tenant */
    DeploymentId(String scope, String name) {
        this.scope = scope;
        this.name = name;
    }

    /** Parses an ID. Returns null if it is not the ID of a deployment. */
    static @Nullable DeploymentId of(@Nullable String id) {
        Matcher matcher = FORM.matcher(String.valueOf(id));
        return matcher.matches() ? new DeploymentId(matcher.group(1), matcher.group(2)) : null;
    }

    DeploymentExtendedInner get(DeploymentsManagementClient client) {
        return scope.isEmpty()
                ? client.getDeployments().getAtTenantScope(name)
                : client.getDeployments().getAtScope(inUrl(scope), name);
    }

    PagedIterable<DeploymentOperationInner> operations(DeploymentsManagementClient client) {
        return scope.isEmpty()
                ? client.getDeploymentOperations().listAtTenantScope(name)
                : client.getDeploymentOperations().listAtScope(inUrl(scope), name);
    }

    /** Encodes a scope, because the client does not. Removes the first slash, because the client adds one. */
    static String inUrl(String scope) {
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
