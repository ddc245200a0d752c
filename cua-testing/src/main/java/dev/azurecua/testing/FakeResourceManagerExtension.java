// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Opens, resets and closes the stand-in with the tests, as an extension of JUnit. It is a separate class, because the
 * stand-in is also used without JUnit on the class path.
 */
final class FakeResourceManagerExtension extends FakeResourceManager
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** Counts the open test classes that share this, because classes with a common superclass may run in parallel. */
    private int testClasses;

    private FakeResourceManagerExtension(String... furtherHosts) {
        super(furtherHosts);
    }

    /**
     * Creates a stand-in. The return type is the superclass, because the JVM would otherwise load this class, and so
     * JUnit, when it verifies the superclass.
     *
     * @throws NoClassDefFoundError if JUnit is missing
     */
    static FakeResourceManager of(String... furtherHosts) {
        return new FakeResourceManagerExtension(furtherHosts);
    }

    /** Opens the stand-in of a static field. The class shares it with its nested classes and its superclass. */
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

    /** Closes the stand-in of an instance field, because only one test uses it. */
    @Override
    public void afterEach(ExtensionContext context) {
        if (store(context).get(this) == null) {
            close();
        }
    }

    /** Closes the stand-in of a static field when the last of the classes that share it ends. */
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
