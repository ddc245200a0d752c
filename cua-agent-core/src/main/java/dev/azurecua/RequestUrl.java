// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URL of a request, in pieces. Lenient: what reached the wire has to be told of, valid or not. */
final class RequestUrl {
    private static final String AUTHORITY = "://";

    /** No more than what a version is made of: behind a second question mark, say, anything may stand. */
    private static final Pattern API_VERSION =
            Pattern.compile("[?&](api-version=[A-Z0-9.-]*)", Pattern.CASE_INSENSITIVE);

    private final String server;
    private final String path;
    private final String query;

    private RequestUrl(String server, String path, String query) {
        this.server = server;
        this.path = path;
        this.query = query;
    }

    static RequestUrl of(String url) {
        String text = url.substring(0, indexOf("#", url, 0));
        int scheme = text.indexOf(AUTHORITY);
        int authority = scheme < 0 ? 0 : scheme + AUTHORITY.length();
        int path = indexOf("/?", text, authority);
        int query = indexOf("?", text, path);
        int host = text.lastIndexOf('@', path - 1) + 1;
        return new RequestUrl(
                text.substring(0, authority) + text.substring(Math.max(authority, host), path),
                text.substring(path, query),
                text.substring(query));
    }

    /** Where the first of these characters is, or the end. */
    private static int indexOf(String characters, String text, int from) {
        int index = from;
        while (index < text.length() && characters.indexOf(text.charAt(index)) < 0) {
            index++;
        }
        return index;
    }

    String path() {
        return path;
    }

    /** Without what may be secret: user and password, signatures and tokens. Of the query the API version is left. */
    String redacted() {
        Matcher version = API_VERSION.matcher(query);
        return server + path + (version.find() ? "?" + version.group(1) : "");
    }
}
