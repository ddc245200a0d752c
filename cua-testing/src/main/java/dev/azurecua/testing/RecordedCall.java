// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
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
 * @param clientRequestId the caller's {@code x-ms-client-request-id}, which each client of the Azure SDK sends, or null
 */
public record RecordedCall(
        String method,
        URI uri,
        int status,
        @Nullable String userAgent,
        @Nullable String clientRequestId) {
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    static RecordedCall of(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        String userAgent = request.containsHeader("User-Agent")
                ? String.join(", ", request.header("User-Agent").values())
                : null;
        return new RecordedCall(
                request.getMethod().getName(),
                RequestUri.of(request),
                event.getResponse().getFault() == null ? event.getResponse().getStatus() : 0,
                userAgent,
                request.getHeader("x-ms-client-request-id"));
    }

    /**
     * Whether the call was meant for Azure Resource Manager. So is each that is not for another service of Azure: Entra
     * ID (login), Microsoft Graph, Key Vault, Storage and what else {@link com.azure.core.management.AzureEnvironment}
     * names.
     *
     * @return true if it was
     */
    public boolean isToResourceManager() {
        return !AzureHosts.isOfAnotherService(uri);
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

    /** By what it sends besides a User-Agent, which may have been overwritten, or by its product there. */
    boolean isOfAzureSdk() {
        return clientRequestId != null || hasSdkProduct();
    }

    boolean hasSdkProduct() {
        return userAgent != null && userAgent.contains("azsdk-java-");
    }

    boolean isTo(String resourceType) {
        return ResourcePath.of(uri.getPath()).isOf(resourceType, method);
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
