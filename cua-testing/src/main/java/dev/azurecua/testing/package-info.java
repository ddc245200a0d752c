/**
 * Provides {@link dev.azurecua.testing.FakeResourceManager}, a stand-in for Azure Resource Manager. With it, the tests
 * of a deployer prove what the deployer sends.
 */
@NullMarked
package dev.azurecua.testing;

import org.jspecify.annotations.NullMarked;
