/**
 * Provides a testing kit with which the tests of a deployer prove what it sends.
 * {@link dev.azurecua.testing.FakeResourceManager} stands in for Azure Resource Manager.
 */
@NullMarked
package dev.azurecua.testing;

import org.jspecify.annotations.NullMarked;
