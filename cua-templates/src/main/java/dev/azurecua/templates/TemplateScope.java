// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import org.jspecify.annotations.Nullable;

/**
 * Lists the scopes to which a template can deploy. The {@code $schema} of a template determines its scope.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#template-format">Template
 *     format</a>
 */
enum TemplateScope {
    RESOURCE_GROUP("2015-01-01/deploymentTemplate.json"),
    SUBSCRIPTION("2018-05-01/subscriptionDeploymentTemplate.json"),
    MANAGEMENT_GROUP("2019-08-01/managementGroupDeploymentTemplate.json"),
    TENANT("2019-08-01/tenantDeploymentTemplate.json");

    private final String path;

    TemplateScope(String path) {
        this.path = path;
    }

    /** Returns the scope for a template schema of any version. Returns null if it is not the schema of a template. */
    static @Nullable TemplateScope of(String schema) {
        String file = schema.replaceFirst("#?/?\\s*$", "");
        for (TemplateScope scope : values()) {
            if (file.substring(file.lastIndexOf('/') + 1).equalsIgnoreCase(scope.file())) {
                return scope;
            }
        }
        return null;
    }

    private String file() {
        return path.substring(path.indexOf('/') + 1);
    }

    /** Returns the schema of a nested template that deploys to the same scope. */
    String schema() {
        return "https://schema.management.azure.com/schemas/" + path + "#";
    }

    /** Returns whether a deployment needs a location. In a resource group it uses the location of the group. */
    boolean requiresLocation() {
        return this != RESOURCE_GROUP;
    }
}
