// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

/** Splits the URL of a request. Accepts invalid URLs, because each request must be reported. */
final class RequestUrl {
    private static final String AUTHORITY = "://";
    private static final String API_VERSION = "api-version=";

    private final String text;
    private final int authority;
    private final int host;
    private final int path;
    private final int query;

    private RequestUrl(String text) {
        int scheme = text.indexOf(AUTHORITY);
        this.text = text;
        this.authority = scheme < 0 ? 0 : scheme + AUTHORITY.length();
        this.path = Math.min(indexOf('/', text, authority), indexOf('?', text, authority));
        this.host = Math.max(authority, text.lastIndexOf('@', path - 1) + 1);
        this.query = indexOf('?', text, path);
    }

    static RequestUrl of(String url) {
        return new RequestUrl(url.substring(0, indexOf('#', url, 0)));
    }

    /** Returns the index of the character, or the length of the text. */
    private static int indexOf(char c, String text, int from) {
        int index = text.indexOf(c, from);
        return index < 0 ? text.length() : index;
    }

    String path() {
        return text.substring(path, query);
    }

    /** Returns the URL without user, password and query, because they may be secret. Keeps the API version. */
    String redacted() {
        int version = indexOfVersion();
        int end = endOfVersion(version);
        if (host == authority && version == query && end == text.length()) {
            // Not copied, because most URLs need no change and a copy takes about 500 bytes for each call.
            return text;
        }
        return text.substring(0, authority)
                + text.substring(host, query)
                + (version < end ? "?" + text.substring(version + 1, end) : "");
    }

    /** Returns the index of the separator before the API version, or the length of the text. */
    private int indexOfVersion() {
        for (int i = query; i < text.length(); i++) {
            if ((text.charAt(i) == '?' || text.charAt(i) == '&') && Ascii.regionMatches(text, i + 1, API_VERSION)) {
                return i;
            }
        }
        return text.length();
    }

    /** Returns the end of the API version. Stops at other characters, because the text after them may be secret. */
    private int endOfVersion(int separator) {
        int end = Math.min(separator + 1 + API_VERSION.length(), text.length());
        while (end < text.length() && isOfVersion(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfVersion(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
    }
}
