// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.server;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.regex.Pattern;

/** Returns the URI that a client requested. */
final class RequestUri {
    private static final Pattern REJECTED = Pattern.compile("[\"<>\\[\\\\\\]^`{|}]");

    private RequestUri() {}

    /**
     * Returns the absolute URI as it was sent, except that characters which {@link URI} rejects are percent-encoded.
     */
    static URI of(LoggedRequest request) {
        String target = request.getUrl();
        String url = request.getAbsoluteUrl();
        return URI.create(url.substring(0, url.length() - target.length())
                + REJECTED.matcher(target)
                        .replaceAll(rejected ->
                                "%%%02X".formatted((int) rejected.group().charAt(0))));
    }
}
