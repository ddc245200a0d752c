// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.TemplateAttributionTest.Warnings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markers that a template has already, in every form, and what an attribution makes of them. */
class MarkerTest {
    private static final String GUID = "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final TrackingId ID = TrackingId.of("pid-" + GUID);
    private static final TrackingId OTHER = TrackingId.of("pid-0dd1e5ff-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final TemplateAttribution TEMPLATES = TemplateAttribution.of(ID);

    private static String template(String members, String... resources) {
        return "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
                + members + "\"resources\": [" + String.join(", ", resources) + "]}";
    }

    private static String deployment(String name, String... members) {
        return "{" + String.join("", members)
                + "\"type\": \"Microsoft.Resources/deployments\", \"apiVersion\": \"2020-06-01\", \"name\": \"" + name
                + "\", \"properties\": {}}";
    }

    private static final String DECLARATIONS = """
            "parameters": {
                "id": {"type": "string", "defaultValue": "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"},
                "Guid": {"type": "string", "defaultValue": "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"},
                "expression": {"type": "string", "defaultValue": "[variables('id')]"},
                "none": {"type": "string"},
                "odd": 1
            },
            "variables": {
                "id": "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                "guid": "[parameters('guid')]",
                "names": {"Cua": "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4", "list": ["a", "[variables('id')]"]},
                "cycle": "[variables('cycle')]",
                "other": "pid-0dd1e5ff-5ff4-4fc0-a2b5-0ec7861106c4",
                "net": "network",
                "number": 4711
            },
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                "PID-B6ADDD8F-5FF4-4FC0-A2B5-0EC7861106C4",
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-eastus",
                "[variables('id')]",
                "[ VARIABLES( 'ID' ) ]",
                "[parameters('id')]",
                "[parameters('expression')]",
                "[variables('names').cua]",
                "[variables('names')['CUA']]",
                "[variables('names').list[1]]",
                "[concat('pid-', parameters('guid'))]",
                "[concat('pid-', variables('guid'), '-', uniqueString(deployment().location))]",
                "[format('pid-{0}', variables('guid'))]",
                "[format('{0}-{1}', 'pid', parameters('guid'))]",
                "[format('pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-{0}', uniqueString(deployment().location))]",
                "[format('{0}-{1}', variables('id'), take(uniqueString(deployment().location), 9))]",
                "[concat(variables('id'), parameters('none'))]",
                "[toLower(concat('PID-', toUpper(variables('guid'))))]",
                "[concat(format('pid-{0}', variables('guid')), '-', variables('number'))]",
            })
    void recognisesOwnMarker(String name) {
        String template = template(DECLARATIONS, deployment("net"), deployment(name));

        assertThat(TEMPLATES.isAttributed(template)).isTrue();
        assertThat(TEMPLATES.besideOthers().attribute(template)).isSameAs(template);
        assertThat(TemplateAttribution.of(OTHER).isAttributed(template)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[variables('other')]",
                "[format('{0}-x', variables('other'))]",
                "pid-contoso-myoffer-partnercenter",
                "pid-contoso-myoffer-partnercenter-eastus",
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-partnercenter",
            })
    void leavesMarkerOfAnotherAloneUnlessTold(String name) {
        String template = template(DECLARATIONS, deployment(name));

        assertThat(TEMPLATES.isAttributed(template)).isFalse();
        assertThat(TEMPLATES.attribute(template)).isSameAs(template);
        assertThat(TEMPLATES.besideOthers().attribute(template)).contains("\"name\": \"" + ID + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network",
                "[variables('net')]",
                "[concat(variables('net'), parameters('none'))]",
                "[[variables('id')]",
                "[variables('id')",
                "pid-4711",
                "pid-00000000-0000-0000-0000-000000000000",
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c40",
                "xpid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                "[format('{{0}}', variables('id'))]",
                "[concat('x', variables('id'))]",
                "[variables('number')]",
                "[concat('p', 'x', parameters('none'))]",
            })
    void takesOtherNamesForNoMarkers(String name) {
        String template = template(DECLARATIONS, deployment(name));

        assertThat(TEMPLATES.attribute(template)).contains("\"name\": \"" + ID + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[parameters('none')]",
                "[parameters('absent')]",
                "[parameters('odd')]",
                "[variables('cycle')]",
                "[variables(parameters('none'))]",
                "[variables('names')]",
                "[variables('names').absent]",
                "[variables('names').list[7]]",
                "[variables('names').list['x']]",
                "[variables('net').x]",
                "[concat('p', parameters('none'))]",
                "[concat('pid-', parameters('none'))]",
                "[uniqueString('x')]",
                "[format('{0}{1}', 'pid-')]",
                "[format('{0:N}', 'pid-')]",
                "[contoso.name('x')]",
                "[]",
                "[variables('id') variables('id')]",
                "[variables('id']",
                "[variables(]",
                "[variables,]",
                "[concat(,)]",
                "['pid-' + 'x']",
                "['it''s",
                "[!]",
            })
    void addsNothingIfANameIsUnknownAndTheIdIsInTheTemplate(String name) {
        String template = template(DECLARATIONS, deployment(name.startsWith("['it") ? "['it''s]" : name));

        try (Warnings warnings = new Warnings()) {
            assertThat(TEMPLATES.besideOthers().attribute(template)).isSameAs(template);

            assertThat(TEMPLATES.isAttributed(template)).isFalse();
            assertThat(warnings.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN The deployment name '")
                    .endsWith("' cannot be resolved and may be " + ID + ". Not adding " + ID
                            + ", because Resource Manager rejects duplicate deployment names. Add a default value to each"
                            + " parameter in the name, or remove " + ID + " from the template.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"variables\": [], ", "\"parameters\": {}, \"variables\": {}, "})
    void addsTheIdIfANameIsUnknownAndTheIdIsNotInTheTemplate(String members) {
        String template = template(members, deployment("[parameters('name')]"));

        assertThat(TEMPLATES.attribute(template)).contains("\"name\": \"" + ID + "\"");
        assertThat(TemplateAttribution.of(TrackingId.of("pid-contoso-myoffer-partnercenter"))
                        .attribute(template + "// PID-Contoso-myoffer-partnercenter"))
                .isEqualTo(template + "// PID-Contoso-myoffer-partnercenter");
    }

    /** A template of a stranger must not cost exponential time, nor the stack. */
    @Test
    void resolvesHostileExpressionsQuickly() {
        StringBuilder variables = new StringBuilder("\"a0\": \"pid-\"");
        for (int i = 1; i < 100; i++) {
            variables.append(
                    String.format(", \"a%d\": \"[concat(variables('a%d'), variables('a%d'))]\"", i, i - 1, i - 1));
        }
        for (int i = 0; i < 40; i++) {
            variables
                    .append(i == 0 ? ", \"m\": {" : ", ")
                    .append(String.format(
                            "\"x%d\": \"[concat(variables('m').x%d, variables('m').x%d)]\"", i, i + 1, i + 1));
        }
        String members = "\"variables\": {" + variables + ", \"x40\": \"y\"}}, ";
        for (String name : List.of(
                "[variables('a99')]",
                "[variables('a30')]",
                "[" + "format('{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}',".repeat(8) + "'aaaaaaaaaa'" + ")".repeat(8) + "]",
                "[variables('m').x0]",
                "[" + "concat(".repeat(500) + "'x'" + ")".repeat(500) + "]",
                "[" + "concat(".repeat(100_000) + "'x'" + ")".repeat(100_000) + "]",
                "['" + "''".repeat(1_900) + "']",
                "[concat('" + "x".repeat(3_000) + "')]")) {
            String template = template(members, deployment(name));

            assertThat(TEMPLATES.besideOthers().attribute(template)).contains("\"name\": \"" + ID + "\"");
        }
    }

    @Nested
    class Conditions {
        private static final String PARAMETERS = """
                "parameters": {"on": {"type": "bool", "defaultValue": true}, "off": {"type": "bool", "defaultValue": false},
                    "asked": {"type": "bool"}},
                """;

        private String marker(TrackingId id, String condition) {
            return template(PARAMETERS, deployment(id.toString(), "\"condition\": " + condition + ", "));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "true",
                    "\"[parameters('on')]\"",
                    "\"[not(parameters('off'))]\"",
                    "\"[parameters('asked')]\"",
                    "\"[not(parameters('asked'))]\"",
                    "\"[equals(1, 2)]\"",
                    "\"[true()]\"",
                    "\"true\"",
                    "null",
                })
        void countsMarkerThatIsOnByDefault(String condition) {
            assertThat(TEMPLATES.isAttributed(marker(ID, condition))).isTrue();
            assertThat(TEMPLATES.attribute(marker(OTHER, condition))).isEqualTo(marker(OTHER, condition));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "false",
                    "\"false\"",
                    "\"[false()]\"",
                    "\"[parameters('off')]\"",
                    "\"[not(parameters('on'))]\""
                })
        void warnsOfOwnMarkerThatIsOffByDefault(String condition) {
            String template = marker(ID, condition);

            try (Warnings warnings = new Warnings()) {
                assertThat(TEMPLATES.attribute(template)).isSameAs(template);
                assertThat(TEMPLATES.isAttributed(template)).isFalse();
                assertThat(warnings.lines())
                        .containsExactly("WARN The marker of " + ID + " is off by default, so usage is not credited."
                                + " Change its condition to be true by default.");
            }
        }

        @Test
        void addsIdBesideUnknownNameWithoutWarning() {
            String template = template("", deployment("[concat('pid-', parameters('x'))]", "\"condition\": false, "));

            try (Warnings warnings = new Warnings()) {
                assertThat(TEMPLATES.besideOthers().attribute(template)).contains("\"name\": \"" + ID + "\"");
                assertThat(warnings.lines()).isEmpty();
            }
        }

        @Test
        void doesNotWarnIfOneOfTwoOwnMarkersIsOn() {
            String template = template(
                    PARAMETERS,
                    deployment(ID + "-a", "\"condition\": \"[parameters('off')]\", "),
                    deployment(ID + "-b", "\"condition\": \"[not(parameters('off'))]\", "));

            try (Warnings warnings = new Warnings()) {
                assertThat(TEMPLATES.attribute(template)).isSameAs(template);
                assertThat(TEMPLATES.isAttributed(template)).isTrue();
                assertThat(warnings.lines()).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"false", "\"[parameters('off')]\""})
        void addsIdBesideMarkerThatIsOffByDefault(String condition) {
            try (Warnings warnings = new Warnings()) {
                assertThat(TEMPLATES.attribute(marker(OTHER, condition))).contains("\"name\": \"" + ID + "\"");

                assertThat(warnings.lines())
                        .containsExactly("WARN The template also has the marker of " + OTHER
                                + ", which is off by default, so " + ID + " is added beside it.");
            }
        }
    }

    @Nested
    class Replacing {
        private final TemplateAttribution replacing = TEMPLATES.replacing(OTHER);

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "pid-0dd1e5ff-5ff4-4fc0-a2b5-0ec7861106c4",
                    "PID-0DD1E5FF-5ff4-4fc0-a2b5-0ec7861106c4-x",
                    "[variables('other')]",
                    "[format('{0}-x', variables('other'))]"
                })
        void replacesOnlyTheNameOfTheMarker(String name) {
            String third = deployment("pid-contoso-myoffer-partnercenter");
            String declarations = name.startsWith("[") ? DECLARATIONS.replace(GUID, "x") : "";
            String template = template(declarations, third, deployment(name));

            assertThat(replacing.attribute(template))
                    .isEqualTo(template(declarations, third, deployment(ID.toString())));
            assertThat(replacing.attribute(replacing.attribute(template))).isEqualTo(replacing.attribute(template));
            assertThat(TEMPLATES.isAttributed(replacing.attribute(template))).isTrue();
        }

        @Test
        void replacesNameInSingleQuotes() {
            String template =
                    template("", deployment(OTHER.toString()).replace("\"" + OTHER + "\"", "'" + OTHER + "'"));

            assertThat(replacing.attribute(template)).isEqualTo(template("", deployment(ID.toString())));
        }

        @Test
        void givesTheReplacedMarkerAHashOfTheLocationOutsideOfGroups() {
            String template = template("", deployment(OTHER.toString())).replace("deploymentT", "tenantDeploymentT");

            assertThat(replacing.attribute(template))
                    .contains("\"name\": \"[format('" + ID + "-{0}', uniqueString(deployment().location))]\"");
        }

        @Test
        void failsIfThereIsNotExactlyOneMarkerToReplace() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> replacing.attribute(template("", deployment("net"))))
                    .withMessage("The template cannot be attributed: it has no marker of " + OTHER
                            + " to replace by " + ID + "; check " + OTHER + ", or add " + ID
                            + " without replacing() or --replace");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> replacing.attribute(template("", deployment(OTHER + "-a"), deployment(OTHER + "-b"))))
                    .withMessageContaining(
                            "it has 2 markers of " + OTHER + ", but only a single one can be replaced by " + ID
                                    + "; remove the others, or add " + ID + " with besideOthers() or --beside instead");
        }

        @Test
        void deploysTheTemplateAsItIsIfThereIsNoneToReplace() {
            String template = template("");

            try (Warnings warnings = new Warnings()) {
                assertThat(TemplateAttribution.of(Attribution.of(ID))
                                .replacing(OTHER)
                                .attribute(template))
                        .isSameAs(template);
                assertThat(warnings.lines())
                        .containsExactly("ERROR The template cannot be attributed: it has no marker of " + OTHER
                                + " to replace by " + ID + "; check " + OTHER + ", or add " + ID
                                + " without replacing() or --replace. The template is deployed unchanged, without"
                                + " attribution.");
            }
        }

        @Test
        void refusesAMarkerThatCannotBeReplacedAlone() {
            String referred = deployment("net", "\"dependsOn\": [\"" + OTHER + "\"], ");
            String copied = deployment("[concat('" + OTHER + "-', copyIndex())]", "\"copy\": {\"count\": 2}, ");

            for (String template :
                    List.of(template("", deployment(OTHER.toString()), referred), template("", copied))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> replacing.attribute(template))
                        .withMessage("The template cannot be attributed: the marker of " + OTHER + " is in a loop, or"
                                + " other parts of the template refer to its name; replace the ID by hand");
            }
        }

        @Test
        void leavesTheTemplateAloneIfItMayHaveTheMarker() {
            String template = template(
                    "\"metadata\": \"" + GUID + "\", ", deployment("[parameters('n')]"), deployment(OTHER.toString()));

            assertThat(replacing.attribute(template)).isSameAs(template);
        }

        @Test
        void warnsOfConditionsOfTheReplacedMarker() {
            String off = template("", deployment(OTHER.toString(), "\"condition\": false, "));

            try (Warnings warnings = new Warnings()) {
                assertThat(replacing.withOptOut("attributeUsage").attribute(off))
                        .isEqualTo(off.replace(OTHER.toString(), ID.toString()));
                assertThat(warnings.lines())
                        .containsExactly(
                                "WARN The marker of " + OTHER
                                        + " already has a condition. The opt-out is not added to it. Add"
                                        + " parameters('attributeUsage') to that condition by hand, and declare the parameter if it is missing.",
                                "WARN The marker of " + OTHER + " is off by default, so usage is not credited. Change"
                                        + " its condition to be true by default.");
            }
        }

        @Test
        void addsTheOptOutToTheReplacedMarker() {
            String template = template("", deployment(OTHER.toString()));
            String conditional = template("", deployment(OTHER.toString(), "\"condition\": true, "));

            assertThat(replacing.withOptOut("attributeUsage").attribute(template))
                    .contains("\"parameters\": {\"attributeUsage\": {\"type\": \"bool\", \"defaultValue\": true")
                    .contains(deployment(ID.toString(), "\"condition\": \"[parameters('attributeUsage')]\", "));
            assertThat(replacing.withOptOut("attributeUsage").attribute(conditional))
                    .isEqualTo(conditional.replace(OTHER.toString(), ID.toString()));
        }

        @Test
        void indentsTheConditionOfTheReplacedMarker() {
            String template =
                    "{\n  \"$schema\": \"x/deploymentTemplate.json#\",\n  \"parameters\": {},\n  \"resources\": [\n"
                            + "    {\n      \"type\": \"Microsoft.Resources/deployments\",\n      \"name\": \"" + OTHER
                            + "\"\n    }\n  ]\n}";

            assertThat(replacing.withOptOut("attributeUsage").attribute(template))
                    .contains("    {\n      \"condition\": \"[parameters('attributeUsage')]\",\n      \"type\":");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pid-a-partnercenter",
                "pid-a-partnercenter-b-partnercenter",
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-foo-partnercenter",
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-partnercenter",
                "pid-a-contoso-offer-whose-name-is-rather-long-1234-partnercenter",
            })
    void tellsIdsApartThatStartAlike(String id) {
        TemplateAttribution templates =
                TemplateAttribution.of(TrackingId.of(id)).besideOthers();
        for (String schema : List.of("deploymentTemplate", "subscriptionDeploymentTemplate")) {
            String template = template("", deployment("pid-a-partnercenter"), deployment(ID.toString()))
                    .replace("deploymentTemplate", schema);
            String attributed = templates.attribute(template);

            assertThat(attributed).isNotEqualTo(id.equals("pid-a-partnercenter") ? "" : template);
            assertThat(templates.isAttributed(attributed)).isTrue();
            assertThat(templates.attribute(attributed)).isEqualTo(attributed);
            assertThat(TemplateAttribution.trackingIds(attributed))
                    .startsWith(TrackingId.of("pid-a-partnercenter"), ID)
                    .contains(TrackingId.of(id));
        }
    }

    @Test
    void listsTrackingIdsOfMarkers() {
        assertThat(TemplateAttribution.trackingIds(template(
                        DECLARATIONS,
                        deployment("net"),
                        deployment("[variables('other')]"),
                        deployment("[parameters('none')]"),
                        deployment("PID-" + GUID.toUpperCase(Locale.ROOT) + "-x", "\"condition\": false, "))))
                .containsExactly(OTHER, ID)
                .isUnmodifiable();
    }

    /** Both deployments may run at the same time, and have one name. */
    @Test
    void addsNothingIfANestedTemplateHasTheMarker() {
        String nested = deployment("module")
                .replace(
                        "\"properties\": {}",
                        "\"properties\": {\"template\": " + template("", deployment("PID-" + GUID)) + "}");

        try (Warnings warnings = new Warnings()) {
            assertThat(TEMPLATES.besideOthers().attribute(template("", nested))).isEqualTo(template("", nested));
            String nameLast = template(
                    "",
                    "{\"properties\": \"" + GUID
                            + "\", \"type\": \"Microsoft.Resources/deployments\", \"name\": \"module\"}");
            assertThat(TEMPLATES.attribute(nameLast)).isSameAs(nameLast);
            assertThat(warnings.lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .isEqualTo("WARN The deployment 'module' contains " + ID + ", possibly as a marker in its nested"
                            + " template. Not adding " + ID + ", because Resource Manager rejects duplicate deployment"
                            + " names. Attribute the main template only.");
        }
    }

    @Test
    void accountsForCopiesChildrenAndExistingResources() {
        String loop = "{\"copy\": {\"name\": \"c\", \"count\": 700}}";
        String children = "{\"resources\": [" + "{}, ".repeat(98) + "{}]}";
        String existing = "{\"existing\": true}";

        assertThat(TEMPLATES.isAttributed(TEMPLATES.attribute(
                        template("", loop, children.replaceFirst("\\{}, ", ""), existing, existing))))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEMPLATES.attribute(template("", loop, children)))
                .withMessageContaining("it has 800 resources, and Resource Manager accepts at most 800");
        assertThat(TEMPLATES.isAttributed(TEMPLATES.attribute(template(
                        "", "{\"copy\": {\"count\": \"[parameters('n')]\"}}", "{\"copy\": 1, \"resources\": 1}"))))
                .isTrue();
    }

    @Nested
    class OptOut {
        private final TemplateAttribution optOut = TEMPLATES.withOptOut("attributeUsage");

        private static final String PARAMETER = "\"attributeUsage\": {\"type\": \"bool\", \"defaultValue\": true,"
                + " \"metadata\": {\"description\": \"Credits the publisher of this template with the Azure usage of this"
                + " deployment (customer usage attribution). Set it to false to opt out.\"}}";

        @Test
        void addsAParameterAndMakesItTheCondition() {
            String with = template("\"parameters\": {" + PARAMETER + "}, ");

            assertThat(optOut.attribute(template("")))
                    .startsWith(with.substring(0, with.length() - 2)
                            + "{\"condition\": \"[parameters('attributeUsage')]\",");
            assertThat(optOut.attribute(template("\"parameters\": {}, ")))
                    .startsWith(with.substring(0, with.length() - 2));
            assertThat(optOut.attribute(template("\"parameters\": {\"a\": {\"type\": \"string\"}}, ")))
                    .contains("\"parameters\": {\"a\": {\"type\": \"string\"}, " + PARAMETER + "}, \"resources\"");
            assertThat(optOut.isAttributed(optOut.attribute(template("")))).isTrue();
            assertThat(optOut.attribute(optOut.attribute(template("")))).isEqualTo(optOut.attribute(template("")));
        }

        @Test
        void indentsTheParameterLikeTheOthers() {
            String start = "{\n    \"$schema\": \"x/deploymentTemplate.json#\",\n";
            String parameter = """
                            "attributeUsage": {
                                "type": "bool",
                                "defaultValue": true,
                                "metadata": {
                                    "description": "%s"
                                }
                            }""".formatted("Credits the publisher of this template with the Azure usage of this"
                    + " deployment (customer usage attribution). Set it to false to opt out.");
            String indented = parameter.indent(8).stripTrailing();

            assertThat(optOut.attribute(start + "    \"resources\": []\n}"))
                    .startsWith(start + "    \"parameters\": {\n" + indented + "\n    },\n    \"resources\": [");
            assertThat(optOut.attribute(
                            start + "    \"parameters\": {\n        \"a\": {\n            \"type\": \"int\"\n"
                                    + "        }\n    },\n    \"resources\": []\n}"))
                    .contains("\"type\": \"int\"\n        },\n" + indented + "\n    },\n    \"resources\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"attributeUsage", "ATTRIBUTEUSAGE"})
        void usesAParameterOfTheTemplate(String name) {
            String template = template("\"parameters\": {\"" + name + "\": {\"type\": \"Bool\"}}, ");

            assertThat(optOut.attribute(template))
                    .startsWith(template.substring(0, template.length() - 2) + "{\"condition\": ");
        }

        @Test
        void warnsOfAParameterThatIsFalseByDefault() {
            try (Warnings warnings = new Warnings()) {
                optOut.attribute(template(
                        "\"parameters\": {\"attributeUsage\": {\"type\": \"bool\", \"defaultValue\": false}}, "));

                assertThat(warnings.lines())
                        .containsExactly("WARN The parameter 'attributeUsage' of the template is false by default, so"
                                + " usage is not credited. Change its default value to true.");
            }
        }

        @Test
        void refusesAParameterOfAnotherType() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> optOut.attribute(
                            template("\"parameters\": {\"attributeUsage\": {\"type\": \"string\"}}, ")))
                    .withMessage("The template cannot be attributed: its parameter 'attributeUsage' is not of type"
                            + " bool; use another name for the opt-out");
        }

        @Test
        void refusesOneParameterTooMany() {
            String parameters = IntStream.range(0, 256)
                    .mapToObj(i -> "\"p" + i + "\": {\"type\": \"bool\"}")
                    .collect(Collectors.joining(", ", "\"parameters\": {", "}, "));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> optOut.attribute(template(parameters)))
                    .withMessageContaining("it has 256 parameters, and Resource Manager accepts at most 256 including");
            assertThat(TEMPLATES.withOptOut("p7").attribute(template(parameters)))
                    .contains("[parameters('p7')]");
        }

        @Test
        void refusesParametersThatAreNotAnObject() {
            String template = template("\"parameters\": null, ");

            assertThat(TEMPLATES.attribute(template)).contains(ID.toString());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> optOut.attribute(template))
                    .withMessageContaining("its \"parameters\" is not an object; write \"parameters\": {}");
        }

        @Test
        void warnsIfTheTemplateIsAttributedWithoutIt() {
            String template = TEMPLATES.attribute(template(""));

            try (Warnings warnings = new Warnings()) {
                assertThat(optOut.attribute(template)).isSameAs(template);
                assertThat(warnings.lines())
                        .containsExactly("WARN The template already has the marker of " + ID
                                + ", so the opt-out is not added. To add it, remove the marker and attribute the"
                                + " template again.");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "1a", "a b", "a'b", "a-b", "ä", "a\n"})
        void refusesWhatIsNotTheNameOfAParameter(String name) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TEMPLATES.withOptOut(name))
                    .withMessageContaining("' is not a valid parameter name; start with a letter or underscore,"
                            + " then use letters, digits and underscores, such as attributeUsage");
        }
    }
}
