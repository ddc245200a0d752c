// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/**
 * Answers calls as Azure Resource Manager does. {@link dev.azurecua.testing.arm.ResourceManager} is the only public
 * type.
 *
 * <p>Internal to the testing kit: not part of its API, and may change in any release.
 */
@NullMarked
package dev.azurecua.testing.arm;

import org.jspecify.annotations.NullMarked;
