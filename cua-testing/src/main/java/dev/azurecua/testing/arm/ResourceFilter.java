// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the {@code $filter} of lists of resources and resource groups. It supports equality of a few properties,
 * joined by "and". Lists of a provider's types ignore the filter, because each provider defines its own syntax.
 */
final class ResourceFilter {
    private static final Pattern FILTER =
            Pattern.compile("(\\w+) eq '([^']*)'(?: and (.*))?", Pattern.CASE_INSENSITIVE);

    private ResourceFilter() {}

    /** Returns the parsed filter, or null if it is not supported. A filter of null selects everything. */
    static @Nullable Predicate<Map<String, Object>> of(@Nullable String filter) {
        Map<String, String> expected = new LinkedHashMap<>();
        String rest = filter;
        while (rest != null) {
            Matcher equality = FILTER.matcher(rest);
            if (!equality.matches()) {
                return null;
            }
            expected.put(equality.group(1).toLowerCase(Locale.ROOT), equality.group(2));
            rest = equality.group(3);
        }
        String tagValue = expected.remove("tagvalue");
        return expected.keySet().stream().allMatch(name -> name.matches("resourcetype|name|location|tagname"))
                ? resource -> expected.entrySet().stream()
                        .allMatch(entry -> isIn(resource, entry.getKey(), entry.getValue(), tagValue))
                : null;
    }

    private static boolean isIn(
            Map<String, Object> resource, String property, String expected, @Nullable String tagValue) {
        if (property.equals("tagname")) {
            Object value = JsonObjects.object(resource, "tags").get(expected);
            return value != null && (tagValue == null || value.equals(tagValue));
        }
        Object value = resource.get(property.equals("resourcetype") ? "type" : property);
        return expected.equalsIgnoreCase(String.valueOf(value));
    }
}
