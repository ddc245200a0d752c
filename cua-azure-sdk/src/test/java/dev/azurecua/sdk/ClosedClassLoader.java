// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Runs {@link Program} in a class loader that is closed before the JVM ends, as Maven or a container does. */
final class ClosedClassLoader {
    private ClosedClassLoader() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        URL[] classPath = ChildJvm.classPath().map(ClosedClassLoader::url).toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Class<?> program = loader.loadClass(Program.class.getName());
            ((Runnable) program.getConstructor().newInstance()).run();
        }
    }

    /** Reports one attributed call, without sending it. */
    public static final class Program implements Runnable {
        public Program() {}

        @Override
        public void run() {
            Attribution.of(ZeroCodeTest.ID)
                    .withListener(AttributionReport.fromEnvironment())
                    .attempt("PUT", "https://management.azure.com/subscriptions/s/resourceGroups/g")
                    .answered(name -> "a/1 " + ZeroCodeTest.ID, () -> 201, name -> null);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
