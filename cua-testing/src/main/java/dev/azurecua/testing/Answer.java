// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A status and a JSON object, or no body. */
record Answer(int status, @Nullable Map<String, Object> body) {
    static Answer ok(Map<String, Object> body) {
        return new Answer(200, body);
    }

    static Answer empty(int status) {
        return new Answer(status, null);
    }

    /** In the shape of Resource Manager's errors. */
    static Answer error(int status, String code, String message) {
        return new Answer(status, Map.of("error", Map.of("code", code, "message", message)));
    }

    Answer withStatus(int other) {
        return new Answer(other, body);
    }

    boolean isSuccess() {
        return status < 300;
    }

    ResponseDefinitionBuilder toResponse() {
        ResponseDefinitionBuilder response = aResponse().withStatus(status);
        return body == null
                ? response
                : response.withHeader("Content-Type", "application/json; charset=utf-8")
                        .withBody(Json.write(body));
    }
}
