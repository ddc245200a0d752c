// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.azurecua.TrackingId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CuaTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int cua(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Cua.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private void assertFails(String message, String... args) {
        assertThat(cua(args)).as(err.toString()).isEqualTo(Cua.FAILED);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "id --help",
                "id new --help",
                "id check --help",
                "template --help",
                "template attribute --help",
                "verify --help",
                "notice --help",
                "env --help",
                "doctor --help"
            })
    void printsHelpOfEveryCommand(String args) {
        assertThat(cua(args.split(" "))).isEqualTo(Cua.YES);

        assertThat(out.toString()).startsWith("Usage: cua");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | Missing required subcommand",
                "identify                    | Unmatched argument at index 0: 'identify'",
                "id                          | Missing required subcommand",
                "id check                    | Missing required parameter: 'ID'",
                "template                    | Missing required subcommand",
                "template attribute          | Missing required parameter: 'FILE'",
                "verify -g contoso           | Missing required parameter: 'ID'",
                "verify -g contoso 4567890   | Invalid value for positional parameter at index 0 (ID): '4567890' is not a"
                        + " tracking ID: it has only digits",
                "env contoso                 | Invalid value for positional parameter at index 0 (ID): 'contoso' is not a"
                        + " tracking ID: it is neither",
                "notice                      | Missing required option: '--partner=NAME'",
                "doctor --class-path /nowhere | cua doctor: '/nowhere' does not exist; correct the class path",
                "doctor extra                | Unmatched argument at index 1: 'extra'",
            })
    void reportsBadUsage(String args, String message) {
        assertFails(message, args.isEmpty() ? new String[0] : args.split(" "));
    }

    @Nested
    class Id {
        @Test
        void createsDifferentIdEachTime() {
            assertThat(cua("id", "new")).isEqualTo(Cua.YES);
            String first = out.toString().strip();

            assertThat(TrackingId.of(first).guid()).isNotNull();
            cua("id", "new");
            assertThat(out.toString().strip()).isNotEqualTo(first);
        }

        @ParameterizedTest
        @CsvSource({
            "B6ADDD8F-5ff4-4fc0-a2b5-0ec7861106c4, " + ID + ", ID of your own; register its GUID in Partner"
                    + " Center: b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
            "pid-contoso-myoffer-partnercenter, pid-contoso-myoffer-partnercenter, 'marketplace ID, in the form that"
                    + " Partner Center issues for an app of the commercial marketplace'"
        })
        void printsTokenAndKindOfTrackingId(String text, String id, String kind) {
            assertThat(cua("id", "check", text)).isEqualTo(Cua.YES);

            assertThat(out.toString().lines()).hasSize(2).first().isEqualTo(id);
            assertThat(out.toString().strip()).endsWith(kind);
        }

        @Test
        void printsWhatIsWrongWithMalformedTrackingId() {
            assertThat(cua("id", "check", "pid-eb7927c8-dd66-43e1-b0cf-c346a422063"))
                    .isEqualTo(Cua.NO);

            assertThat(out.toString()).isEmpty();
            assertThat(err.toString())
                    .contains("'pid-eb7927c8-dd66-43e1-b0cf-c346a422063'", "has 11 digits instead of 12");
        }
    }

    @Nested
    class Template {
        private static final String TEMPLATE = "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/"
                + "deploymentTemplate.json#\",\r\n // déjà\r\n\"resources\": [%s]}";

        private Path file(String content) throws IOException {
            return Files.writeString(folder.resolve("mainTemplate.json"), content);
        }

        private String[] attribute(Object... options) {
            return Stream.concat(
                            Stream.of("template", "attribute"),
                            Stream.of(options).map(Object::toString))
                    .toArray(String[]::new);
        }

        @Test
        void printsAttributedTemplateAndKeepsTheFile() throws IOException {
            Path file = file(TEMPLATE.formatted(""));

            assertThat(cua(attribute(file, "--id", ID))).isEqualTo(Cua.YES);

            assertThat(out.toString())
                    .startsWith(TEMPLATE.substring(0, 120))
                    .contains("\"name\": \"" + ID)
                    .endsWith("  }\r\n]}");
            assertThat(file).hasContent(TEMPLATE.formatted(""));
        }

        @Test
        void replacesTemplateInPlaceAndKeepsItsPermissions() throws IOException {
            Path file = file(TEMPLATE.formatted(""));
            Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-r--r--");
            Files.setPosixFilePermissions(file, permissions);
            Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

            assertThat(cua(attribute("-i", link, "--id", ID))).isEqualTo(Cua.YES);

            assertThat(out.toString()).isEmpty();
            assertThat(Files.readString(file)).contains("\r\n // déjà\r\n", "\"name\": \"" + ID);
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(permissions);
            assertThat(link).isSymbolicLink();
            assertThat(folder).isDirectoryNotContaining("glob:**.tmp");

            byte[] once = Files.readAllBytes(file);
            assertThat(cua(attribute("--in-place", file, "--id", ID))).isEqualTo(Cua.YES);
            assertThat(file).hasBinaryContent(once);
        }

        @Test
        void keepsTemplateThatIsAttributedToAnotherPartner() throws IOException {
            String theirs = TEMPLATE.formatted(
                    "{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"pid-other-offer-partnercenter\"}");
            Path file = file(theirs);

            assertThat(cua(attribute(file, "--id", ID))).isEqualTo(Cua.NO);
            assertThat(out).hasToString(theirs);
            assertThat(cua(attribute("-i", file, "--id", ID))).isEqualTo(Cua.NO);
            assertThat(file).hasContent(theirs);
        }

        @Test
        void addsIdBesideAnotherOneOrReplacesTheOther() throws IOException {
            String other = "pid-other-offer-partnercenter";
            Path file = file(
                    TEMPLATE.formatted("{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"" + other + "\"}"));

            assertThat(cua(attribute(file, "--id", ID))).isEqualTo(Cua.NO);
            assertThat(err.toString())
                    .contains(file + ": the template is attributed to another ID; add --beside to keep both, or"
                            + " --replace " + other + " to replace the other one");
            assertThat(cua(attribute(file, "--id", ID, "--beside"))).isEqualTo(Cua.YES);
            assertThat(out.toString()).contains("\"name\": \"" + ID, "\"name\": \"" + other);
            assertThat(cua(attribute(file, "--id", ID, "--replace", other))).isEqualTo(Cua.YES);
            assertThat(out.toString()).contains("\"name\": \"" + ID).doesNotContain(other);
            assertFails(
                    "cua template attribute: " + file + ": The template cannot be attributed: it has no marker of "
                            + ID,
                    attribute(file, "--id", "pid-third-offer-partnercenter", "--replace", ID));
        }

        @Test
        void failsIfItIsNotCertainThatTemplateIsAttributed() throws IOException {
            Path file = file(TEMPLATE.formatted("{\"type\": \"Microsoft.Resources/deployments\", \"name\":"
                    + " \"[parameters('cua')]\", \"comments\": \"" + ID + "\"}"));

            assertFails(
                    "cua template attribute: " + file
                            + ": it is not certain that the template is attributed; follow the WARN line",
                    attribute(file, "--id", ID));
        }

        @Test
        void addsOptOutForCustomersToTemplate() throws IOException {
            Path file = file(TEMPLATE.formatted(""));

            assertThat(cua(attribute(file, "--id", ID, "--opt-out", "attributeUsage")))
                    .isEqualTo(Cua.YES);
            assertThat(out.toString()).contains("\"condition\": \"[parameters('attributeUsage')]\"");
            assertFails(
                    "cua template attribute: 'a b' is not a valid parameter name",
                    attribute(file, "--id", ID, "--opt-out", "a b"));
        }

        @Test
        void readsTemplateFromStandardInput() {
            InputStream before = System.in;
            System.setIn(new ByteArrayInputStream(TEMPLATE.formatted("").getBytes(StandardCharsets.UTF_8)));
            try {
                assertThat(cua(attribute("-", "--id", ID))).isEqualTo(Cua.YES);
                assertThat(out.toString()).contains("// déjà", "\"name\": \"" + ID);
                assertFails(
                        "cua template attribute: -i cannot replace standard input; remove -i, or give the path of a"
                                + " file",
                        attribute("-", "-i", "--id", ID));
            } finally {
                System.setIn(before);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-8 BOM", "UTF-16LE BOM", "UTF-16BE BOM"})
        void keepsEncodingOfTemplate(String encoding) throws IOException {
            Charset charset = Charset.forName(encoding.split(" ")[0]);
            String text = (encoding.endsWith("BOM") ? "\uFEFF" : "") + TEMPLATE.formatted("");
            Path file = Files.writeString(folder.resolve("mainTemplate.json"), text, charset);

            assertThat(cua(attribute("-i", file, "--id", ID))).isEqualTo(Cua.YES);

            String attributed = Files.readString(file, charset);
            assertThat(attributed).startsWith(text.substring(0, 110)).contains("// déjà", "\"name\": \"" + ID);
        }

        @Test
        void namesTemplateThatCannotBeRead() throws IOException {
            Path file = file(TEMPLATE.formatted(""));
            Files.setPosixFilePermissions(file, Set.of());
            assumeFalse(Files.isReadable(file), "this user reads any file");

            assertFails(
                    "cua template attribute: '" + file + "' cannot be read; allow this user to read it",
                    attribute(file, "--id", ID));
        }

        @Test
        void usesTrackingIdOfTheSettings() throws IOException {
            System.setProperty("cua.tracking-id", ID);
            try {
                assertThat(cua(attribute(file(TEMPLATE.formatted(""))))).isEqualTo(Cua.YES);
            } finally {
                System.clearProperty("cua.tracking-id");
            }
            assertThat(out.toString()).contains("\"name\": \"" + ID);
        }

        @Test
        void rejectsTemplateWithoutTrackingId() throws IOException {
            assertFails(
                    "cua template attribute: The settings contain no valid tracking ID, or the customer opted out; add"
                            + " --id ID, or set CUA_TRACKING_ID",
                    attribute(file(TEMPLATE.formatted(""))));
        }

        @Test
        void namesBrokenTemplateAndKeepsTheFile() throws IOException {
            Path file = file("{\n  \"a\": }");

            assertFails(
                    "cua template attribute: " + file
                            + ": The template cannot be attributed. Line 2, column 8: it is not valid JSON: Unexpected",
                    attribute("-i", file, "--id", ID));
            assertThat(file).hasContent("{\n  \"a\": }");
        }

        @Test
        void rejectsFileThatIsNotReadableText() throws IOException {
            assertFails(
                    "cua template attribute: '" + folder + "' is not a file; give the path of the main template",
                    attribute(folder, "--id", ID));
            assertFails("cua template attribute: 'absent.json' is not a file", attribute("absent.json", "--id", ID));
            Path latin = Files.write(folder.resolve("latin.json"), TEMPLATE.getBytes(StandardCharsets.ISO_8859_1));
            assertFails(
                    "cua template attribute: " + latin + ": it is not valid UTF-8; convert it",
                    attribute(latin, "--id", ID));
            Path large = Files.write(folder.resolve("large.json"), new byte[16 * 1024 * 1024 + 1]);
            assertFails(
                    "cua template attribute: " + large
                            + ": it has at least 16777217 bytes, but Resource Manager accepts at most",
                    attribute(large, "--id", ID));
        }
    }

    @Nested
    class Notice {
        @Test
        void printsNoticeForSoftwareInPlainText() {
            assertThat(cua("notice", "--partner", "Contoso")).isEqualTo(Cua.YES);

            assertThat(out.toString()).contains("Contoso", "CUA_OPT_OUT=true").doesNotContain("`", "\n\n\n");
        }

        @Test
        void printsNoticeForTemplateInMarkdown() {
            assertThat(cua(
                            "notice",
                            "--template",
                            "--markdown",
                            "--partner=Conto*so",
                            "--privacy=https://contoso.example/p"))
                    .isEqualTo(Cua.YES);

            assertThat(out.toString())
                    .contains("Conto\\*so", "`Microsoft.Resources/deployments`", "https://contoso.example/p");
        }

        @Test
        void namesOptOutParameterInNoticeForTemplate() {
            assertThat(cua("notice", "--template", "--partner", "Contoso", "--opt-out", "attributeUsage"))
                    .isEqualTo(Cua.YES);
            assertThat(out.toString()).contains("set the parameter attributeUsage of the template to false");

            assertFails(
                    "cua notice: --opt-out names a parameter of a template, but --template is missing; add --template",
                    "notice",
                    "--partner",
                    "Contoso",
                    "--opt-out",
                    "x");
        }

        @Test
        void rejectsNoticeWithInvalidNameOrLink() {
            assertFails("cua notice: ", "notice", "--partner", " ");
            assertFails("cua notice: ", "notice", "--partner", "Contoso", "--privacy", "contoso.example");
            assertFails(
                    "Invalid value for option '--privacy'",
                    "notice",
                    "--partner",
                    "Contoso",
                    "--privacy",
                    "not a link");
        }
    }

    @Test
    void rejectsVerifyWithoutSubscription() {
        assertFails(
                "cua verify: No subscription is given; add --subscription ID, or set AZURE_SUBSCRIPTION_ID",
                "verify",
                "-g",
                "contoso",
                ID);
    }

    @Nested
    class Doctor {
        @Test
        void reportsThatNoTrackingIdIsSet() {
            assertThat(cua("doctor")).isEqualTo(Cua.NO);

            assertThat(out.toString().lines())
                    .anyMatch(line -> line.matches(" +environment variable CUA_TRACKING_ID +not set"))
                    .noneMatch(line -> line.contains("wins") && line.startsWith("  "))
                    .contains("  Result: no attribution: no tracking ID is set")
                    .last()
                    .asString()
                    .startsWith("  User-Agent: azsdk-java-")
                    .doesNotContain("pid-");
        }

        @Test
        void readsSettingsAndClientsFromClassPathOfProgram() throws IOException {
            Files.writeString(folder.resolve("cua.properties"), "tracking-id = " + ID);
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            String withoutAdapters = Stream.of(classPath.split(java.io.File.pathSeparator))
                    .filter(element -> element.matches(".*/(azure-core|azure-resourcemanager-compute|okhttp)-\\d.*"))
                    .reduce(folder.toString(), (path, element) -> path + java.io.File.pathSeparator + element);

            assertThat(cua("doctor", "-cp", withoutAdapters)).isEqualTo(Cua.NO);

            assertThat(out.toString().lines())
                    .anyMatch(line -> line.matches(" +tracking-id in file:.*/cua\\.properties +" + ID + "  <- wins"))
                    .contains("  Result: attribution to " + ID)
                    .anyMatch(
                            line -> line.matches(
                                    "  Azure SDK for Java, in azure-core-.*\\.jar: NOT covered; add dev\\.azurecua:cua-azure-sdk"))
                    .anyMatch(line ->
                            line.matches("  OkHttp, in okhttp-.*\\.jar: NOT covered; add dev\\.azurecua:cua-okhttp"))
                    .anyMatch(line -> line.matches("    azure-resourcemanager-compute \\d+\\.\\d+\\.\\d+"))
                    .last()
                    .isEqualTo("A request from your program would carry no ID from the settings, because its Azure SDK"
                            + " for Java is not covered.");

            assertThat(cua("doctor", "-cp", folder.toString())).isEqualTo(Cua.NO);
            assertThat(out.toString()).contains("  no known client");

            // Without the service file, because the SDK then does not find the provider.
            for (String name : new String[] {
                "com/azure/core/http/HttpPipeline",
                "dev/azurecua/sdk/AttributionPolicyProvider",
                "dev/azurecua/Attribution"
            }) {
                Path type = folder.resolve(name + ".class");
                Files.createDirectories(type.getParent());
                Files.createFile(type);
            }
            assertThat(cua("doctor", "-cp", folder.toString())).isEqualTo(Cua.NO);
            assertThat(out.toString()).contains(": NOT covered; merge META-INF/services/com.azure");

            Files.createDirectories(folder.resolve("META-INF/services"));
            Files.writeString(
                    folder.resolve("META-INF/services/com.azure.core.http.policy.AfterRetryPolicyProvider"),
                    "dev.azurecua.sdk.AttributionPolicyProvider");
            assertThat(cua("doctor", "-cp", folder.toString())).isEqualTo(Cua.YES);
            assertThat(out.toString()).contains(": covered by the settings, without code");
        }
    }
}
