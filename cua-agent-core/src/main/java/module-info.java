// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/** Provides tracking IDs of Azure customer usage attribution, and the rules for adding them to a User-Agent. */
module dev.azurecua {
    requires transitive org.jspecify;
    requires java.logging;
    requires static org.slf4j;

    exports dev.azurecua;
}
