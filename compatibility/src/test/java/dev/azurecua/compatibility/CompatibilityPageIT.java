// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Verifies that {@code docs/compatibility.md} lists exactly the versions that the tests run with. */
class CompatibilityPageIT {
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

    private static final List<String> ARTIFACTS =
            List.of("azure-core", "azure-identity", "azure-resourcemanager", "azure-core-http-netty", "reactor-core");

    private static String row(String set) {
        return ARTIFACTS.stream()
                .map(artifact -> version(artifact, Deployer.classPathOf("azure-sdk/first/target/" + set)))
                .collect(Collectors.joining(" | ", "| ", " | "));
    }

    private static String version(String artifact, List<String> classPath) {
        return classPath.stream()
                .map(element -> Path.of(element).getFileName().toString())
                .filter(jar -> jar.matches(artifact + "-[0-9].*\\.jar"))
                .map(jar -> jar.substring(artifact.length() + 1, jar.length() - ".jar".length()))
                .collect(Collectors.joining());
    }

    @Test
    void pageHasOneRowForEachSetOfVersions() throws IOException {
        List<String> rows =
                AzureSdkVersionsIT.allSets().map(CompatibilityPageIT::row).toList();

        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.matches("\\| 1\\.[0-9].*"))
                        .map(line -> rows.stream()
                                .filter(line::startsWith)
                                .findFirst()
                                .orElse(line)))
                .as("rows of %s", PAGE)
                .containsExactlyElementsOf(rows);
    }

    @Test
    void pageHasStackVersionsOfConsumerPoms() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Stream.of(
                        "Spring Boot " + property("spring-boot", "spring-boot.version"),
                        "Spring Cloud Azure " + property("spring-boot", "spring-cloud-azure.version"),
                        "Quarkus " + property("quarkus", "quarkus.version"),
                        "Azure Toolkit libraries " + property("azure-toolkit", "azure-toolkit.version"),
                        "`com.microsoft.azure` " + property("retired-sdk", "retired-sdk.version"),
                        "OpenTelemetry's agent " + property(Path.of("pom.xml"), "opentelemetry-javaagent.version")))
                .allSatisfy(stack -> assertThat(page).contains(stack));
    }

    private static String property(String consumer, String name) throws IOException {
        return property(Path.of("src", "it", consumer, "pom.xml"), name);
    }

    private static String property(Path pom, String name) throws IOException {
        return Files.readString(pom).replaceFirst("(?s).*<" + name + ">(.*?)</" + name + ">.*", "$1");
    }
}
