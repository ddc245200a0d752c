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

/** Verifies a class path without fluent managers, because the library does not bring them. */
class GeneratedManagersAloneTest {
    @Test
    void onlyTheFactoryNeedsTheFluentLibrary() throws Exception {
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
                    .isEqualTo("The factory needs com.azure.resourcemanager:azure-resourcemanager-resources, which"
                            + " fluent managers bring and generated managers do not; add it in the version of your"
                            + " azure-sdk-bom");
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
