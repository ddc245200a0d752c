// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.server;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.regex.Pattern;

/** Builds the URI that a request was for. */
final class RequestUri {
    private static final Pattern REFUSED = Pattern.compile("[\"<>\\[\\\\\\]^`{|}]");

    private RequestUri() {}

    /** Percent-encodes the characters that {@link URI} refuses, and leaves everything else as it was sent. */
    static URI of(LoggedRequest request) {
        String target = request.getUrl();
        String url = request.getAbsoluteUrl();
        return URI.create(url.substring(0, url.length() - target.length())
                + REFUSED.matcher(target)
                        .replaceAll(refused ->
                                "%%%02X".formatted((int) refused.group().charAt(0))));
    }
}
