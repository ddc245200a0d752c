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
 * <p>Immutable and thread-safe.
 */
public final class RecordedCall {
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    private final String method;
    private final URI uri;
    private final int status;
    private final @Nullable String userAgent;
    private final boolean fromAzureSdk;

    RecordedCall(String method, URI uri, int status, @Nullable String userAgent, boolean fromAzureSdk) {
        this.method = method;
        this.uri = uri;
        this.status = status;
        this.userAgent = userAgent;
        this.fromAzureSdk = fromAzureSdk;
    }

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
     * Returns the HTTP method.
     *
     * @return {@code GET} and so on
     */
    public String method() {
        return method;
    }

    /**
     * Returns the URI that was called, with the host that the caller meant.
     *
     * @return an absolute URI
     */
    public URI uri() {
        return uri;
    }

    /**
     * Returns the status of the response.
     *
     * @return the status code, or 0 if the connection was broken instead
     */
    public int status() {
        return status;
    }

    /**
     * Returns the User-Agent as it was sent. Several are joined by a comma and a space, as in RFC 9110 §5.3.
     *
     * @return the value, or null if there was none
     */
    public @Nullable String userAgent() {
        return userAgent;
    }

    /**
     * Returns whether a manager of the Azure SDK for Java sent the call, whatever its User-Agent says. The sign is that
     * {@code x-ms-client-request-id} and {@code Date} are there, which its pipeline adds.
     *
     * @return true if it did
     */
    public boolean fromAzureSdk() {
        return fromAzureSdk;
    }

    /**
     * Returns whether the call was meant for Azure Resource Manager: a host of Azure's clouds or of their regions, this
     * stand-in as {@code localhost}, or a cloud of one's own, whose host has the label {@code management} or
     * {@code adminmanagement}, as Azure Stack's have. All others are other services.
     *
     * @return true if it was
     */
    public boolean isToResourceManager() {
        return ResourceManager.isAt(uri);
    }

    /**
     * Returns the tracking IDs in the User-Agent. There should be one for Resource Manager and none elsewhere.
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
     * Returns the call on one line.
     *
     * @return method, URI, status and User-Agent
     */
    @Override
    public String toString() {
        return method + " " + uri + " " + status + ", User-Agent: " + (userAgent == null ? "(none)" : userAgent);
    }
}
