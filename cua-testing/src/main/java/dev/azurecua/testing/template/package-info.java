// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/**
 * Evaluates ARM templates. {@link dev.azurecua.testing.template.EvaluatedTemplate} is the only public type.
 *
 * <p>Internal to the testing kit: not part of its API, and may change in any release.
 */
@NullMarked
package dev.azurecua.testing.template;

import org.jspecify.annotations.NullMarked;
