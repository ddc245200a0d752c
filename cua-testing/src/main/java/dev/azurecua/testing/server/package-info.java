// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/**
 * Serves HTTPS with WireMock, and forwards clients to it. {@link dev.azurecua.testing.server.Server} is the only public
 * type.
 *
 * <p>This package is internal to {@code cua-testing}. It is not part of the API and may change in any release.
 */
@NullMarked
package dev.azurecua.testing.server;

import org.jspecify.annotations.NullMarked;
