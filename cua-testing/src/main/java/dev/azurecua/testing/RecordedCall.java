// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.azurecua.testing.arm.ResourceManager;
import dev.azurecua.testing.server.Server;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on the wire, as the server saw it: a retry, a poll or a redirect is a call of its own.
 *
 * @param method the HTTP method
 * @param uri the absolute URI, with the host that the caller meant
 * @param status the status of the answer, or 0 if the connection was broken in place of one
 * @param userAgent the User-Agent as sent, or null if there was none; several are joined by a comma and a space, as RFC
 *     9110 §5.3 has it
 * @param fromAzureSdk whether a manager of the Azure SDK for Java sent it, whatever its User-Agent says: told by
 *     {@code x-ms-client-request-id} and {@code Date}, which its pipeline adds
 */
public record RecordedCall(
        String method, URI uri, int status, @Nullable String userAgent, boolean fromAzureSdk) {
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    static RecordedCall of(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        String userAgent = request.containsHeader("User-Agent")
                ? String.join(", ", request.header("User-Agent").values())
                : null;
        return new RecordedCall(
                request.getMethod().getName(),
                Server.uriOf(request),
                event.getResponse().getFault() == null ? event.getResponse().getStatus() : 0,
                userAgent,
                request.containsHeader("x-ms-client-request-id") && request.containsHeader("Date"));
    }

    /**
     * Whether the call was meant for Azure Resource Manager: a host of Azure's clouds or of their regions, this
     * stand-in as {@code localhost}, or a cloud of one's own, whose host has the label {@code management} or
     * {@code adminmanagement}, as Azure Stack's have. All others are other services.
     *
     * @return true if it was
     */
    public boolean isToResourceManager() {
        return ResourceManager.isAt(uri);
    }

    /**
     * The tracking IDs in the User-Agent, which should be one for Resource Manager and none elsewhere.
     *
     * @return every {@code pid-} token in any letter case, in order, repetitions included
     */
    public List<String> trackingIds() {
        return userAgent == null
                ? List.of()
                : SEPARATOR
                        .splitAsStream(userAgent)
                        .filter(token -> token.toLowerCase(Locale.ROOT).startsWith("pid-"))
                        .toList();
    }

    boolean hasSdkProduct() {
        return userAgent != null && userAgent.contains("azsdk-java-");
    }

    /**
     * The call on one line.
     *
     * @return method, URI, status and User-Agent
     */
    @Override
    public String toString() {
        return method + " " + uri + " " + status + ", User-Agent: " + (userAgent == null ? "(none)" : userAgent);
    }
}
