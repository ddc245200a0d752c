// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the JDKs of this machine. */
final class Jdks {
    private static final Path OWN = Path.of(System.getProperty("java.home"));

    private Jdks() {}

    /** Returns the JDKs of other versions that are installed beside the one of this build, or that one if none is. */
    static List<Path> others() {
        try (Stream<Path> siblings = Files.list(OWN.toRealPath().getParent())) {
            List<Path> others = siblings.filter(jdk -> version(jdk) >= 17 && version(jdk) != version(OWN))
                    .filter(jdk -> !Files.isSymbolicLink(jdk))
                    .sorted()
                    .toList();
            return others.isEmpty() ? List.of(OWN) : others;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path jdk) {
        try (Stream<String> release = Files.lines(jdk.resolve("release"))) {
            return release.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").replaceFirst("\\..*", ""))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException noJdk) {
            return 0;
        }
    }
}
