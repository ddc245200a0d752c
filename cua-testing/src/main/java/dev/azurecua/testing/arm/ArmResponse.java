// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a response of Resource Manager.
 *
 * @param body a JSON object, or null for none
 */
record ArmResponse(int status, @Nullable Map<String, Object> body) {
    static ArmResponse ok(Map<String, Object> body) {
        return new ArmResponse(200, body);
    }

    static ArmResponse empty(int status) {
        return new ArmResponse(status, null);
    }

    /** Creates a response in the shape of Resource Manager's errors. */
    static ArmResponse error(int status, String code, String message) {
        return new ArmResponse(status, Map.of("error", Map.of("code", code, "message", message)));
    }

    ArmResponse withStatus(int other) {
        return new ArmResponse(other, body);
    }

    boolean isSuccess() {
        return status < 300;
    }

    ResponseDefinitionBuilder toWireMock() {
        ResponseDefinitionBuilder response = aResponse().withStatus(status);
        return body == null
                ? response
                : response.withHeader("Content-Type", "application/json; charset=utf-8")
                        .withBody(Json.write(body));
    }
}
