// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import static dev.azurecua.templates.Splice.member;
import static dev.azurecua.templates.Splice.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.TemplateAttributionTest.Warnings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

class TemplateAttributionPropertiesTest {
    private static final String GUID = "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String ID = "pid-" + GUID;
    private static final String OTHER = "pid-contoso-myoffer-partnercenter";
    private static final String OPT_OUT = "attributeUsage";

    /** Stands for the part of a name that the template does not determine. */
    private static final String UNKNOWN = "?";

    private static final Pattern REFERENCE = Pattern.compile("(variables|parameters)\\('(\\w+)'\\)");
    private static final Pattern FORMAT = Pattern.compile("format\\('([^{']*)\\{0}', .*\\)");
    private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

    private static final Arbitrary<String> NAMES = Arbitraries.of("a", "b", "name", "resources", "\u00fc");
    private static final Arbitrary<String> SCALARS = Arbitraries.of(
            "null",
            "true",
            "-0.10E-3",
            "12345678901234567890123",
            "'x'",
            "\"\\\"]}\"",
            "\"[concat('a', '\\u0041')]\"",
            "\"\u00fc\uD83D\uDE00\n\"");

    @Property(seed = "1", tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void addsMarkerIfTheRulesRequireItAndChangesNothingElse(
            @ForAll("templates") String template, @ForAll boolean besideOthers, @ForAll boolean optOut) {
        TemplateAttribution plain = TemplateAttribution.of(TrackingId.of(ID));
        TemplateAttribution beside = besideOthers ? plain.besideOthers() : plain;
        TemplateAttribution templates = optOut ? beside.withOptOut(OPT_OUT) : beside;

        boolean added = isRequired(template, besideOthers);
        try (Warnings warnings = new Warnings()) {
            String attributed = templates.attribute(template);
            assertThat(!attributed.equals(template)).isEqualTo(added);
            if (added) {
                JsonObject marker = Splice.addedResource(template, attributed, optOut ? OPT_OUT : null);
                assertThat(marker)
                        .isEqualTo(marker(parsed(template).get("$schema").getAsString(), optOut));
                assertThat(plain.isAttributed(attributed)).isTrue();
            } else if (!plain.isAttributed(template)) {
                assertThat(warnings.lines()).hasSize(1);
            }
            assertThat(templates.attribute(attributed)).isEqualTo(attributed);
        }

        Statistics.collect(added);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 20 && share < 80));
    }

    @Property(seed = "2", tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void replacesOnlyNameOfOtherMarker(@ForAll("templates") String template) {
        TemplateAttribution templates =
                TemplateAttribution.of(TrackingId.of(ID)).replacing(TrackingId.of(OTHER));
        JsonObject expected = parsed(template);
        List<JsonObject> others = deployments(expected).stream()
                .filter(deployment -> nameOf(deployment, expected).equals(OTHER))
                .toList();
        boolean required = isRequired(template, true);

        try (Warnings warnings = new Warnings()) {
            if (!required) {
                assertThat(templates.attribute(template)).isSameAs(template);
            } else if (others.size() != 1) {
                assertThatIllegalArgumentException().isThrownBy(() -> templates.attribute(template));
            } else {
                JsonElement name =
                        marker(expected.get("$schema").getAsString(), false).get("name");
                others.get(0).add("NAME", name);
                assertThat(parsed(templates.attribute(template))).isEqualTo(expected);
            }
            assertThat(warnings.lines()).hasSizeLessThan(2);
        }

        Statistics.collect(required && others.size() == 1);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
    }

    /** Returns whether a marker must be added, by the table in docs/templates.md. */
    private static boolean isRequired(String text, boolean besideOthers) {
        JsonObject template = parsed(text);
        boolean mentioned = text.toLowerCase(Locale.ROOT).contains(GUID);
        for (JsonObject deployment : deployments(template)) {
            String name = nameOf(deployment, template);
            boolean off = "false".equals(String.valueOf(member(deployment, "condition")));
            boolean otherMarker = name.matches(OTHER + "|" + ID + "-partnercenter");
            boolean unknown = name.contains(UNKNOWN);
            if (name.matches("(?i)" + ID + "(-(?!partnercenter).*)?")
                    || (unknown && mentioned)
                    || String.valueOf(member(deployment, "properties")).contains(ID)) {
                return false;
            }
            if (!besideOthers && ((otherMarker && !off) || (unknown && name.contains("'pid-")))) {
                return false;
            }
        }
        return true;
    }

    private static List<JsonObject> deployments(JsonObject template) {
        JsonElement resources = template.get("resources");
        Collection<JsonElement> all = resources instanceof JsonArray array
                ? array.asList()
                : ((JsonObject) resources).asMap().values();
        return all.stream()
                .map(JsonElement::getAsJsonObject)
                .filter(resource -> member(resource, "type") != null)
                .toList();
    }

    /** Returns the name of a deployment, with {@link #UNKNOWN} for what cannot be resolved. */
    private static String nameOf(JsonObject deployment, JsonObject template) {
        String name = member(deployment, "name").getAsString();
        if (!name.startsWith("[")) {
            return name;
        }
        String expression = REFERENCE
                .matcher(name.substring(1, name.length() - 1))
                .replaceAll(reference -> Matcher.quoteReplacement(valueOf(reference, template)));
        Matcher format = FORMAT.matcher(expression);
        if (format.matches()) {
            return format.group(1) + UNKNOWN;
        }
        return expression.matches("'[^']*'|concat\\(('[^']*'(, )?)+\\)")
                ? LITERAL.matcher(expression)
                        .results()
                        .map(literal -> literal.group(1))
                        .collect(Collectors.joining())
                : UNKNOWN + expression;
    }

    private static String valueOf(MatchResult reference, JsonObject template) {
        JsonElement values = template.get(reference.group(1));
        JsonElement value = values == null ? null : values.getAsJsonObject().get(reference.group(2));
        if (value instanceof JsonObject parameter) {
            value = parameter.get("defaultValue");
        }
        return value == null ? reference.group() : "'" + value.getAsString() + "'";
    }

    private static JsonObject marker(String schema, boolean optOut) {
        boolean inGroup = schema.endsWith("/deploymentTemplate.json#");
        String name = inGroup ? ID : "[format('" + ID + "-{0}', uniqueString(deployment().location))]";
        return parsed(
                "{'type': 'Microsoft.Resources/deployments', 'apiVersion': '2020-06-01', 'name': \"" + name + "\","
                        + (inGroup ? "" : "'location': '[deployment().location]',")
                        + (optOut ? "'condition': \"[parameters('" + OPT_OUT + "')]\"," : "")
                        + "'properties': {'mode': 'Incremental', 'template': {'$schema': '" + schema
                        + "', 'contentVersion': '1.0.0.0', 'resources': []}}}");
    }

    /** Returns templates in any layout, with deployments whose names are, contain or resemble tracking IDs. */
    @Provide
    Arbitrary<String> templates() {
        Arbitrary<String> schemas = Arbitraries.of(
                        "2015-01-01/deploymentTemplate.json#",
                        "2018-05-01/subscriptionDeploymentTemplate.json#",
                        "2019-08-01/managementGroupDeploymentTemplate.json#",
                        "2019-08-01/tenantDeploymentTemplate.json#")
                .map(schema -> "\"https://schema.management.azure.com/schemas/" + schema + "\"");
        Arbitrary<String> symbolicNames =
                Arbitraries.of("a", "b", "customerUsageAttribution", "CUSTOMERusageattribution2");
        Arbitrary<String> resources = Arbitraries.oneOf(
                list("[", resources().list(), "]"),
                list("{", pair(symbolicNames, resources()).list().uniqueElements(pair -> pair.split("~")[0]), "}"));
        Arbitrary<String> variables = Arbitraries.of("{\"guid\": '" + GUID + "'}", "{}");
        Arbitrary<String> parameters = Arbitraries.of(
                "{id: {\"type\": \"string\", \"defaultValue\": \"" + ID + "\"}, \"name\": {\"type\": \"string\"}}",
                "{\"ATTRIBUTEUSAGE\": {'type': 'Bool'}}",
                "{}");
        // Long names put the next names and strings at the ends of the parser's buffers.
        Arbitrary<String> others = pair(Arbitraries.integers().between(1, 5_000).map("m"::repeat), values());
        Arbitrary<List<String>> members = Combinators.combine(
                        pair(Arbitraries.just("$schema"), schemas),
                        pair(Arbitraries.just("resources"), resources),
                        pair(Arbitraries.just("variables"), variables).list().ofMaxSize(1),
                        pair(Arbitraries.just("parameters"), parameters).list().ofMaxSize(1),
                        others.list().ofMaxSize(3))
                .as((schema, resource, variable, parameter, other) -> {
                    List<String> all = new ArrayList<>(List.of(schema, resource));
                    all.addAll(variable);
                    all.addAll(parameter);
                    all.addAll(other);
                    return all;
                });
        Arbitrary<String> spaces =
                Arbitraries.of("", "", " ", "\n", "\r\n    ", "\t", "/* , [ ] { } \" */", "// \" } ]\n");
        return Combinators.combine(
                        members.flatMap(Arbitraries::shuffle),
                        spaces.list().ofMinSize(1).ofMaxSize(30))
                .as((all, space) -> spread("~{~" + String.join("~,~", all) + "~}~", space));
    }

    /** Replaces each tilde by the next one of the spaces. */
    private static String spread(String text, List<String> spaces) {
        int[] next = {0};
        return Pattern.compile("~")
                .matcher(text)
                .replaceAll(tilde -> Matcher.quoteReplacement(spaces.get(next[0]++ % spaces.size())));
    }

    private static Arbitrary<String> resources() {
        Arbitrary<String> names = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(OTHER, "[concat('" + OTHER + "')]")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                ID,
                                ID.toUpperCase(Locale.ROOT),
                                ID + "-eastus",
                                "[format('" + ID + "-{0}', uniqueString(deployment().location))]",
                                "[parameters('id')]")),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                ID + "-partnercenter",
                                "[concat('pid-', variables('guid'))]",
                                "[parameters('name')]",
                                "[if(equals(1, 2), 'a', 'b')]",
                                "pid-4711",
                                "network")));
        Arbitrary<String> conditions =
                Arbitraries.of("", "condition: true~,~", "\"Condition\": false~,~", "'condition': \"[true()]\"~,~");
        Arbitrary<String> deployments = Combinators.combine(conditions, names)
                .as((condition, name) -> "{~'type'~:~'Microsoft.Resources/deployments'~,~" + condition + "\"NAME\"~:~\""
                        + name + "\"~}");
        Arbitrary<String> withNestedId =
                Arbitraries.just("{'type': 'Microsoft.Resources/deployments', 'name': 'network', 'properties':"
                        + " {'template': {'resources': [{'name': '" + ID + "'}]}}}");
        return Arbitraries.frequencyOf(
                Tuple.of(12, deployments),
                Tuple.of(1, withNestedId),
                Tuple.of(9, list("{", pair(NAMES, values()).list(), "}")));
    }

    private static Arbitrary<String> values() {
        return Arbitraries.recursive(
                () -> SCALARS,
                values -> Arbitraries.oneOf(
                        list("[", values.list(), "]"),
                        list("{", pair(NAMES, values).list(), "}")),
                0,
                3);
    }

    private static Arbitrary<String> list(String open, ListArbitrary<String> elements, String close) {
        return elements.ofMaxSize(3).map(all -> open + "~" + String.join("~,~", all) + "~" + close);
    }

    private static Arbitrary<String> pair(Arbitrary<String> names, Arbitrary<String> values) {
        return Combinators.combine(names, values).as((name, value) -> '"' + name + "\"~:~" + value);
    }
}
