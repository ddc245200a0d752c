// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static dev.azurecua.Calls.GROUP;
import static dev.azurecua.Calls.PID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.jspecify.annotations.Nullable;

class AttributionReportPropertiesTest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Logs logs = new Logs();

    @Override
    public void close() {
        logs.close();
    }

    @Property(seed = "1", tries = 200)
    @StatisticsReport(StatisticsReportMode.OFF)
    void jacksonReadsReportedCallsFromJson(@ForAll @Size(max = 8) List<@From("calls") ResourceManagerCall> calls)
            throws IOException {
        AttributionReport report = new AttributionReport();
        calls.forEach(report::onCall);
        StringBuilder text = new StringBuilder();
        report.writeJson(text);

        assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
        ObjectNode json = (ObjectNode) JSON.readTree(text.toString());
        assertThat(Instant.parse(json.remove("until").asText())).isAfterOrEqualTo(report.since());
        assertThat(json).isEqualTo(tree(expected(report.since(), calls)));

        boolean writtenTwice = lastWrites(calls).size()
                < calls.stream().filter(ResourceManagerCall::isWrite).count();
        Statistics.collect(writtenTwice);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    }

    /** Returns a tree as Jackson reads it, because it distinguishes int from long. */
    private static JsonNode tree(Object value) throws IOException {
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    private static Map<String, @Nullable Object> expected(Instant since, List<ResourceManagerCall> calls) {
        List<ResourceManagerCall> notAttributed =
                calls.stream().filter(call -> !isAttributed(call)).toList();
        long others =
                notAttributed.stream().filter(call -> !idsIn(call).isEmpty()).count();
        long unanswered = calls.stream().filter(call -> call.failure() != null).count();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", 1);
        json.put("since", since.toString());
        json.put("allAttributed", calls.size() > unanswered && notAttributed.isEmpty());
        json.put("calls", calls.size());
        json.put("attributed", calls.size() - notAttributed.size());
        json.put("withAnotherId", others);
        json.put("withoutId", notAttributed.size() - others);
        json.put(
                "inactive",
                calls.stream()
                        .filter(ResourceManagerCall::isAttributionInactive)
                        .count());
        json.put("unanswered", unanswered);
        json.put("lastWrites", json(lastWrites(calls)));
        json.put("notAttributed", json(notAttributed));
        json.put("droppedLastWrites", 0);
        json.put("droppedNotAttributed", 0);
        return json;
    }

    private static List<String> idsIn(ResourceManagerCall call) {
        return call.userAgent() == null ? List.of() : Rules.trackingIds(call.userAgent());
    }

    private static boolean isAttributed(ResourceManagerCall call) {
        List<String> ids = idsIn(call).stream().distinct().toList();
        return call.isAttributionInactive() ? ids.size() == 1 : ids.equals(List.of(PID));
    }

    private static Collection<ResourceManagerCall> lastWrites(List<ResourceManagerCall> calls) {
        Map<String, ResourceManagerCall> writes = new LinkedHashMap<>();
        for (ResourceManagerCall call : calls) {
            if (call.method().matches("PUT|PATCH") && call.resourceId() != null) {
                String resource = call.resourceId().toLowerCase(Locale.ROOT);
                writes.remove(resource);
                writes.put(resource, call);
            }
        }
        return writes.values();
    }

    private static List<Map<String, @Nullable Object>> json(Collection<ResourceManagerCall> calls) {
        return calls.stream().map(AttributionReportPropertiesTest::json).toList();
    }

    private static Map<String, @Nullable Object> json(ResourceManagerCall call) {
        boolean scaleSet =
                String.valueOf(call.resourceType()).matches("(?i)Microsoft.Compute/virtualMachineScaleSets(/.*)?");
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("time", call.time().toString());
        json.put("durationMillis", call.duration().toMillis());
        json.put("method", call.method());
        json.put("url", call.url());
        json.put("resourceId", call.resourceId());
        json.put("resourceType", call.resourceType());
        json.put("underReported", scaleSet ? ReportLimitation.VM_SCALE_SETS.toString() : null);
        json.put("status", call.failure() == null ? call.status() : null);
        json.put("failure", call.failure());
        json.put("userAgent", call.userAgent());
        json.put("trackingId", idsIn(call).isEmpty() ? null : call.trackingId().toString());
        json.put("attributed", isAttributed(call));
        json.put("requestId", call.requestId());
        json.put("correlationRequestId", call.correlationRequestId());
        json.put("clientRequestId", call.clientRequestId());
        return json;
    }

    @Provide
    Arbitrary<ResourceManagerCall> calls() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(5),
                Arbitraries.of(
                        "a", "\"", "\\", "/", "\r\n\t\0", "\u007f\u2028", "\ud83d\ude00", "\ud800", "%2F", "?x#y"));
        Arbitrary<String> urls = Combinators.combine(
                        Arbitraries.of(
                                GROUP,
                                GROUP.toUpperCase(Locale.ROOT),
                                GROUP + "/providers/Microsoft.Compute/virtualMachineScaleSets/",
                                ""),
                        Arbitraries.oneOf(Arbitraries.just("/x"), texts),
                        Arbitraries.of("", "?api-version=2020-06-01&key=secret"))
                .as((start, text, query) -> start + text + query);
        return Combinators.combine(
                        Arbitraries.longs().between(0, Long.MAX_VALUE / 1_000_000),
                        Arbitraries.of("PUT", "PUT", "PATCH", "GET", "DELETE"),
                        urls,
                        UserAgentPropertiesTest.userAgents().injectNull(0.1),
                        Arbitraries.integers().between(100, 599),
                        Arbitraries.of("java.net.ConnectException").injectNull(0.8),
                        texts.injectNull(0.3),
                        Arbitraries.of(TrackingId.of(PID)).injectNull(0.2))
                .as((time, method, url, userAgent, status, failure, text, expected) -> new ResourceManagerCall(
                        Instant.ofEpochMilli(time),
                        Duration.ofNanos(time),
                        method,
                        url,
                        expected,
                        name -> name.equals("User-Agent") ? userAgent : text,
                        failure == null ? status : 0,
                        name -> text,
                        failure));
    }
}
