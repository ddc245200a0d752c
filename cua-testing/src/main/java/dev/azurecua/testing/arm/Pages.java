// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Splits lists into pages. Each page but the last has a link to the next one. */
final class Pages {
    private static final int DEFAULT_SIZE = 100;
    private static final String SKIP_TOKEN = "$skiptoken";

    private int size = DEFAULT_SIZE;

    void setSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be 1 or more, but was " + size);
        }
        this.size = size;
    }

    void clear() {
        size = DEFAULT_SIZE;
    }

    /**
     * Returns the page that the request asks for. A page starts after the last entry of the previous one, even if
     * entries were deleted in the meantime.
     */
    ArmResponse cut(List<Map<String, Object>> entries, ArmRequest request) {
        String top = Objects.requireNonNullElse(request.query("$top"), String.valueOf(size));
        if (!top.matches("0*[1-9]\\d{0,8}")) {
            return ArmResponse.error(
                    400,
                    "InvalidTopInQueryString",
                    "The query parameter $top must be an integer from 1 to 999999999, but was '" + top + "'.");
        }
        String after = Objects.requireNonNullElse(request.query(SKIP_TOKEN), "");
        List<Map<String, Object>> rest = entries.stream()
                .sorted(Comparator.comparing(Pages::key))
                .filter(entry -> key(entry).compareTo(after) > 0)
                .toList();
        int length = Math.min(size, Integer.parseInt(top));
        if (rest.size() <= length) {
            return ArmResponse.ok(Map.of("value", rest));
        }
        List<Map<String, Object>> page = rest.subList(0, length);
        return ArmResponse.ok(Map.of("value", page, "nextLink", next(request, key(page.get(length - 1)))));
    }

    private static String key(Map<String, Object> entry) {
        return String.valueOf(entry.get("id")).toLowerCase(Locale.ROOT);
    }

    private static String next(ArmRequest request, String after) {
        URI uri = request.uri();
        return Stream.concat(
                        request.parameters().filter(parameter -> !parameter.matches("(?i)(\\$|%24)skiptoken=.*")),
                        Stream.of("%24skiptoken=" + URLEncoder.encode(after, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&", "https://" + uri.getRawAuthority() + uri.getRawPath() + "?", ""));
    }
}
