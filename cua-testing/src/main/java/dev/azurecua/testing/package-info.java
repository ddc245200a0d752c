/**
 * A testing kit: {@link dev.azurecua.testing.FakeResourceManager} stands in for Azure Resource Manager, so that the
 * tests of a deployer can prove what it sends.
 */
@NullMarked
package dev.azurecua.testing;

import org.jspecify.annotations.NullMarked;
