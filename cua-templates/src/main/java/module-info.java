// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/** Supports customer usage attribution in Azure Resource Manager templates. */
module dev.azurecua.templates {
    requires com.fasterxml.jackson.core;
    requires transitive dev.azurecua;
    requires java.logging;
    requires static org.slf4j;

    // Static, because only DeploymentVerifier needs it.
    requires static transitive com.azure.resourcemanager.resources;

    exports dev.azurecua.templates;
}
