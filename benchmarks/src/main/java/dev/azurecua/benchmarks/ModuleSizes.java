// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import dev.azurecua.benchmarks.Estimate.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a module weighs, as Maven packaged it, and what comes with it. */
final class ModuleSizes {
    private static final List<String> MODULES = List.of("cua-agent-core", "cua-azure-sdk", "cua-okhttp", "cua-testing");
    /** A line of dependency:list: {@code group:artifact:jar:version:scope:path}, with more behind it. */
    private static final Pattern DEPENDENCY =
            Pattern.compile("^ +[^: ]+:([^: ]+):jar:[^: ]+:(?:compile|runtime):([^\\e]+\\.jar)(.*)$");

    private ModuleSizes() {}

    /** Of the modules in the folder. */
    static Table table(Path root) throws IOException {
        Table table = new Table(
                "Jars",
                "What a project gets with a module: its jar, and the jars of its transitive dependencies. Those of"
                        + " `cua-azure-sdk` beyond ours and jspecify come with every client of the Azure SDK.");
        for (String module : MODULES) {
            Path target = root.resolve(module).resolve("target");
            List<Dependency> dependencies = Files.readAllLines(target.resolve("dependencies.txt")).stream()
                    .map(DEPENDENCY::matcher)
                    .filter(Matcher::matches)
                    // What is optional, nobody gets.
                    .filter(line -> !line.group(3).contains("(optional)"))
                    .map(line -> new Dependency(line.group(1), Path.of(line.group(2))))
                    .toList();
            table.add(
                    "`" + module + "`",
                    "jar",
                    kilobytes(jarIn(target)),
                    "dependencies",
                    Estimate.exactly(dependencies.size(), Unit.COUNT),
                    "their jars",
                    kilobytes(dependencies.stream().map(Dependency::jar).toArray(Path[]::new)),
                    "which",
                    dependencies.size() > 15
                            ? "WireMock, the SDK and what they bring"
                            : dependencies.stream().map(Dependency::artifact).collect(Collectors.joining(", ")));
        }
        return table;
    }

    private static Path jarIn(Path target) throws IOException {
        try (var files = Files.list(target)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Estimate kilobytes(Path... jars) throws IOException {
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        return Estimate.exactly(bytes / 1000.0, Unit.KILOBYTES);
    }

    private record Dependency(String artifact, Path jar) {}
}
