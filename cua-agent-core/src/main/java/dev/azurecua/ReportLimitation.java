// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import org.jspecify.annotations.Nullable;

/**
 * The services whose usage Azure itself does not report in full, however well the calls are attributed.
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

    /** The one that the type, or what it is a part of, belongs to; null if Azure reports it in full. */
    static @Nullable ReportLimitation of(@Nullable String resourceType) {
        if (resourceType != null) {
            for (ReportLimitation service : values()) {
                if (service.has(resourceType)) {
                    return service;
                }
            }
        }
        return null;
    }

    private boolean has(String resourceType) {
        return Ascii.regionMatches(resourceType, 0, type)
                && (resourceType.length() == type.length() || resourceType.charAt(type.length()) == '/');
    }

    /** Why, as one sentence. */
    @Override
    public String toString() {
        return "Azure reports the usage of " + service
                + " incompletely, attributed or not: a known issue of Microsoft's";
    }
}
