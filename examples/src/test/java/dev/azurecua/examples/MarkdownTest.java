// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the Markdown files of this repository: width, links, and commands. */
class MarkdownTest {
    private static final int MAX_COLUMNS = 120;
    private static final int MAX_LINES_OF_README = 200;

    /** A table cannot be wrapped, and neither can a link. */
    private static final Pattern UNBREAKABLE = Pattern.compile("\\|.*|.*\\S{100,}.*|(\\[[^]]+]: |<)?https?://\\S+");

    private static final String MAVEN = "mvn( -[qBo]| -am| -pl \\S+| -P\\S+| -D\\S+| [a-z]+(:[a-z]+)?)+";
    private static final Pattern MODULES = Pattern.compile(" -pl (\\S+)");
    private static final Pattern PROPERTY = Pattern.compile(" -D([a-z.-]+)=(\\S+)");

    static List<MarkdownPage> pages() throws IOException {
        return MarkdownPage.all();
    }

    /** The benchmarks print most of their page, with sentences on one line. */
    static Stream<MarkdownPage> writtenPages() throws IOException {
        return pages().stream().filter(page -> !page.toString().equals("benchmarks/README.md"));
    }

    @ParameterizedTest
    @MethodSource("writtenPages")
    void linesKeep120Columns(MarkdownPage page) {
        assertThat(page.lines())
                .filteredOn(line -> !UNBREAKABLE.matcher(line).matches())
                .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                        .as(line)
                        .isLessThanOrEqualTo(MAX_COLUMNS));
    }

    @Test
    void readmeHasAtMost200Lines() throws IOException {
        assertThat(MarkdownPage.of(MarkdownPage.ROOT.resolve("README.md")).lines())
                .hasSizeLessThanOrEqualTo(MAX_LINES_OF_README);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void relativeLinksAndAnchorsResolve(MarkdownPage page) {
        assertThat(page.links()).filteredOn(link -> !link.contains("://")).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? page.file()
                    : page.file().resolveSibling(parts[0]).normalize();
            assertThat(target).as(link).exists();
            if (parts.length > 1) {
                assertThat(MarkdownPage.of(target).anchors()).as(link).contains(parts[1]);
            }
        });
    }

    @Test
    void everyPageOfDocsIsLinked() throws IOException {
        List<Path> linked = pages().stream()
                .flatMap(page -> page.links().stream()
                        .filter(link -> !link.contains("://"))
                        .map(link -> page.file()
                                .resolveSibling(link.replaceFirst("#.*", ""))
                                .normalize()))
                .toList();

        assertThat(MarkdownPage.files("docs/.*\\.md"))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(linked).contains(page));
    }

    /**
     * Checks that Maven commands name what exists, because a build within the build would take minutes. QuickstartTest
     * and ZeroCodeTest run the programs that these commands start, and DocumentedCommandsTest runs those of
     * {@code cua}.
     */
    @ParameterizedTest
    @MethodSource("pages")
    void commandsAreTestedOrThePageSaysWhyNot(MarkdownPage page) throws IOException {
        for (String command : page.commands()) {
            if (command.matches(MAVEN)) {
                assertMavenCommand(command);
            } else if (command.matches("java( -Dcua\\.\\S+)+ -jar \\S+")) {
                assertSettings(command);
            } else if (!command.matches("(alias cua|cua |eval \"\\$\\(cua |java -jar cua-cli/target/cua\\.jar ).*")) {
                assertThat(String.join(" ", page.lines()))
                        .as("%s has the command '%s', and does not say why no test runs it", page, command)
                        .contains("no test");
            }
        }
    }

    private static void assertMavenCommand(String command) throws IOException {
        String parent = Files.readString(MarkdownPage.ROOT.resolve("pom.xml"));
        Matcher modules = MODULES.matcher(command);
        if (modules.find()) {
            assertThat(modules.group(1).split(","))
                    .allSatisfy(module -> assertThat(parent).contains("<module>" + module + "</module>"));
        }
        if (command.contains(" exec:java")) {
            assertThat(Files.readString(MarkdownPage.ROOT.resolve(modules.group(1) + "/pom.xml")))
                    .as("exec-maven-plugin in %s", modules.group(1))
                    .contains("<skip>false</skip>");
            String main = parent.replaceFirst("(?s).*<exec\\.mainClass>(.*?)<.*", "$1");
            assertThat(properties(command).getProperty("exec.mainClass", main))
                    .as(command)
                    .satisfies(name -> assertThat(Class.forName(name).getMethod("main", String[].class))
                            .isNotNull());
        }
    }

    /** Sets what the command sets, except for the report, which would be written. */
    private static void assertSettings(String command) {
        Properties before = (Properties) System.getProperties().clone();
        try {
            Properties properties = properties(command);
            properties.remove("cua.report");
            System.getProperties().putAll(properties);
            assertThat(Attribution.explainEnvironment())
                    .as(command)
                    .doesNotContain("Warning: ")
                    .endsWith("Result: attribution to " + properties.getProperty("cua.tracking-id"));
        } finally {
            System.setProperties(before);
        }
    }

    private static Properties properties(String command) {
        Properties properties = new Properties();
        PROPERTY.matcher(command)
                .results()
                .forEach(property -> properties.setProperty(property.group(1), property.group(2)));
        return properties;
    }
}
