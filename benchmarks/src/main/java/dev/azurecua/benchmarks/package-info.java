// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/** What attribution costs. */
package dev.azurecua.benchmarks;
