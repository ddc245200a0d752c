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
 * Describes one attempt on the wire, as the server received it. A retry, a poll or a redirect is a call of its own.
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
     * Returns the URI that the client called. Its host is the one that the client called, even if the call came through
     * the proxy.
     *
     * @return an absolute URI
     */
    public URI uri() {
        return uri;
    }

    /**
     * Returns the status of the response.
     *
     * @return the status code, or 0 if a fault broke the connection instead
     */
    public int status() {
        return status;
    }

    /**
     * Returns the User-Agent as it was sent. Several header lines are joined by a comma and a space, as in RFC 9110
     * §5.3.
     *
     * @return the value, or null if there was no such header
     */
    public @Nullable String userAgent() {
        return userAgent;
    }

    /**
     * Returns whether a manager of the Azure SDK for Java sent the call. The User-Agent does not count, because it can
     * be overwritten. The call has to have {@code x-ms-client-request-id} and {@code Date}, which the pipeline of a
     * manager adds.
     *
     * @return true if the call has both headers
     */
    public boolean fromAzureSdk() {
        return fromAzureSdk;
    }

    /**
     * Returns whether the host of the call is Azure Resource Manager. It is Resource Manager if it belongs to one of
     * Azure's clouds or their regions, or is a loopback host, like this stand-in. It is also Resource Manager if it has
     * the label {@code management} or {@code adminmanagement}, as the hosts of Azure Stack and other private clouds do,
     * and does not belong to another service of Azure. All other hosts are other services.
     *
     * @return true if the host is Resource Manager
     */
    public boolean isToResourceManager() {
        return ResourceManager.isAt(uri);
    }

    /**
     * Returns the tokens of the User-Agent that start with {@code pid-}. These are the tracking IDs, and tokens that
     * only look like a tracking ID. A call to Resource Manager should have one such token, and any other call none.
     *
     * @return the tokens, in any letter case, in order and with repetitions
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
