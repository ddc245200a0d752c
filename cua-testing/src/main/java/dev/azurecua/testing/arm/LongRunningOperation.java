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
 * Runs a write that completes after some polls. The response to a PUT or PATCH has the resource and
 * {@code Azure-AsyncOperation}, the URI at which polls get a status. The response to any other write has
 * {@code Location}, the URI at which polls get 202 until they get the final response.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations">Asynchronous
 *     operations</a>
 */
final class LongRunningOperation {
    private static final String REGION = "eastus";
    /** Holds the shortest interval that the SDK honours. For 0, the SDK waits for its own interval of 30 seconds. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ResourcePath resource;
    private final URI uri;
    private final boolean reportsStatus;
    private final Supplier<ArmResponse> completion;
    private int remainingPolls;
    private @Nullable ArmResponse result;

    /**
     * @param pollsInProgress the number of polls that find the operation in progress
     * @param completion completes the operation and returns the final response; called once
     */
    LongRunningOperation(ArmRequest request, int pollsInProgress, Supplier<ArmResponse> completion) {
        this.resource = request.path();
        this.reportsStatus = request.method().equals("PUT") || request.method().equals("PATCH");
        this.completion = completion;
        this.remainingPolls = pollsInProgress;
        // Adds the region, because clients poll an operation of Azure in the region where it runs.
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

    /** Counts a poll. Completes the operation if the polls that find it in progress are used up. */
    void advance() {
        if (remainingPolls-- == 0) {
            result = completion.get();
        }
    }
}
