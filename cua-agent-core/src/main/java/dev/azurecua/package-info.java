// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/**
 * Azure customer usage attribution, whatever the HTTP stack: {@link dev.azurecua.Attribution} knows who is credited and
 * which hosts are Azure Resource Manager, and says what the User-Agent of a request has to be.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 */
@NullMarked
package dev.azurecua;

import org.jspecify.annotations.NullMarked;
