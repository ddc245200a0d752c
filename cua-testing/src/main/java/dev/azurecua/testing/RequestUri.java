// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.regex.Pattern;

/** The URI that a request was for. Clients send, and the server takes, characters that {@link URI} refuses. */
final class RequestUri {
    private static final Pattern REFUSED = Pattern.compile("[\"<>\\[\\\\\\]^`{|}]");

    private RequestUri() {}

    /** Those characters are percent-encoded; everything else is as it was sent. */
    static URI of(LoggedRequest request) {
        String target = request.getUrl();
        String url = request.getAbsoluteUrl();
        return URI.create(url.substring(0, url.length() - target.length())
                + REFUSED.matcher(target)
                        .replaceAll(refused ->
                                "%%%02X".formatted((int) refused.group().charAt(0))));
    }
}
