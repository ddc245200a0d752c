// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/** Measures what attribution costs. */
package dev.azurecua.benchmarks;
