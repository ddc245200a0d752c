// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    class IdAsJson {
        @ParameterizedTest
        @CsvSource({
            "B6ADDD8F-5ff4-4fc0-a2b5-0ec7861106c4, " + ID + ", own, b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
            "pid-contoso-myoffer-partnercenter, pid-contoso-myoffer-partnercenter, marketplace, ",
        })
        void printsTrackingId(String text, String id, String kind, String guid) throws IOException {
            assertThat(cua("id", "check", text, "--json")).isEqualTo(Cua.YES);

            JsonNode json = new ObjectMapper().readTree(out.toString());
            assertThat(json.get("valid").booleanValue()).isTrue();
            assertThat(json.get("trackingId").textValue()).isEqualTo(id);
            assertThat(json.get("kind").textValue()).isEqualTo(kind);
            assertThat(json.get("guid").textValue()).isEqualTo(guid);
            assertThat(json.get("problem").isNull()).isTrue();
        }

        @Test
        void printsWhatIsWrongWithMalformedTrackingId() throws IOException {
            assertThat(cua("id", "check", "--json", "4711")).isEqualTo(Cua.NO);

            JsonNode json = new ObjectMapper().readTree(out.toString());
            assertThat(json.get("valid").booleanValue()).isFalse();
            assertThat(json.get("trackingId").isNull()).isTrue();
            assertThat(json.get("problem").textValue()).startsWith("'4711' is not a tracking ID: it has only digits");
            assertThat(err.toString()).isEmpty();
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
                    .isEqualTo("cua template attribute: " + file + ": " + ID + " is not credited by this template;"
                            + " follow the WARN line" + System.lineSeparator());
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

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "''               | is a folder; give the path of the main template, or - for standard input",
                    "absent.json      | cannot be read: it does not exist; correct the path",
                    "mainTemplate.json/x | cannot be read: Not a directory; check the path and the disk",
                    "loop             | cannot be read: Too many levels of symbolic links",
                })
        void explainsWhyTemplateCannotBeRead(String name, String problem) throws IOException {
            file(TEMPLATE.formatted(""));
            Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

            String path = folder.resolve(name).toString();
            assertFails("cua template attribute: '" + path + "' " + problem, attribute(path, "--id", ID));
        }

        @Test
        void explainsThatNameOfTemplateIsNotValid() {
            assertFails(
                    "cua template attribute: 'main?Template' is not a valid path: Nul character not allowed; correct"
                            + " it, or set LC_ALL to a UTF-8 locale",
                    attribute("main\0Template", "--id", ID));
        }

        @Test
        void explainsWhyStandardInputCannotBeRead() {
            InputStream before = System.in;
            System.setIn(new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("Is a directory");
                }
            });
            try {
                assertFails(
                        "cua template attribute: '-' cannot be read: Is a directory; check the path and the disk",
                        attribute("-", "--id", ID));
            } finally {
                System.setIn(before);
            }
        }

        @Test
        void readsTemplateFromPipe() throws Exception {
            Path pipe = folder.resolve("pipe");
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
            String template = file(TEMPLATE.formatted("")).toString();
            Process writer =
                    new ProcessBuilder("sh", "-c", "cat \"$1\" > \"$2\"", "sh", template, pipe.toString()).start();
            try {
                assertThat(cua(attribute(pipe, "--id", ID))).as(err.toString()).isEqualTo(Cua.YES);
            } finally {
                writer.destroy();
            }
            assertThat(out.toString()).contains("\"name\": \"" + ID);
        }

        @Test
        void explainsThatTemplateDisappeared() throws IOException {
            Path path = file(TEMPLATE.formatted(""));
            TemplateFile file = TemplateFile.read(path.toString(), System.in);
            Files.delete(path);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> file.replace("{}"))
                    .withMessage("it cannot be replaced: it does not exist; correct the path, or remove -i");
        }

        @Test
        void namesTemplateThatCannotBeRead() throws IOException {
            Path file = file(TEMPLATE.formatted(""));
            Files.setPosixFilePermissions(file, Set.of());
            assumeFalse(Files.isReadable(file), "this user reads any file");

            assertFails(
                    "cua template attribute: '" + file + "' cannot be read: access is denied; give this user access",
                    attribute(file, "--id", ID));
        }

        @Test
        void usesTrackingIdOfTheSettingsAndNamesTheSetting() throws IOException {
            System.setProperty("cua.tracking-id", ID);
            System.setProperty("cua.traking-id", ID);
            try {
                assertThat(cua(attribute(file(TEMPLATE.formatted(""))))).isEqualTo(Cua.YES);
            } finally {
                System.clearProperty("cua.tracking-id");
                System.clearProperty("cua.traking-id");
            }
            assertThat(out.toString()).contains("\"name\": \"" + ID);
            assertThat(err.toString().lines().toList())
                    .satisfiesExactly(
                            warning -> assertThat(warning)
                                    .startsWith(
                                            "cua template attribute: warning: Unknown settings have no effect: system"
                                                    + " property cua.traking-id. "),
                            source -> assertThat(source)
                                    .isEqualTo("cua template attribute: the ID is " + ID
                                            + ", from system property cua.tracking-id"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "cua.unused      | x    | no tracking ID is set",
                    "cua.opt-out     | true | the customer opted out by system property cua.opt-out",
                    "cua.opt-out     | yes  | the customer opted out by system property cua.opt-out, whose value 'yes'"
                            + " is neither true nor false",
                    "cua.tracking-id | 4711 | system property cua.tracking-id: '4711' is not a tracking ID: it has only"
                            + " digits, like a partner ID of the Microsoft partner network; write pid-<GUID> for a"
                            + " registered GUID, or the marketplace ID of Partner Center, pid-<name>-partnercenter",
                })
        void explainsWhyTheSettingsHaveNoTrackingId(String property, String value, String reason) throws IOException {
            String[] args = attribute(file(TEMPLATE.formatted("")));
            System.setProperty(property, value);
            try {
                assertThat(cua(args)).isEqualTo(Cua.FAILED);
            } finally {
                System.clearProperty(property);
            }
            assertThat(out.toString()).isEmpty();
            assertThat(err.toString().lines())
                    .last()
                    .isEqualTo("cua template attribute: no attribution: " + reason
                            + "; add --id ID to attribute the template");
        }

        @Test
        void attributesTemplateDespiteOptOutIfIdIsGivenAndStatesTheReason() throws IOException {
            String[] args = attribute(file(TEMPLATE.formatted("")), "--id", ID);
            System.setProperty("cua.opt-out", "true");
            try {
                assertThat(cua(args)).isEqualTo(Cua.YES);
            } finally {
                System.clearProperty("cua.opt-out");
            }
            assertThat(out.toString()).contains("\"name\": \"" + ID);
            assertThat(err.toString().lines())
                    .containsExactly("cua template attribute: system property cua.opt-out opts out of attributed calls"
                            + " from this machine. The template is attributed all the same, because --id is explicit."
                            + " To let customers opt out of the template, add --opt-out PARAMETER.");
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
            Path latin = Files.write(folder.resolve("latin.json"), TEMPLATE.getBytes(StandardCharsets.ISO_8859_1));
            assertFails(
                    "cua template attribute: " + latin + ": it is not valid UTF-8; convert it",
                    attribute(latin, "--id", ID));
            Path large = Files.write(folder.resolve("large.json"), new byte[16 * 1024 * 1024 + 1]);
            assertFails(
                    "cua template attribute: " + large
                            + ": it has more than 16 MB, but Resource Manager accepts at most 4 MB",
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
            for (String link : new String[] {"contoso.example", "http:///privacy", "ftp://contoso.example/p"}) {
                assertFails(
                        "cua notice: '" + link + "' is not the link of a privacy statement: it is not an absolute"
                                + " https or http URL with a valid host",
                        "notice",
                        "--partner",
                        "Contoso",
                        "--privacy",
                        link);
            }
            assertFails(
                    "Invalid value for option '--privacy': 'not a link' is not a URL: Illegal character in path at"
                            + " position 4; write a URL such as https://contoso.example/privacy",
                    "notice",
                    "--partner",
                    "Contoso",
                    "--privacy",
                    "not a link");
        }

        @Test
        void acceptsHttpLinkAsItsErrorStates() {
            assertThat(cua("notice", "--partner", "Contoso", "--privacy", "http://contoso.example/p"))
                    .isEqualTo(Cua.YES);
            assertThat(out.toString()).contains("http://contoso.example/p");
        }
    }

    @Nested
    class Verify {
        @Test
        void rejectsMissingSubscription() {
            assertFails(
                    "cua verify: No subscription is given; add --subscription ID, or set AZURE_SUBSCRIPTION_ID",
                    "verify",
                    "-g",
                    "contoso",
                    ID);
        }

        @ParameterizedTest
        @CsvSource({
            "Contoso Production, it is a name or another text",
            "'', it is a name or another text",
            "0123456789abcdef0123456789abcdef, its hyphens are missing",
            "01234567-89ab-cdef-0123-456789abcde, it is a name or another text",
            "/subscriptions/01234567-89ab-cdef-0123-456789abcdef, it contains more than the GUID",
            "{01234567-89ab-cdef-0123-456789abcdef}, it contains more than the GUID",
            "' 01234567-89ab-cdef-0123-456789abcdef', it contains more than the GUID",
            ID + ", it contains more than the GUID",
        })
        void rejectsSubscriptionThatIsNotAGuidBeforeSigningIn(String subscription, String problem) {
            assertFails(
                    "cua verify: --subscription is '" + subscription + "', which is not the ID of a subscription: "
                            + problem,
                    "verify",
                    "--subscription",
                    subscription,
                    ID);
            assertThat(err.toString()).contains("; write a GUID such as 01234567-89ab-cdef-0123-456789abcdef");
        }

        @Test
        void rejectsUnknownCloud() {
            assertFails(
                    "Invalid value for option '--cloud': expected one of [PUBLIC, USGOVERNMENT, CHINA]"
                            + " (case-insensitive) but was 'mars'",
                    "verify",
                    "--cloud",
                    "mars",
                    ID);
        }
    }

    @Test
    void errorOfJavaIsAFailureAndNotTheResultNo() {
        PrintWriter broken = new PrintWriter(out, true) {
            @Override
            public void print(String text) {
                throw new StackOverflowError();
            }
        };

        assertThat(Cua.run(broken, new PrintWriter(err, true), "env", ID)).isEqualTo(Cua.FAILED);
        assertThat(err.toString()).startsWith("cua: unexpected error, StackOverflowError: no message");
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
