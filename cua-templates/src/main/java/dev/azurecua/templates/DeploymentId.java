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

/** The ID of a deployment, be it in a resource group, a subscription, a management group or the tenant. */
final class DeploymentId {
    /** What the names of groups, management groups and deployments are made of; no URL has another path by them. */
    static final String NAME = "[\\p{L}\\p{N}_.()-]+";

    private static final String PROVIDER = "/providers/Microsoft.Resources/deployments/";
    private static final Pattern FORM = Pattern.compile(
            "((?:/" + NAME + ")*)" + PROVIDER.replace(".", "\\.") + "(" + NAME + ")", Pattern.CASE_INSENSITIVE);

    private final String scope;
    private final String name;

    /** @param scope with a slash in front, as IDs have it; empty for the tenant */
    DeploymentId(String scope, String name) {
        this.scope = scope;
        this.name = name;
    }

    /** Null if the ID is of something else, be it of a type whose name only begins like that of deployments. */
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

    /** The client puts a scope into the URL as it is, behind a slash of its own. */
    static String inUrl(String scope) {
        return URI.create(scope.substring(1)).toASCIIString();
    }

    /** Resource Manager does not tell letter cases apart. */
    static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return scope + PROVIDER + name;
    }
}
