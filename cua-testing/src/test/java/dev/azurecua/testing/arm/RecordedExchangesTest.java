// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Replays recorded exchanges with the real Resource Manager, and compares how the stand-in answers. Writes the
 * differences to {@code target/agreement.txt}. Skipped where the recordings are missing.
 */
class RecordedExchangesTest {
    private static final Path RECORDED = Path.of("..", "..", "shared", "recorded", "arm-exchanges.jsonl.gz");
    /** In percent. Raise it when the stand-in agrees more. */
    private static final int LEAST_AGREEMENT = 80;

    private static final List<String> POLLED = List.of("azure-asyncoperation", "location");
    private static final List<String> READ_BY_CLIENTS = List.of(
            "retry-after",
            "x-ms-request-id",
            "x-ms-correlation-request-id",
            "x-ms-routing-request-id",
            "x-ms-ratelimit-remaining-subscription-reads",
            "x-ms-ratelimit-remaining-subscription-writes",
            "x-ms-ratelimit-remaining-subscription-deletes",
            "x-ms-ratelimit-remaining-subscription-global-reads",
            "x-ms-ratelimit-remaining-subscription-global-writes",
            "x-ms-ratelimit-remaining-subscription-global-deletes");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    @Test
    void answersAsRecorded() throws IOException {
        assumeTrue(Files.exists(RECORDED), "there are no recordings of the real Resource Manager");
        List<RecordedExchange> exchanges = RecordedExchange.read(RECORDED);
        Map<String, Integer> differences = new TreeMap<>();
        RecordedSession session = null;
        int agreeing = 0;
        for (RecordedExchange exchange : exchanges) {
            if (session == null || !session.name().equals(exchange.session())) {
                azure.reset();
                session = new RecordedSession(exchange.session(), azure.httpClient());
            }
            Set<String> found = differences(exchange, session.replay(exchange));
            agreeing += found.isEmpty() ? 1 : 0;
            found.forEach(difference -> differences.merge(exchange.kind() + ": " + difference, 1, Integer::sum));
        }

        List<String> lines = new ArrayList<>();
        lines.add(agreeing + " of " + exchanges.size() + " exchanges agree. Differences:");
        differences.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> lines.add(entry.getValue() + "  " + entry.getKey()));
        Files.write(Path.of("target", "agreement.txt"), lines);
        assertThat(100 * agreeing / exchanges.size()).isGreaterThanOrEqualTo(LEAST_AGREEMENT);
    }

    private static Set<String> differences(RecordedExchange exchange, RecordedExchange.Answer ours) {
        RecordedExchange.Answer recorded = exchange.answer();
        Set<String> differences = new TreeSet<>();
        if (ours.status() != recorded.status()) {
            differences.add("status " + recorded.status() + ", ours is " + ours.status());
            return differences;
        }
        for (String header : POLLED) {
            if (recorded.headers().containsKey(header) != ours.headers().containsKey(header)) {
                differences.add((recorded.headers().containsKey(header) ? "lacks " : "has ") + header);
            }
        }
        READ_BY_CLIENTS.stream()
                .filter(recorded.headers()::containsKey)
                .filter(header -> !ours.headers().containsKey(header))
                .forEach(header -> differences.add("lacks " + header));
        compare("", recorded.body(), ours.body(), differences);
        return differences;
    }

    /** Compares the members of objects and their JSON types. Compares elements of arrays that are the same resource. */
    private static void compare(String path, JsonNode recorded, JsonNode ours, Set<String> differences) {
        if (recorded.isMissingNode()) {
            return;
        }
        if (recorded.getNodeType() != ours.getNodeType()) {
            differences.add((ours.isMissingNode() ? "lacks " : "has another type of ") + path);
        } else if (recorded.isObject()) {
            recorded.fields().forEachRemaining(member -> {
                if (isCompared(path, member.getKey())) {
                    compare(
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                            member.getValue(),
                            ours.path(member.getKey()),
                            differences);
                }
            });
        } else if (recorded.isArray()) {
            recorded.forEach(element -> ours.forEach(other -> {
                if (element.path("id")
                        .asText()
                        .equalsIgnoreCase(other.path("id").asText())) {
                    compare(path + "[]", element, other, differences);
                }
            }));
        }
    }

    /**
     * Excludes what a provider adds to the properties that were put, keys that are resource IDs, and the link to the
     * next page, because the session put fewer resources than the recorded subscription had.
     */
    private static boolean isCompared(String path, String member) {
        boolean ofProvider = path.endsWith("properties") && !member.equals("provisioningState");
        return !ofProvider && !member.contains("/") && !member.equals("nextLink");
    }
}
