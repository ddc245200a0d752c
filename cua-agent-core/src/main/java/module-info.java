// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/** Tracking IDs of Azure customer usage attribution and the rules by which a User-Agent carries them. */
module dev.azurecua {
    requires transitive org.jspecify;
    requires java.logging;
    requires static org.slf4j;

    exports dev.azurecua;
}
