// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a deployment deploys to.
 *
 * @param scope the ID of a group, a subscription or something else; empty for the tenant
 * @param name the deployment's
 * @param location the deployment's, or null where it has none
 * @param subscriptionId that of the scope, or of the caller where the scope has none
 * @param resourceGroup the group as Resource Manager gives it back, or null outside a group
 */
record DeploymentContext(
        String scope,
        String name,
        @Nullable String location,
        String subscriptionId,
        @Nullable Map<String, Object> resourceGroup) {}
