// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/**
 * Provides Azure customer usage attribution for any HTTP stack: {@link dev.azurecua.Attribution} holds the tracking ID
 * that is credited, and the hosts of Azure Resource Manager. It returns the User-Agent that a request must carry.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 */
@NullMarked
package dev.azurecua;

import org.jspecify.annotations.NullMarked;
