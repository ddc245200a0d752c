// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a parsed request to Resource Manager.
 *
 * @param correlationId the ID that the client sent, or a new one
 */
record ArmRequest(String method, URI uri, ResourcePath path, String body, String correlationId) {
    static ArmRequest of(LoggedRequest request, URI uri) {
        return new ArmRequest(
                request.getMethod().getName(),
                uri,
                ResourcePath.of(uri.getPath()),
                request.getBodyAsString(),
                Objects.requireNonNullElseGet(
                        request.getHeader("x-ms-correlation-request-id"),
                        () -> UUID.randomUUID().toString()));
    }

    boolean isWrite() {
        return isWrite(method);
    }

    static boolean isWrite(String method) {
        return switch (method) {
            case "PUT", "PATCH", "POST", "DELETE" -> true;
            default -> false;
        };
    }

    /** Returns the API version, or an empty string if the query has none. */
    String apiVersion() {
        return Objects.requireNonNullElse(query("api-version"), "");
    }

    /** Returns the decoded value of a query parameter, or null if the query has no such parameter. */
    @Nullable
    String query(String name) {
        return parameters()
                .map(parameter -> parameter.split("=", 2))
                .filter(parameter -> decode(parameter[0]).equalsIgnoreCase(name))
                .map(parameter -> parameter.length == 1 ? "" : decode(parameter[1]))
                .findFirst()
                .orElse(null);
    }

    /** Returns the query parameters as they were sent, still encoded. */
    Stream<String> parameters() {
        return Stream.ofNullable(uri.getRawQuery()).flatMap(query -> Stream.of(query.split("&")));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
