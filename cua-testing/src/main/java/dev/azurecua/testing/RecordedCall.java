// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.arm.ResourceManager;
import dev.azurecua.testing.server.Server;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes one attempt on the wire, as the server received it. A retry, a poll or a redirect is a call of its own.
 *
 * <p>Immutable and thread-safe.
 */
public final class RecordedCall {
    private static final Pattern SEPARATOR = Pattern.compile("\\s+");
    private static final String PREFIX = "pid-";
    /** Matches a word that starts with pid-. In rapid-api and my-pid-tool there is none. */
    private static final Pattern WORD = Pattern.compile("(?<![\\w.-])pid-\\S*", Pattern.CASE_INSENSITIVE);

    private final String method;
    private final URI uri;
    private final int status;
    private final List<String> userAgentLines;
    private final boolean fromAzureSdk;

    RecordedCall(String method, URI uri, int status, List<String> userAgentLines, boolean fromAzureSdk) {
        this.method = method;
        this.uri = uri;
        this.status = status;
        this.userAgentLines = userAgentLines;
        this.fromAzureSdk = fromAzureSdk;
    }

    static RecordedCall of(ServeEvent event) {
        LoggedRequest request = event.getRequest();
        List<String> userAgentLines = request.containsHeader("User-Agent")
                ? List.copyOf(request.header("User-Agent").values())
                : List.of();
        return new RecordedCall(
                request.getMethod().getName(),
                Server.uriOf(request),
                event.getResponse().getFault() == null ? event.getResponse().getStatus() : 0,
                userAgentLines,
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
        return userAgentLines.isEmpty() ? null : String.join(", ", userAgentLines);
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
     * Returns the tracking IDs in the User-Agent. A call to Resource Manager should have one, and any other call none.
     * A tracking ID is a whole token or the part of a token before its slash. A token that only starts with
     * {@code pid-}, such as {@code pid-4711}, is not a tracking ID.
     *
     * @return the IDs of all partners as they were sent, in any letter case, in order and with repetitions
     */
    public List<String> trackingIds() {
        return products().filter(product -> problemWith(product) == null).toList();
    }

    /** Returns the products in the User-Agent that start with pid-, without their versions. */
    private Stream<String> products() {
        return userAgentLines.stream()
                .flatMap(SEPARATOR::splitAsStream)
                .filter(token -> token.toLowerCase(Locale.ROOT).startsWith(PREFIX))
                .map(token -> token.replaceFirst("/.*", ""));
    }

    /** Returns why a product is not a tracking ID, or null if it is one. No two IDs differ only in letter case. */
    private static @Nullable String problemWith(String product) {
        try {
            TrackingId.of(product.toLowerCase(Locale.ROOT));
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    boolean carriesOnly(TrackingId expected) {
        List<String> found = trackingIds();
        return found.size() == 1 && found.get(0).equalsIgnoreCase(expected.toString());
    }

    /** Returns whether a word in the User-Agent starts with pid-. */
    boolean mentionsId() {
        return userAgentLines.stream().anyMatch(line -> WORD.matcher(line).find());
    }

    /** Returns why the first word that starts with pid- is not a tracking ID, or null if there is no such word. */
    @Nullable
    String resemblance() {
        for (String line : userAgentLines) {
            Matcher word = WORD.matcher(line);
            if (word.find()) {
                boolean startsToken = word.start() == 0 || Character.isWhitespace(line.charAt(word.start() - 1));
                return startsToken
                        ? problemWith(word.group().replaceFirst("/.*", ""))
                        : "'" + word.group()
                                + "' is a part of a token; a tracking ID is a token of its own, between spaces";
            }
        }
        return null;
    }

    boolean hasSdkProduct() {
        return userAgentLines.stream().anyMatch(line -> line.contains("azsdk-java-"));
    }

    /**
     * Returns the call on one line.
     *
     * @return method, URI, status and User-Agent
     */
    @Override
    public String toString() {
        return method + " " + uri + " " + status + ", User-Agent: " + Objects.toString(userAgent(), "(none)");
    }
}
