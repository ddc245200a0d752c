// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.DeploymentVerifier;
import dev.azurecua.templates.TemplateAttribution;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the commands of {@code docs/cli.md}. */
class DocumentedCommandsTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("docs/cli.md");
    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?:eval \"\\$\\()?cua ([^>)|]*).*");

    /** Matches a command and the JSON that follows it. */
    private static final Pattern JSON =
            Pattern.compile("\\n([^\\n`]+--json[^\\n]*)\\n```\\n\\n```json\\n(.*?)```", Pattern.DOTALL);

    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String CORE = "dev/azurecua/Attribution";
    private static final String TEMPLATE = """
            {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
             "contentVersion": "1.0.0.0",
             "resources": [{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01",
                 "name": "contosodata", "location": "usgovvirginia"}]}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

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

    /** A program with OkHttp and a setting, because its request has the same User-Agent on each machine. */
    private void writeDeployer() throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("deployer.jar")))) {
            for (String type : List.of("okhttp3/OkHttpClient", "dev/azurecua/okhttp/AttributionInterceptor", CORE)) {
                jar.putNextEntry(new ZipEntry(type + ".class"));
            }
            jar.putNextEntry(new ZipEntry("cua.properties"));
            jar.write(("tracking-id = " + ID).getBytes(StandardCharsets.UTF_8));
        }
    }

    private int run(String command) throws IOException {
        Files.writeString(folder.resolve("mainTemplate.json"), TEMPLATE);
        Files.writeString(folder.resolve("azuredeploy.json"), TEMPLATE);
        writeDeployer();
        String[] args = command.replaceAll("\\S+\\.(json|jar)", Matcher.quoteReplacement(folder + "/") + "$0")
                .split(" ");
        return Cua.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandIsUnderstood(String command) throws IOException {
        boolean needsAzure = command.startsWith("verify");

        int exitCode = run(needsAzure ? command + " --help" : command);

        // Without settings, doctor answers no.
        assertThat(exitCode).as(err.toString()).isEqualTo(command.equals("doctor") ? Cua.NO : Cua.YES);
        assertThat(err.toString()).isEmpty();
    }

    static Stream<Arguments> jsonExamples() throws IOException {
        return JSON.matcher(Files.readString(PAGE))
                .results()
                .map(example -> Arguments.of(
                        COMMAND.matcher(example.group(1)).replaceFirst("$1").strip(), example.group(2)));
    }

    @ParameterizedTest
    @MethodSource("jsonExamples")
    void commandPrintsTheDocumentedJson(String command, String json) throws IOException {
        if (command.startsWith("verify")) {
            out.write(verification());
        } else {
            run(command);
        }
        assertThat(out.toString().strip().replace(folder.toUri().getPath(), "/app/"))
                .isEqualTo(json.strip());
    }

    @Test
    void pageHasAnExampleForEachCommandWithJson() throws IOException {
        assertThat(jsonExamples().map(example -> example.get()[0].toString().replaceFirst(" .*", "")))
                .containsExactly("id", "verify", "doctor");
        for (String command :
                List.of("id new", "id check", "template attribute", "verify", "notice", "env", "doctor")) {
            out.getBuffer().setLength(0);
            run(command + " --help");
            assertThat(out.toString().contains("--json"))
                    .as(command)
                    .isEqualTo(List.of("id check", "verify", "doctor").contains(command));
        }
    }

    /** Returns the JSON for a deployment to the stand-in, because cua signs in to Azure. CuaJarIT runs the command. */
    private static String verification() throws IOException {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            ResourceManager resources = ResourceManager.configure()
                    .withHttpClient(azure.httpClient())
                    .authenticate(azure.credential(), azure.profile())
                    .withDefaultSubscription();
            resources
                    .resourceGroups()
                    .define("contoso")
                    .withRegion("usgovvirginia")
                    .create();
            TrackingId id = TrackingId.of(ID);
            resources
                    .deployments()
                    .define("main")
                    .withExistingResourceGroup("contoso")
                    .withTemplate(TemplateAttribution.of(id).attribute(TEMPLATE))
                    .withParameters("{}")
                    .withMode(DeploymentMode.INCREMENTAL)
                    .create();
            DeploymentVerifier.Result result =
                    DeploymentVerifier.of(resources.deployments()).inResourceGroup("contoso", id);
            return CuaVerify.json(result)
                    .replace(result.correlationIds().get(0), "3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        }
    }
}
