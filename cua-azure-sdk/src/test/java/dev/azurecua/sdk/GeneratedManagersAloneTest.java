// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A class path without the fluent managers, which the library does not bring. */
class GeneratedManagersAloneTest {
    @Test
    void needNoFluentLibraryButForTheFactory() throws Exception {
        URL[] jars = ChildJvm.classPath()
                .filter(jar -> !jar.getFileName().toString().matches("azure-resourcemanager-(?!datafactory).*"))
                .map(GeneratedManagersAloneTest::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader generatedOnly = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(generatedOnly);
            Supplier<?> deployer = (Supplier<?>) generatedOnly
                    .loadClass(GeneratedDeployer.class.getName())
                    .getConstructor()
                    .newInstance();

            assertThat(deployer.get())
                    .asString()
                    .startsWith("The factory needs com.azure.resourcemanager:azure-resourcemanager-resources, which");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
