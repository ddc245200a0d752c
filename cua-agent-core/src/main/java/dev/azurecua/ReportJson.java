// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a report as JSON that conforms to {@code attribution-report.schema.json}. */
final class ReportJson {
    private static final int VERSION = 1;

    private ReportJson() {}

    static void write(ReportSnapshot report, Appendable out) throws IOException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("since", report.since.toString());
        json.put("until", report.until.toString());
        json.put("allAttributed", report.allAttributed());
        json.put("calls", report.calls);
        json.put("attributed", report.attributed);
        json.put("withAnotherId", report.withAnotherId);
        json.put("withoutId", report.withoutId());
        json.put("inactive", report.inactive);
        json.put("unanswered", report.unanswered);
        json.put("lastWrites", calls(report.lastWrites));
        json.put("notAttributed", calls(report.notAttributed));
        json.put("droppedLastWrites", report.droppedLastWrites);
        json.put("droppedNotAttributed", report.droppedNotAttributed);
        Json.write(json, "\n", out);
        out.append('\n');
    }

    private static List<Map<String, @Nullable Object>> calls(List<ResourceManagerCall> calls) {
        return calls.stream().map(ReportJson::call).collect(Collectors.toList());
    }

    private static Map<String, @Nullable Object> call(ResourceManagerCall call) {
        ReportLimitation limitation = ReportLimitation.of(call.resourceType());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("time", call.time().toString());
        json.put("durationMillis", call.duration().toMillis());
        json.put("method", call.method());
        json.put("url", call.url());
        json.put("resourceId", call.resourceId());
        json.put("resourceType", call.resourceType());
        json.put("underReported", limitation == null ? null : limitation.toString());
        json.put("status", call.status() == 0 ? null : call.status());
        json.put("failure", call.failure());
        json.put("userAgent", call.userAgent());
        TrackingId id = call.trackingId();
        json.put("trackingId", id == null ? null : id.toString());
        json.put("attributed", call.isAttributed());
        json.put("requestId", call.requestId());
        json.put("correlationRequestId", call.correlationRequestId());
        json.put("clientRequestId", call.clientRequestId());
        return json;
    }
}
