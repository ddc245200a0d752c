// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackagesTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String ROOT = FakeResourceManager.class.getPackageName();
    private static final Pattern DEPENDENCY =
            Pattern.compile("^ *" + ROOT + "(\\S*) +-> " + ROOT + "(\\S*) ", Pattern.MULTILINE);

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), "-verbose:package", "-filter:package", "" + CLASSES);

        assertThat(DEPENDENCY
                        .matcher(out.toString())
                        .results()
                        .map(dependency -> dependency.group(1) + " -> " + dependency.group(2)))
                .containsExactlyInAnyOrder(
                        " -> .server", // starts the server
                        " -> .arm",
                        ".server -> .arm", // handles the requests that match no stub
                        ".arm -> .template");
    }

    @Test
    void eachInternalPackageHasOnePublicType() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            Map<String, TreeSet<String>> publicTypes = files.map(
                            file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> load(file.replaceFirst("\\.class$", "").replaceAll("[/\\\\]", ".")))
                    .filter(type -> Modifier.isPublic(type.getModifiers()) && !ROOT.equals(type.getPackageName()))
                    .collect(Collectors.groupingBy(
                            type -> type.getPackageName().substring(ROOT.length()),
                            TreeMap::new,
                            Collectors.mapping(Class::getSimpleName, Collectors.toCollection(TreeSet::new))));

            assertThat(publicTypes)
                    .hasToString("{.arm=[ResourceManager], .server=[Server], .template=[EvaluatedTemplate]}");
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PackagesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
