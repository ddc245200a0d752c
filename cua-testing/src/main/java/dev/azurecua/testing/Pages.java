// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists that come in pages, as Resource Manager's do: each but the last names the next. */
final class Pages {
    private static final int USUAL_SIZE = 100;
    private static final String SKIP_TOKEN = "$skiptoken";

    private int size = USUAL_SIZE;

    void setSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("A page of " + size + " entries never ends; write 1 or more");
        }
        this.size = size;
    }

    void clear() {
        size = USUAL_SIZE;
    }

    /** The page that was asked for. */
    Answer cut(List<Map<String, Object>> entries, ArmRequest request) {
        int from = number(request.query(SKIP_TOKEN), 0);
        int to = from + Math.min(size, number(request.query("$top"), size));
        if (from < 0 || to <= from || from > entries.size()) {
            return Answer.error(400, "InvalidRequestContent", "There is no such page: " + request.uri());
        }
        return to >= entries.size()
                ? Answer.ok(Map.of("value", entries.subList(from, entries.size())))
                : Answer.ok(Map.of("value", entries.subList(from, to), "nextLink", next(request, to)));
    }

    /** What is no number is no page. */
    private static int number(@Nullable String text, int usual) {
        if (text == null) {
            return usual;
        }
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    private static String next(ArmRequest request, int from) {
        URI uri = request.uri();
        return Stream.concat(
                        request.parameters().filter(parameter -> !parameter.matches("(?i)(\\$|%24)skiptoken=.*")),
                        Stream.of("%24skiptoken=" + from))
                .collect(Collectors.joining("&", "https://" + uri.getRawAuthority() + uri.getRawPath() + "?", ""));
    }
}
