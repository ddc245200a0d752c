// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A write that completes after some polls. The response to a PUT or PATCH has the resource and
 * {@code Azure-AsyncOperation}, whose polls report a status. The response to any other write has {@code Location},
 * whose polls get 202 until they get the final response.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations">Asynchronous
 *     operations</a>
 */
final class LongRunningOperation {
    private static final String REGION = "eastus";
    /** The shortest interval that the SDK honours. For 0 it waits for its own interval, half a minute. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ResourcePath resource;
    private final URI uri;
    private final boolean reportsStatus;
    private final Supplier<ArmResponse> completion;
    private int pollsToGo;
    private @Nullable ArmResponse result;

    /** @param completion completes the operation, once, and returns the final response */
    LongRunningOperation(ArmRequest request, int pollsToGo, Supplier<ArmResponse> completion) {
        this.resource = request.path();
        this.reportsStatus = request.method().equals("PUT") || request.method().equals("PATCH");
        this.completion = completion;
        this.pollsToGo = pollsToGo;
        // In Azure, clients poll an operation in the region where it runs.
        String region = AzureHosts.isResourceManagerOfCloud(request.uri()) ? REGION + "." : "";
        this.uri = URI.create("https://" + region + request.uri().getRawAuthority() + "/operationresults/"
                + UUID.randomUUID() + "?" + request.uri().getRawQuery());
    }

    String path() {
        return uri.getPath();
    }

    boolean isOf(ResourcePath path) {
        return resource.key().equals(path.key());
    }

    /** Returns the response to the write that started this operation, with the URI to poll. */
    ResponseDefinitionBuilder begin(ArmResponse response) {
        return response.toWireMock()
                .withHeader(reportsStatus ? "Azure-AsyncOperation" : "Location", uri.toString())
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }

    ResponseDefinitionBuilder poll() {
        advance();
        if (reportsStatus) {
            return ArmResponse.ok(Map.of("status", result == null ? "InProgress" : "Succeeded"))
                    .toWireMock()
                    .withHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        return result == null ? begin(ArmResponse.empty(202)) : result.toWireMock();
    }

    /** Counts a poll. The last one completes the operation. */
    void advance() {
        if (pollsToGo-- == 0) {
            result = completion.get();
        }
    }
}
