// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/** Contains the command line {@code cua}. {@link dev.azurecua.cli.Cua} is its main class. */
@NullMarked
package dev.azurecua.cli;

import org.jspecify.annotations.NullMarked;
