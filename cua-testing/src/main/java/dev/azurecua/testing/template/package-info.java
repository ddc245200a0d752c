// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/**
 * Evaluates ARM templates. {@link dev.azurecua.testing.template.EvaluatedTemplate} is the only public type.
 *
 * <p>This package is internal to {@code cua-testing}. It is not part of the API and may change in any release.
 */
@NullMarked
package dev.azurecua.testing.template;

import org.jspecify.annotations.NullMarked;
