// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonParseException;
import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.TemplateAttributionTest.Warnings;

class TemplateFuzzTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String OPT_OUT = "attributeUsage";

    private final TemplateAttribution building = withOptions(TemplateAttribution.of(TrackingId.of(ID)));
    private final TemplateAttribution deploying = withOptions(TemplateAttribution.of(Attribution.of(ID)));

    private static TemplateAttribution withOptions(TemplateAttribution templates) {
        return templates.besideOthers().withOptOut(OPT_OUT);
    }

    @FuzzTest
    void addsOnlyMarkerOrRejectsTemplate(byte[] input) {
        String template = new String(input, UTF_8);
        try (Warnings warnings = new Warnings()) {
            String deployed = deploying.attribute(template);
            String attributed;
            try {
                attributed = building.attribute(template);
            } catch (IllegalArgumentException rejected) {
                assertThat(rejected).hasMessageStartingWith("The template cannot be attributed");
                assertThat(deployed).isSameAs(template);
                return;
            }
            assertThat(deployed).isEqualTo(attributed);
            assertThat(building.attribute(attributed)).isEqualTo(attributed);
            if (attributed.equals(template)) {
                assertThat(building.isAttributed(template) || !warnings.lines().isEmpty())
                        .isTrue();
            } else if (isReadByGson(template)) {
                Splice.addedResource(template, attributed, OPT_OUT);
            }
        }
    }

    /** Returns false for example if the template has trailing commas, which Gson does not accept in objects. */
    private static boolean isReadByGson(String template) {
        try {
            Splice.parsed(template);
            return true;
        } catch (JsonParseException e) {
            return false;
        }
    }
}
