// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/**
 * Responds to calls as Azure Resource Manager does. {@link dev.azurecua.testing.arm.ResourceManager} is the only public
 * type.
 *
 * <p>This package is internal to {@code cua-testing}. It is not part of the API and may change in any release.
 */
@NullMarked
package dev.azurecua.testing.arm;

import org.jspecify.annotations.NullMarked;
