// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import dev.azurecua.TrackingId;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attributes random templates with markers in every form, and compares with a parser that the library does not use. */
class RandomTemplateTest {
    private static final int TEMPLATES = 400;
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final TemplateAttribution PLAIN = TemplateAttribution.of(ID);

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of("plain", PLAIN),
                Arguments.of("beside others", PLAIN.besideOthers()),
                Arguments.of("with an opt-out", PLAIN.besideOthers().withOptOut("attributeUsage")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void addsOnlyAMarkerAndItsParameter(String title, TemplateAttribution templates) {
        Random random = new Random(4711);
        int attributed = 0;
        for (int i = 0; i < TEMPLATES; i++) {
            String before = new RandomTemplate(random, true).toString();
            String after = templates.attribute(before);
            if (!after.equals(before)) {
                attributed++;
                assertKept(before, after);
                assertThat(withoutAddition(before, after)).as(after).isEqualTo(parsed(before));
                assertThat(PLAIN.isAttributed(after)).as(after).isTrue();
            }
            assertThat(templates.attribute(after)).isEqualTo(after);
        }
        assertThat(attributed).isBetween(TEMPLATES / 4, TEMPLATES - 1);
    }

    /** Every character of the template is still there, in its order. */
    private static void assertKept(String before, String after) {
        int kept = 0;
        for (int i = 0; i < after.length() && kept < before.length(); i++) {
            kept += after.charAt(i) == before.charAt(kept) ? 1 : 0;
        }
        assertThat(kept).isEqualTo(before.length());
    }

    private static JsonElement parsed(String json) {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.LENIENT);
        return JsonParser.parseReader(reader);
    }

    private static JsonElement withoutAddition(String before, String after) {
        JsonObject tree = parsed(after).getAsJsonObject();
        JsonElement resources = tree.get("resources");
        JsonElement original = parsed(before).getAsJsonObject().get("resources");
        if (resources instanceof JsonArray array) {
            JsonElement marker = array.remove(original.getAsJsonArray().size());
            assertThat(marker.getAsJsonObject().get("name").getAsString()).contains(ID.toString());
        } else {
            Set<String> added = new HashSet<>(resources.getAsJsonObject().keySet());
            added.removeAll(original.getAsJsonObject().keySet());
            assertThat(added).hasSize(1).allMatch(name -> name.startsWith("customerUsageAttribution"));
            added.forEach(name -> resources.getAsJsonObject().remove(name));
        }
        JsonObject parameters = tree.getAsJsonObject("parameters");
        if (parameters != null) {
            parameters.remove("attributeUsage");
            if (!parsed(before).getAsJsonObject().has("parameters")) {
                tree.remove("parameters");
            }
        }
        return tree;
    }
}
