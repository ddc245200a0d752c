// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies the jars of the libraries as they are published. */
class PublishedJarsIT {
    private static final int JAVA_8 = 52;

    static Stream<Path> jars() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(jar ->
                        jar.getFileName().toString().matches("cua-(agent-core|azure-sdk|okhttp|templates)-.*\\.jar"));
    }

    @Test
    void allJarsAreOnClassPath() {
        assertThat(jars()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("jars")
    void jarHasJava8ClassesModuleDescriptorAndLicense(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            assertThat(jar.getEntry("module-info.class")).isNotNull();
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.stream().filter(entry -> entry.getName().matches("dev/.*\\.class")))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(majorVersion(jar, entry)).isEqualTo(JAVA_8));
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void jarEntriesHaveSameTimeBecauseJarIsReproducible(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            assertThat(jar.stream().map(JarEntry::getTimeLocal).distinct()).hasSize(1);
        }
    }

    private static int majorVersion(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }
}
