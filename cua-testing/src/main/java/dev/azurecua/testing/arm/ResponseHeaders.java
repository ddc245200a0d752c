// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Adds the headers of every response of Resource Manager: the IDs with which Azure's support finds a call, and the
 * number of calls that are still allowed.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling">Limits
 *     and throttling</a>
 */
final class ResponseHeaders {
    private static final int LIMIT = 12_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    /** Maps {@code reads}, {@code writes} and {@code deletes} to the number of calls that are still allowed. */
    private final Map<String, Integer> remaining = new HashMap<>();

    ResponseDefinitionBuilder addTo(ResponseDefinitionBuilder response, ArmRequest request) {
        String kind = switch (request.method()) {
            case "GET", "HEAD" -> "reads";
            case "DELETE" -> "deletes";
            default -> "writes";
        };
        int left = remaining.merge(kind, LIMIT - 1, (before, first) -> Math.max(0, before - 1));
        return response.withHeader("x-ms-request-id", UUID.randomUUID().toString())
                .withHeader("x-ms-correlation-request-id", request.correlationId())
                .withHeader(
                        "x-ms-routing-request-id",
                        "EASTUS:" + ZonedDateTime.now(ZoneOffset.UTC).format(TIME) + ":" + request.correlationId())
                .withHeader("x-ms-ratelimit-remaining-subscription-" + kind, Integer.toString(left))
                .withHeader("x-ms-ratelimit-remaining-subscription-global-" + kind, Integer.toString(15 * left));
    }

    void clear() {
        remaining.clear();
    }
}
