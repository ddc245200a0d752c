// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

/** The URL of a request, in pieces. Lenient: what reached the wire has to be told of, valid or not. */
final class RequestUrl {
    private static final String AUTHORITY = "://";
    private static final String API_VERSION = "api-version=";

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
        StringBuilder redacted = new StringBuilder(server).append(path);
        for (String parameter :
                query.isEmpty() ? new String[0] : query.substring(1).split("&", -1)) {
            if (Ascii.regionMatches(parameter, 0, API_VERSION)) {
                return redacted.append('?').append(parameter).toString();
            }
        }
        return redacted.toString();
    }
}
