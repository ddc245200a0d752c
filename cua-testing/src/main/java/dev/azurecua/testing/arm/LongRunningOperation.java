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
 * A write that takes its time. A PUT or PATCH answers with the resource and {@code Azure-AsyncOperation}, whose polls
 * report a status; any other write with {@code Location}, whose polls are 202 until they are the response itself.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations">Asynchronous
 *     operations</a>
 */
final class LongRunningOperation {
    private static final String REGION = "eastus";
    /** The least that the SDK heeds: at 0 it waits for its own interval, half a minute. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ResourcePath resource;
    private final URI uri;
    private final boolean reportsStatus;
    private final Supplier<ArmResponse> completion;
    private int pollsToGo;
    private @Nullable ArmResponse result;

    /** @param completion what happens in the end, once, and what it is answered with */
    LongRunningOperation(ArmRequest request, int pollsToGo, Supplier<ArmResponse> completion) {
        this.resource = request.path();
        this.reportsStatus = request.method().equals("PUT") || request.method().equals("PATCH");
        this.completion = completion;
        this.pollsToGo = pollsToGo;
        // Azure has its operations polled in the region where they run.
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

    /** The response to the write that has begun this, with where to poll. */
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

    /** One poll further; the last one completes it. */
    void advance() {
        if (pollsToGo-- == 0) {
            result = completion.get();
        }
    }
}
