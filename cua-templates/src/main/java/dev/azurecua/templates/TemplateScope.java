// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import org.jspecify.annotations.Nullable;

/**
 * What a template deploys to, which its {@code $schema} says.
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

    /** The scope of a template with this schema, in whichever version; null if it is not the schema of a template. */
    static @Nullable TemplateScope of(String schema) {
        String file = schema.endsWith("#") ? schema.substring(0, schema.length() - 1) : schema;
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

    /** The schema of a template that is nested in one of this scope, and deploys to the same. */
    String schema() {
        return "https://schema.management.azure.com/schemas/" + path + "#";
    }

    /** Whether a deployment is kept in a location of its own. Within a group it is where the group is. */
    boolean demandsLocation() {
        return this != RESOURCE_GROUP;
    }
}
