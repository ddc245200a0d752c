// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a template can read of its deployment. The components are the parameters of {@link EvaluatedTemplate#of}.
 */
record DeploymentContext(
        String scope,
        String name,
        @Nullable String location,
        Map<String, Object> subscription,
        @Nullable Map<String, Object> resourceGroup,
        boolean strict) {
    String subscriptionId() {
        return String.valueOf(subscription.get("subscriptionId"));
    }
}
