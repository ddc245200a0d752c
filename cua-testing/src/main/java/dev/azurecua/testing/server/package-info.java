// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/**
 * Serves HTTPS, with WireMock, and leads clients there. {@link dev.azurecua.testing.server.Server} is the only public
 * type.
 *
 * <p>Internal to the testing kit: not part of its API, and may change in any release.
 */
@NullMarked
package dev.azurecua.testing.server;

import org.jspecify.annotations.NullMarked;
