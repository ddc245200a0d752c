// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import org.jspecify.annotations.Nullable;

/**
 * Lists the services whose usage Azure itself reports incompletely, even if all calls are attributed.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 */
enum ReportLimitation {
    AKS("Microsoft.ContainerService/managedClusters", "Azure Kubernetes Service (AKS)"),
    VM_SCALE_SETS("Microsoft.Compute/virtualMachineScaleSets", "VM Scale Sets"),
    BATCH("Microsoft.Batch/batchAccounts", "Azure Batch");

    private final String type;
    private final String service;

    ReportLimitation(String type, String service) {
        this.type = type;
        this.service = service;
    }

    /** Returns the limitation that applies to a resource type or to its parent type, or null if none applies. */
    static @Nullable ReportLimitation of(@Nullable String resourceType) {
        if (resourceType != null) {
            for (ReportLimitation limitation : values()) {
                if (limitation.appliesTo(resourceType)) {
                    return limitation;
                }
            }
        }
        return null;
    }

    private boolean appliesTo(String resourceType) {
        return Ascii.regionMatches(resourceType, 0, type)
                && (resourceType.length() == type.length() || resourceType.charAt(type.length()) == '/');
    }

    /** Returns the reason without a full stop at the end. */
    @Override
    public String toString() {
        return "Azure reports the usage of " + service
                + " incompletely, even for attributed calls; this is a known issue of Microsoft";
    }
}
