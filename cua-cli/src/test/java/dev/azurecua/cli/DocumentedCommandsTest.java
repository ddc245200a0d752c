// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the commands of {@code docs/cli.md}. */
class DocumentedCommandsTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("docs/cli.md");
    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?:eval \"\\$\\()?cua ([^>)]*).*");

    @TempDir
    private Path folder;

    static Stream<String> commands() throws IOException {
        return CONSOLE.matcher(Files.readString(PAGE))
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(COMMAND::matcher)
                .filter(Matcher::matches)
                .map(command -> command.group(1).strip());
    }

    @Test
    void pageHasACommandForEachSubcommand() throws IOException {
        assertThat(commands().map(command -> command.replaceFirst(" .*", "")))
                .contains("id", "template", "verify", "notice", "env", "doctor");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandIsUnderstood(String command) throws IOException {
        Path template = Files.writeString(folder.resolve("mainTemplate.json"), """
                {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                 "resources": []}""");
        List<String> args =
                new ArrayList<>(List.of(command.replaceAll("\\S+\\.json", Matcher.quoteReplacement(template.toString()))
                        .replace("deployer.jar", folder.toString())
                        .split(" ")));
        boolean needsAzure = args.get(0).equals("verify");
        if (needsAzure) {
            args.add("--help");
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode = Cua.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));

        // Without settings, doctor answers no.
        assertThat(exitCode).as(err.toString()).isEqualTo(args.get(0).equals("doctor") ? Cua.NO : Cua.YES);
        assertThat(err.toString()).isEmpty();
    }
}
