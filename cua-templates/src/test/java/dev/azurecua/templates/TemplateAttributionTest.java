// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.azure.core.management.Region;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.models.DeploymentInner;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.DeploymentProperties;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class TemplateAttributionTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private static final String SCHEMA =
            "\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\"";

    private static String attribute(String template) {
        return TemplateAttribution.of(ID).attribute(template);
    }

    private static String template(String resources) {
        return "{" + SCHEMA + ", \"resources\": " + resources + "}";
    }

    private static String deployment(String name) {
        return "{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"" + name + "\"}";
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json.startsWith("\uFEFF") ? json.substring(1) : json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /** Returns the only insertion that turns the first text into the second. */
    private static String inserted(String before, String after) {
        int start = 0;
        while (start < before.length() && before.charAt(start) == after.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < before.length() - start
                && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
            end++;
        }
        assertThat(start + end).as(after).isEqualTo(before.length());
        return after.substring(start, after.length() - end);
    }

    private static void assertAttributed(String before, String after) {
        assertThat(inserted(before, after)).contains(ID.toString());
        JsonNode expected = parsed(before);
        JsonNode actual = parsed(after);
        JsonNode resources = expected.get("resources");
        if (resources instanceof ArrayNode array) {
            array.add(actual.get("resources").get(resources.size()));
        } else {
            List<String> names = new ArrayList<>();
            actual.get("resources").fieldNames().forEachRemaining(names::add);
            String last = names.get(names.size() - 1);
            assertThat(resources.has(last)).isFalse();
            ((ObjectNode) resources).set(last, actual.get("resources").get(last));
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Nested
    class Splice {
        @Test
        void insertsMarkerLastInArrayAndIndentsItLikeTheOneBefore() {
            assertThat(attribute("""
                    {
                        // for contoso
                        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                        "contentVersion": "1.0.0.0",
                        "resources": [
                            {
                                "type": "Microsoft.Storage/storageAccounts", /* the data */
                                "apiVersion": "2023-01-01",
                                "name": "contosodata",
                                "count": 1.50e+2
                            }
                            // nothing else
                        ]
                    }
                    """)).isEqualTo("""
                    {
                        // for contoso
                        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                        "contentVersion": "1.0.0.0",
                        "resources": [
                            {
                                "type": "Microsoft.Storage/storageAccounts", /* the data */
                                "apiVersion": "2023-01-01",
                                "name": "contosodata",
                                "count": 1.50e+2
                            },
                            {
                                "type": "Microsoft.Resources/deployments",
                                "apiVersion": "2020-06-01",
                                "name": "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                                "properties": {
                                    "mode": "Incremental",
                                    "template": {
                                        "$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
                                        "contentVersion": "1.0.0.0",
                                        "resources": []
                                    }
                                }
                            }
                            // nothing else
                        ]
                    }
                    """);
        }

        @Test
        void givesMarkerASymbolicNameInAnObject() {
            assertThat(attribute("""
                    {
                      "$schema" : "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
                      "languageVersion" : "2.0",
                      "resources" : {
                        "group" : {
                          "type" : "Microsoft.Resources/resourceGroups"
                        }
                      }
                    }
                    """)).isEqualTo("""
                    {
                      "$schema" : "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
                      "languageVersion" : "2.0",
                      "resources" : {
                        "group" : {
                          "type" : "Microsoft.Resources/resourceGroups"
                        },
                        "customerUsageAttribution" : {
                          "type" : "Microsoft.Resources/deployments",
                          "apiVersion" : "2020-06-01",
                          "name" : "[format('pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-{0}', uniqueString(deployment().location))]",
                          "location" : "[deployment().location]",
                          "properties" : {
                            "mode" : "Incremental",
                            "template" : {
                              "$schema" : "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
                              "contentVersion" : "1.0.0.0",
                              "resources" : []
                            }
                          }
                        }
                      }
                    }
                    """);
        }

        @Test
        void insertsMarkerIntoEmptyArray() {
            String resource = """
                    {
                    \t\t\t"type": "Microsoft.Resources/deployments",
                    \t\t\t"apiVersion": "2020-06-01",
                    \t\t\t"name": "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                    \t\t\t"properties": {
                    \t\t\t\t"mode": "Incremental",
                    \t\t\t\t"template": {
                    \t\t\t\t\t"$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
                    \t\t\t\t\t"contentVersion": "1.0.0.0",
                    \t\t\t\t\t"resources": []
                    \t\t\t\t}
                    \t\t\t}
                    \t\t}""";

            for (String end : List.of("\n\t]\n}", "\n\t\t// none yet\n\t]\n}")) {
                assertThat(attribute("{\n\t" + SCHEMA + ",\n\t\"resources\": [" + end))
                        .isEqualTo("{\n\t" + SCHEMA + ",\n\t\"resources\": [\n\t\t" + resource + end);
            }
            assertThat(attribute("{\n\t" + SCHEMA + ",\n\t\"resources\": []\n}"))
                    .isEqualTo("{\n\t" + SCHEMA + ",\n\t\"resources\": [\n\t\t" + resource + "\n\t]\n}");
        }

        @Test
        void keepsMarkerOnOneLineLikeItsNeighbours() {
            String flat =
                    "{\"type\": \"Microsoft.Resources/deployments\", \"apiVersion\": \"2020-06-01\", \"name\": \"" + ID
                            + "\", \"properties\": {\"mode\": \"Incremental\", \"template\": {\"$schema\":"
                            + " \"https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#\","
                            + " \"contentVersion\": \"1.0.0.0\", \"resources\": []}}}";
            String first = "{\"type\": \"x/y\"}";

            assertThat(attribute(template("[]"))).isEqualTo(template("[" + flat + "]"));
            assertThat(attribute(template("[" + first + "]"))).isEqualTo(template("[" + first + ", " + flat + "]"));
            assertThat(attribute(template("[\n    " + first + "\n]")))
                    .isEqualTo(template("[\n    " + first + ",\n    " + flat + "\n]"));
            assertThat(attribute(template("[\n    {}\n]"))).isEqualTo(template("[\n    {},\n    " + flat + "\n]"));
        }

        @Test
        void addsNoSpaceToMinifiedTemplate() {
            String minified = template("[{\"type\":\"x/y\"}]").replace(" ", "");

            assertThat(inserted(minified, attribute(minified)))
                    .startsWith(",{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":")
                    .doesNotContain(" ", "\n");
        }

        @Test
        void followsBracketsThatShareALine() {
            assertThat(attribute(
                            "{\n  " + SCHEMA + ",\n  \"resources\": [{\n    \"a\": 1\n  }, {\n    \"b\": 2\n  }]\n}"))
                    .contains("    \"b\": 2\n  }, {\n    \"type\": \"Microsoft.Resources/deployments\",\n    \"apiV")
                    .contains("\n    \"properties\": {\n      \"mode\"")
                    .endsWith("\n    }\n  }]\n}");
        }

        /** The members are indented like their resource. */
        @Test
        void indentsByTwoSpacesByDefault() {
            assertThat(attribute("{\n" + SCHEMA + ",\n\"resources\": [\n{\n\"a\": 1\n}\n]\n}"))
                    .contains("\n},\n{\n  \"type\"")
                    .contains("\n  \"properties\": {\n    \"mode\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", "\r"})
        void usesLineEndsOfTemplate(String lineEnd) {
            String template = ("{\n  " + SCHEMA + ",\n  \"resources\": [\n    {\n      \"a\": 1\n    }\n  ]\n}\n")
                    .replace("\n", lineEnd);

            assertThat(inserted(template, attribute(template)).split(lineEnd, -1))
                    .hasSize(14)
                    .noneMatch(line -> line.contains("\n") || line.contains("\r"));
        }

        @Test
        void keepsAByteOrderMarkAndStringsOfSeveralLines() {
            String template =
                    "\uFEFF{\n  " + SCHEMA + ",\n  \"resources\": [\n    {\n      \"a\": \"one\n\ttwo\"\n    }\n  ]\n}";

            assertAttributed(template, attribute(template));
            assertThat(attribute(template)).startsWith("\uFEFF{").contains("    },\n    {\n      \"type\"");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{SCHEMA, \"resources\": [],}",
                    "{SCHEMA, \"resources\": [{\"a\": [1,],},],}",
                    "{\n  SCHEMA,\n  \"resources\": {\n    a: {\n      'type': \"x/y\",\n    },\n  },\n}",
                    "{SCHEMA, 'contentVersion': '1.0.0.0', resources: [{'name': 'it\\'s \"x\"'}]}"
                })
        void acceptsWhatResourceManagerAccepts(String text) {
            String template = text.replace("SCHEMA", SCHEMA);

            assertAttributed(template, attribute(template));
            assertThat(attribute(attribute(template))).isEqualTo(attribute(template));
        }

        /** Each of the marker's lines would repeat them. */
        @Test
        void doesNotRepeatVeryWideSpaces() {
            String wide = " ".repeat(100_000);
            for (String template : List.of(
                    template("[]").replace("\": \"https", "\"" + wide + ":" + wide + "\"https"),
                    "{\n" + wide + SCHEMA + ",\n" + wide + "\"resources\": []\n}",
                    "{\n" + SCHEMA + ",\n\"resources\": [\n" + wide + "{\n" + wide + "\"a\": 1\n" + wide + "}\n]\n}")) {
                assertAttributed(template, attribute(template));
                assertThat(inserted(template, attribute(template))).hasSizeLessThan(2_000);
            }
        }

        @Test
        void choosesFreeSymbolicName() {
            String resources = "{\"CustomerUsageAttribution\": {}, \"customerUsageAttribution2\": {}}";

            assertThat(attribute(template(resources))).contains(", \"customerUsageAttribution3\": {\"type\"");
        }

        @Test
        void leavesNestedTemplatesAlone() {
            String nested =
                    template("[{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"n\", \"resources\": [],"
                            + " \"properties\": {\"template\": " + template("[]") + "}}]");

            assertAttributed(nested, attribute(nested));
            assertThat(attribute(nested))
                    .contains("\"template\": " + template("[]"))
                    .endsWith("]}}}]}");
        }
    }

    @Nested
    class AlreadyAttributed {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                    "PID-B6ADDD8F-5ff4-4fc0-a2b5-0ec7861106c4",
                    "[concat('pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4')]"
                })
        void returnsAttributedTemplateUnchanged(String name) {
            String other =
                    "{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"pid-other-offer-partnercenter\"}";
            String array = template(
                    "[" + other + ", {\"NAME\": \"" + name + "\", \"Type\": \"microsoft.resources/Deployments\"}]");
            String keyed = template("{\"a\": " + other
                    + ", \"b\": {\"existing\": false, \"type\": \"Microsoft.Resources/deployments\", \"name\": \""
                    + name + "\"}}");

            assertThat(attribute(array)).isSameAs(array);
            assertThat(attribute(keyed)).isSameAs(keyed);
            assertThat(attribute(attribute(template("[]")))).isEqualTo(attribute(template("[]")));
            assertThat(TemplateAttribution.of(ID).isAttributed(array)).isTrue();
            assertThat(TemplateAttribution.of(TrackingId.random()).isAttributed(keyed))
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-partnercenter, pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-partnercenter",
            "Pid-other-offer-partnercenter, pid-other-offer-partnercenter",
            "pid-other-offer-partnercenter-eastus, pid-other-offer-partnercenter",
            "'[concat(''pid-other-offer'', ''-partnercenter'')]', pid-other-offer-partnercenter"
        })
        void keepsMarkerOfAnotherPartnerWithOneWarning(String name, String other) {
            String template = template("[" + deployment(name) + "]");

            try (Warnings warnings = new Warnings()) {
                assertThat(attribute(template)).isSameAs(template);

                assertThat(warnings.lines())
                        .containsExactly("WARN The template is attributed to " + other + " already, so " + ID
                                + " is not added. To add it too, use besideOthers() or --beside; to replace " + other
                                + ", use replacing(TrackingId.of(\"" + other + "\")) or --replace " + other + ".");
                assertAttributed(
                        template, TemplateAttribution.of(ID).besideOthers().attribute(template));
                assertThat(warnings.lines()).hasSize(1);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"[concat('pid-', parameters('id'))]", "[if(parameters('a'), 'x', 'PID-other')]"})
        void keepsMarkerWhoseIdIsUnknownWithOneWarning(String name) {
            String template = template("[" + deployment(name) + "]");

            try (Warnings warnings = new Warnings()) {
                assertThat(attribute(template)).isSameAs(template);

                assertThat(warnings.lines())
                        .containsExactly("WARN The deployment name '" + name + "' may be another partner's ID. Not"
                                + " adding " + ID + ". To add it anyway, use besideOthers() or cua template attribute"
                                + " --beside.");
                assertAttributed(
                        template, TemplateAttribution.of(ID).besideOthers().attribute(template));
            }
        }

        @Test
        void logsNameOfDeploymentOnOneShortLine() {
            String name = "[concat('pid-', parameters('\nERROR of no kind\u001b[0m\u009b\u202e" + "x".repeat(1_000_000)
                    + "'))]";
            String template = template("[" + deployment(name) + "]");

            try (Warnings warnings = new Warnings()) {
                attribute(template);

                assertThat(warnings.lines())
                        .singleElement()
                        .asString()
                        .contains("'[concat('pid-', parameters('?ERROR of no kind?[0m??xxx")
                        .hasSizeLessThan(600);
            }
        }

        @Test
        void takesOnlyDeploymentsInMainTemplateForMarkers() {
            for (String resources : List.of(
                    "[{\"type\": \"Microsoft.Storage/storageAccounts\", \"name\": \"" + ID + "\"}]",
                    "[{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"x" + ID + "\"}]",
                    "{\"a\": {\"existing\": true, \"type\": \"Microsoft.Resources/deployments\", \"name\": \"" + ID
                            + "\"}}",
                    "[{\"type\": \"Microsoft.Resources/deployments\", \"name\": null}, {\"type\": 1, \"name\": []}]",
                    "[{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"[concat(variables('pid-name'), parameters( 'pid-name'))]\"}]",
                    "[{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"n\", \"properties\": {\"template\": "
                            + template("[" + deployment("pid-other-offer-partnercenter") + "]") + "}}]")) {
                assertAttributed(template(resources), attribute(template(resources)));
            }
        }
    }

    @Nested
    class NoTemplate {
        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "``                                     | 1 | it is empty",
                    "`[]`                                   | 1 | it is not a JSON object",
                    "`{}`                                   | 1 | it has no \"$schema\"",
                    "`{\"resources\": []}`                  | 1 | it has no \"$schema\"",
                    "`{SCHEMA}`                             | 1 | it has no \"resources\"",
                    "`{\"$schema\": \"x/deploymentParameters.json#\"}` | 13 | its \"$schema\" is not the schema of a",
                    "`{\"$schema\": 1}`                     | 13 | its \"$schema\" is not the schema of a",
                    "`{SCHEMA, \"resources\": null}`        | 109 | its \"resources\" is neither an array nor an object",
                    "`{SCHEMA, \"variables\": {}, \"Variables\": {}}` | 113 | it has \"Variables\" twice; remove one",
                    "`{SCHEMA, \"parameters\": {}, \"parameters\": {}}` | 114 | it has \"parameters\" twice; remove one",
                    "`{SCHEMA, \"resources\": [1]}`         | 110| a resource is not a JSON object; write {…}",
                    "`{SCHEMA, \"resources\": {\"a\": 1}}`  | 115| a resource is not a JSON object; write {…}",
                    "`{SCHEMA, \"resources\": [], \"Resources\": {}}` | 113 | it has \"resources\" twice; remove one",
                    "`{SCHEMA, \"resources\": []} {}`       | 113| there is text after the template; remove that text",
                    "`{SCHEMA, \"resources\": []}]`         | 112 | it is not valid JSON: Unexpected close marker ']'",
                    "`{SCHEMA, \"resources\": [}`           | 110 | it is not valid JSON: Unexpected close marker '}'",
                    "`{SCHEMA, \"resources\": []`           | 111 | it is not valid JSON: Unexpected end-of-input",
                    "`{SCHEMA, \"resources\": [,]}`         | 110 | it is not valid JSON: Unexpected character (','",
                    "`{SCHEMA, 'resources: []}`             | 111 | it is not valid JSON: Unexpected end-of-input",
                    "`{SCHEMA \"resources\": []}`           | 95 | it is not valid JSON: Unexpected character",
                    "`{SCHEMA, \"resources\": [], \"a\": tru}` | 121 | it is not valid JSON: Unrecognized token 'tru'",
                    "`{SCHEMA, \"resources\": [], \"a\": \"b` | 120 | it is not valid JSON: Unexpected end-of-input",
                    "`{SCHEMA, \"resources\": [{\"type\": \"\\q\"}]}` | 121 | it is not valid JSON: Unrecognized character escape",
                    "`{SCHEMA, \"resources\": [] /* }`      | 116 | it is not valid JSON: Unexpected end-of-input",
                },
                delimiter = '|')
        void rejectsTextThatIsNotATemplateWithLineAndColumn(String text, int column, String fault) {
            String template = (text == null ? "" : text).replace("SCHEMA", SCHEMA);

            assertThatThrownBy(() -> attribute("\n\n" + template))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "The template cannot be attributed. Line 3, column " + column + ": " + fault);
        }

        @ParameterizedTest
        @ValueSource(strings = {"[", "{\"a\":"})
        void rejectsDeeplyNestedTemplate(String open) {
            String deep = open.repeat(200_000);

            assertThatThrownBy(() -> attribute(template("[{\n\"a\": " + deep)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("(?s).* Line 2, column \\d+: it has more than 500 nested levels; simplify it");
            String shallow = template("[{\"a\":" + "[".repeat(497) + "]".repeat(497) + "}]");
            assertAttributed(shallow, attribute(shallow));
        }

        @Test
        void rejectsTextThatIsNotATemplateInTheCheckToo() {
            assertThatThrownBy(() -> TemplateAttribution.of(ID).isAttributed("{]"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "The template cannot be attributed. Line 1, column 2: it is not valid JSON: ");
        }

        /** The parser does not give the position of such a number. */
        @Test
        void rejectsOverlongNumberWithLineAndColumn() {
            assertThatThrownBy(() -> attribute("\n" + template("[" + "1".repeat(10_000) + "]")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("(?s).* Line 2, column 10\\d{3}: it is not valid JSON: Number value length.*");
        }

        @Test
        void rejectsTemplateAboveFourMegabytes() {
            String large =
                    template("[]") + " ".repeat(MAX_BYTES - template("[]").length());

            assertThat(TemplateAttribution.of(ID).isAttributed(large)).isFalse();
            assertThatThrownBy(() -> attribute(large + " "))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("Line 1, column 1: it has 4194305 characters, but Resource Manager accepts"
                            + " at most 4194304; move resources into a linked template");
        }

        /** An ü has two bytes. */
        @Test
        void rejectsMarkerThatMakesTemplateLargerThanFourMegabytes() {
            String empty = "{\"a\": \"ü\", " + template("[]").substring(1);
            int room = MAX_BYTES - attribute(empty).length() - 1;

            assertAttributed(empty + " ".repeat(room), attribute(empty + " ".repeat(room)));
            assertThatThrownBy(() -> attribute(empty + " ".repeat(room + 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The template cannot be attributed: with the marker it has 4194305 bytes, and Resource"
                            + " Manager accepts at most 4194304; minify it, or move resources into a linked template");
        }

        @Test
        void rejectsMarkerBesideEightHundredResources() {
            String most = template("[" + "{}, ".repeat(798) + "{}]");

            assertAttributed(most, attribute(most));
            assertThatThrownBy(() -> attribute(attribute(most).replace(ID.toString(), "x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The template cannot be attributed: it has 800 resources, and Resource Manager accepts"
                            + " at most 800 including the marker; move some of them into a nested template");
        }

        @Test
        void namesTheEncodingOfTextThatWasReadInAnother() {
            String utf16 = new String(template("[]").getBytes(UTF_16LE), UTF_8);

            assertThatThrownBy(() -> attribute(utf16))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(
                            "it contains NUL characters, so it is probably UTF-16; read the file as UTF-16");
        }

        @Test
        void makesTextOfTheTemplateInMessagesPrintable() {
            assertThatThrownBy(() -> attribute("{\"a\": \u001b[31m\u009b}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("\u001b", "\u009b");
        }
    }

    @Nested
    class Deploying {
        @RegisterExtension
        static final FakeResourceManager azure = FakeResourceManager.create();

        private final Attribution attribution = Attribution.of(ID);

        private ResourceManager client() {
            return AttributedClient.of(azure, azure.profile(), attribution);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "{}",
                    "[{\"type\": \"Microsoft.Storage/storageAccounts\", \"apiVersion\": \"2023-01-01\", \"name\": \"d\"}]"
                })
        void deploysMarkerBesideResourcesOfTemplate(String resources) throws IOException {
            ResourceManager client = client();
            client.resourceGroups().define("contoso").withRegion(Region.US_EAST).create();

            client.deployments()
                    .define("main")
                    .withExistingResourceGroup("contoso")
                    .withTemplate(TemplateAttribution.of(attribution)
                            .attribute(template(resources).replace("{\"$", "{\"languageVersion\": \"2.0\", \"$")))
                    .withParameters("{}")
                    .withMode(DeploymentMode.INCREMENTAL)
                    .create();

            assertThat(client.deployments()
                            .getByResourceGroup("contoso", ID.toString())
                            .correlationId())
                    .isEqualTo(client.deployments()
                            .getByResourceGroup("contoso", "main")
                            .correlationId());
            azure.assertThatCalls().all().carry(ID);
        }

        @Test
        void givesMarkerALocationInSubscription() throws IOException {
            String template = template("[]").replace("2019-04-01/d", "2018-05-01/subscriptionD");

            client().deployments()
                    .manager()
                    .deploymentClient()
                    .getDeployments()
                    .createOrUpdateAtSubscriptionScope(
                            "main",
                            new DeploymentInner()
                                    .withLocation("eastus")
                                    .withProperties(new DeploymentProperties()
                                            .withMode(DeploymentMode.INCREMENTAL)
                                            .withTemplate(
                                                    new ObjectMapper().readValue(attribute(template), Map.class))));

            assertThat(client()
                            .deployments()
                            .manager()
                            .deploymentClient()
                            .getDeployments()
                            .listAtScope("subscriptions/" + FakeResourceManager.SUBSCRIPTION_ID)
                            .stream())
                    .filteredOn(deployment -> deployment.name().startsWith(ID + "-"))
                    .singleElement()
                    .satisfies(marker -> assertThat(marker.location()).isEqualTo("eastus"));
        }

        @Test
        void changesNothingWithInactiveAttribution() {
            String noTemplate = "not even a template";
            TemplateAttribution inactive = TemplateAttribution.of(Attribution.none());

            assertThat(inactive.attribute(noTemplate)).isSameAs(noTemplate);
            assertThat(inactive.isAttributed(noTemplate)).isFalse();
            assertThat(inactive.isAttributed(attribute(template("[]")))).isFalse();
        }

        @Test
        void deploysTextThatIsNotATemplateAsItIs() {
            try (Warnings warnings = new Warnings()) {
                assertThat(TemplateAttribution.of(attribution).attribute("{]")).isEqualTo("{]");

                assertThat(warnings.lines())
                        .singleElement()
                        .asString()
                        .startsWith("ERROR The template cannot be attributed. Line 1, column 2: it is not valid JSON: ")
                        .endsWith(". The template is deployed unchanged, without attribution.");
            }
        }

        @Test
        void doesNotFailTheDeploymentWhateverHappens() {
            try (Warnings warnings = new Warnings()) {
                assertThat(TemplateAttribution.of(attribution).attribute(null)).isNull();
                assertThat(TemplateAttribution.of(attribution).isAttributed(null))
                        .isFalse();

                assertThat(warnings.lines())
                        .singleElement()
                        .asString()
                        .startsWith("ERROR The template cannot be attributed: java.lang.NullPointerException");
            }
        }

        @Test
        void checksWithoutFailingWhetherATemplateIsAttributed() {
            TemplateAttribution templates = TemplateAttribution.of(attribution);

            try (Warnings warnings = new Warnings()) {
                assertThat(templates.isAttributed(attribute(template("[]")))).isTrue();
                assertThat(templates.isAttributed(template("[]"))).isFalse();
                assertThat(templates.isAttributed("{]")).isFalse();

                assertThat(warnings.lines()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsScopeFromSchemaOfAnyVersion(TemplateScope scope) {
        assertThat(TemplateScope.of(scope.schema())).isEqualTo(scope);
        assertThat(TemplateScope.of(
                        scope.schema().replaceAll("\\d{4}-\\d\\d", "2029-13").replace("#", "")))
                .isEqualTo(scope);
        assertThat(attribute(template("[]").replaceAll("https:.*?#", scope.schema())))
                .contains("\"template\": {\"$schema\": \"" + scope.schema() + "\"")
                .matches(text -> text.contains("\"location\": \"[deployment().location]\"")
                        == (scope != TemplateScope.RESOURCE_GROUP));
    }

    /** Records what the class logs while it is open. */
    static final class Warnings implements AutoCloseable {
        private final Logger logger = (Logger) LoggerFactory.getLogger(TemplateAttribution.class);
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

        Warnings() {
            logger.setAdditive(false);
            logger.addAppender(appender);
            appender.start();
        }

        List<String> lines() {
            return appender.list.stream()
                    .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                    .toList();
        }

        @Override
        public void close() {
            logger.detachAppender(appender);
            logger.setAdditive(true);
        }
    }
}
