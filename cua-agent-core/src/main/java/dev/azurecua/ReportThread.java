// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Creates the thread that writes a report when the JVM ends. Until then, it keeps only the class loader of this library
 * in memory, because a web application may be stopped earlier. An ordinary thread also keeps its context class loader,
 * its thread group and inherited thread-local values. Before Java 24, it also keeps the class loader of each caller.
 */
final class ReportThread {
    private static final String NAME = "cua-report";

    private ReportThread() {}

    static Thread of(Runnable action) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = create(
                    topGroup(), action, ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
            thread.setContextClassLoader(ReportThread.class.getClassLoader());
            return thread;
        });
    }

    private static ThreadGroup topGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** Creates a thread without inherited values if there is a constructor with these parameters. */
    static Thread create(ThreadGroup group, Runnable action, Class<?>... parameters) {
        try {
            // By reflection, because the constructor is not in Java 8.
            return Thread.class.getConstructor(parameters).newInstance(group, action, NAME, 0L, false);
        } catch (ReflectiveOperationException java8) {
            return new Thread(group, action, NAME);
        }
    }
}
