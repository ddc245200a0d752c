// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A write that takes its time. A PUT answers with the resource and {@code Azure-AsyncOperation}, whose polls report a
 * status; any other write with {@code Location}, whose polls are 202 until they are the answer itself.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations">Asynchronous
 *     operations</a>
 */
final class LongRunningOperation {
    private static final String REGION = "eastus";
    /** The least that the SDK heeds: at 0 it waits for its own interval, half a minute. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final boolean reportsStatus;
    private final Answer answer;
    private final URI uri;
    private int pollsToGo;

    LongRunningOperation(URI request, boolean put, Answer answer, int pollsToGo) {
        this.reportsStatus = put;
        this.answer = answer;
        this.pollsToGo = pollsToGo;
        // Azure has its operations polled in the region where they run.
        String region = AzureHosts.isResourceManagerOfCloud(request) ? REGION + "." : "";
        String query = request.getRawQuery() == null ? "" : "?" + request.getRawQuery();
        this.uri = URI.create(
                "https://" + region + request.getRawAuthority() + "/operationresults/" + UUID.randomUUID() + query);
    }

    String path() {
        return uri.getPath();
    }

    ResponseDefinitionBuilder begin() {
        // 200, not 201, which the client of storage accounts refuses.
        return (reportsStatus
                        ? Answer.ok(creating(answer)).toResponse().withHeader("Azure-AsyncOperation", uri.toString())
                        : Answer.empty(202).toResponse().withHeader("Location", uri.toString()))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }

    ResponseDefinitionBuilder poll() {
        boolean done = pollsToGo-- <= 0;
        if (!reportsStatus) {
            return done ? answer.toResponse() : begin();
        }
        return Answer.ok(Map.of("status", done ? "Succeeded" : "InProgress"))
                .toResponse()
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }

    private static Map<String, Object> creating(Answer answer) {
        Map<String, Object> resource = new LinkedHashMap<>(answer.body());
        resource.put("properties", Map.of("provisioningState", "Creating"));
        return resource;
    }
}
