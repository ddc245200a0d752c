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
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares templates before and after attribution by Gson, because the library does not use it. */
final class Splice {
    private Splice() {}

    static JsonObject parsed(String json) {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.LENIENT);
        return JsonParser.parseReader(reader).getAsJsonObject();
    }

    /** Returns the value of a member, whose name may have any letter case, or null if there is no such member. */
    static @Nullable JsonElement member(JsonObject object, String name) {
        return object.entrySet().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /**
     * Asserts that attribution kept all characters of a template, and added one resource and at most one parameter.
     *
     * @param parameter the parameter that may be added, or null
     * @return the resource
     */
    static JsonObject addedResource(String before, String after, @Nullable String parameter) {
        int kept = 0;
        for (int i = 0; i < after.length() && kept < before.length(); i++) {
            kept += after.charAt(i) == before.charAt(kept) ? 1 : 0;
        }
        assertThat(kept).as(after).isEqualTo(before.length());

        JsonObject original = parsed(before);
        JsonObject rest = parsed(after);
        JsonElement resource = removeAdded(member(original, "resources"), member(rest, "resources"));
        if (parameter != null && member(original, "parameters") == null) {
            assertThat(rest.remove("parameters").getAsJsonObject().keySet()).containsExactly(parameter);
        } else if (parameter != null && member((JsonObject) member(original, "parameters"), parameter) == null) {
            ((JsonObject) member(rest, "parameters")).remove(parameter);
        }
        assertThat(rest).as(after).isEqualTo(original);
        return resource.getAsJsonObject();
    }

    private static JsonElement removeAdded(JsonElement before, JsonElement after) {
        if (after instanceof JsonArray array) {
            return array.remove(array.size() - 1);
        }
        Set<String> names = new TreeSet<>(((JsonObject) after).keySet());
        names.removeAll(((JsonObject) before).keySet());
        assertThat(names).hasSize(1);
        return ((JsonObject) after).remove(names.iterator().next());
    }
}
