// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A stand-in as an extension of JUnit: starts, resets and closes it with the tests. A class of its own, because the
 * stand-in is also used where JUnit is not on the class path.
 */
final class FakeResourceManagerExtension extends FakeResourceManager
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** The test classes that share it at the moment; those of a common superclass may run at the same time. */
    private int testClasses;

    private FakeResourceManagerExtension(String... furtherHosts) {
        super(furtherHosts);
    }

    /**
     * Creates a stand-in.
     *
     * @throws NoClassDefFoundError if JUnit is missing. It is thrown here and not where the superclass is verified,
     *     because the return type is the superclass
     */
    static FakeResourceManager of(String... furtherHosts) {
        return new FakeResourceManagerExtension(furtherHosts);
    }

    /** Opens the stand-in of a static field, which the class shares with its nested classes and its superclass. */
    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        if (store(context).get(this) == null) {
            store(context).put(this, context.getUniqueId());
            testClasses++;
            reopen();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        reset();
    }

    /** Closes the stand-in of an instance field, which one test has for itself. */
    @Override
    public void afterEach(ExtensionContext context) {
        if (store(context).get(this) == null) {
            close();
        }
    }

    /** Closes the stand-in of a static field, once the last of the classes that share it is done. */
    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (context.getUniqueId().equals(store(context).get(this)) && --testClasses == 0) {
            close();
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(FakeResourceManager.class));
    }
}
