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
 * Parses the path of a request to Resource Manager. The path has the same form for all providers: pairs of a type and a
 * name, with {@code providers} and the namespace of the provider before the first type. A path that ends in a type is a
 * list for GET and HEAD. For other methods the last segment is an action on the resource before it.
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
                // Replaced, because the SDK's requests have another letter case than Azure's resource IDs.
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

    /** Returns the resource ID, or null if the path names no resource. */
    @Nullable
    String id() {
        return id;
    }

    /** Returns the type with its namespace, such as {@code Microsoft.Network/virtualNetworks/subnets}, or null. */
    @Nullable
    String type() {
        return type;
    }

    @SuppressWarnings("JdkObsolete") // The overload with a Charset is not in Java 8.
    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            // Plus is escaped, because URLDecoder would decode it to a space, as in a form. An escaped slash stays,
            // because
            // it separates no segments.
            return URLDecoder.decode(segment.replace("+", "%2B").replaceAll("(?i)%2F", "%252F"), "UTF-8");
        } catch (IllegalArgumentException | UnsupportedEncodingException malformed) {
            return segment;
        }
    }
}
