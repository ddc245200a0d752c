// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the path of a request to Resource Manager is about. It has the same form for every provider: pairs of a type and
 * a name, with the namespace of the provider before the first type. Where it ends in a type, it is that of a list or,
 * if more than reading is asked for, an action of the resource so far.
 */
final class ResourcePath {
    private static final String PROVIDERS = "providers";
    private static final String GROUPS = "resourceGroups";

    private final @Nullable String id;
    private final @Nullable String type;

    private ResourcePath(@Nullable String id, @Nullable String type) {
        this.id = id;
        this.type = type;
    }

    static ResourcePath of(String method, String path) {
        List<String> segments = Stream.of(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(ResourcePath::decoded)
                .collect(Collectors.toList());
        for (int i = 0; i < segments.size(); i += 2) {
            if (segments.get(i).equalsIgnoreCase(GROUPS)) {
                // In the letter case that Azure has in its IDs, and the SDK not in its requests.
                segments.set(i, GROUPS);
            }
        }
        boolean isList = segments.size() % 2 == 1 && (method.equals("GET") || method.equals("HEAD"));
        int named = segments.size() / 2 * 2;
        return new ResourcePath(
                isList || named == 0 ? null : "/" + String.join("/", segments.subList(0, named)),
                type(isList ? segments : segments.subList(0, named)));
    }

    private static @Nullable String type(List<String> segments) {
        String type = null;
        String parent = null;
        for (int i = 0; i < segments.size(); i += 2) {
            String key = segments.get(i);
            if (key.equalsIgnoreCase(PROVIDERS)) {
                type = "Microsoft.Resources/" + PROVIDERS;
                parent = i + 1 < segments.size() ? segments.get(i + 1) : null;
            } else if (parent == null) {
                type = "Microsoft.Resources/" + key;
            } else {
                type = parent + "/" + key;
                parent = type;
            }
        }
        return type;
    }

    /** The resource; null if it is none. */
    @Nullable
    String id() {
        return id;
    }

    /** With the namespace, such as {@code Microsoft.Network/virtualNetworks/subnets}; null if the path is empty. */
    @Nullable
    String type() {
        return type;
    }

    @SuppressWarnings("JdkObsolete") // What takes a Charset is not in Java 8.
    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            // A plus sign is a space in a form, and itself in a path; and an escaped slash parts no segments.
            return URLDecoder.decode(segment.replace("+", "%2B").replaceAll("(?i)%2F", "%252F"), "UTF-8");
        } catch (IllegalArgumentException | UnsupportedEncodingException malformed) {
            return segment;
        }
    }
}
