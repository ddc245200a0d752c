// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Formats a report for a terminal. */
final class ReportTable {
    private static final String[] HEAD = {"LAST WRITE OF", "STATUS", "TRACKING ID", "CORRELATION ID"};
    private static final int MAX_LISTED = 10;
    private static final int MAX_CHARACTERS_OF_CALL = 500;
    private static final int MAX_CHARACTERS_OF_RESOURCE = 150;

    private ReportTable() {}

    /** Returns each resource and the totals. */
    static String of(ReportSnapshot report) {
        List<String> lines = new ArrayList<>();
        if (!report.lastWrites.isEmpty()) {
            lines.addAll(table(report.lastWrites));
            report.lastWrites.stream()
                    .map(write -> ReportLimitation.of(write.resourceType()))
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(limitation -> lines.add("* " + limitation));
            if (report.droppedLastWrites > 0) {
                lines.add("Writes not listed, to limit memory use: " + report.droppedLastWrites);
            }
            lines.add("");
        }
        lines.addAll(totals(report));
        return String.join("\n", lines);
    }

    /** Returns why not all calls of a report were attributed. */
    static String problem(ReportSnapshot report) {
        if (report.calls == 0) {
            return "No Resource Manager call was reported. Use attribution.withListener(report) to attribute"
                    + " the client that makes the calls. Add an OkHttp interceptor as a network interceptor.";
        }
        if (report.calls == report.unanswered) {
            return "No Resource Manager call got a response: " + report.calls
                    + " failed and possibly never left this machine.";
        }
        return String.join("\n", totals(report));
    }

    /** Returns the totals and the calls that were not attributed. */
    private static List<String> totals(ReportSnapshot report) {
        List<String> lines = new ArrayList<>();
        lines.add("attributed " + report.attributed + " of " + report.calls
                + " Resource Manager calls; this is what was sent, not what Microsoft credited");
        if (report.unanswered > 0) {
            lines.add("without a response: " + report.unanswered);
        }
        if (!report.notAttributed.isEmpty()) {
            lines.add("not attributed: " + report.withAnotherId + " with another tracking ID, " + report.withoutId()
                    + " with none; the last ones:");
            int listed = Math.min(MAX_LISTED, report.notAttributed.size());
            report.notAttributed.stream()
                    .skip(report.notAttributed.size() - listed)
                    .forEach(call -> lines.add(
                            "  " + call.time() + " " + Printable.of(call.toString(), MAX_CHARACTERS_OF_CALL)));
            lines.addAll(causes(report));
        }
        return lines;
    }

    private static List<String> causes(ReportSnapshot report) {
        List<String> lines = new ArrayList<>();
        if (report.withAnotherId > 0) {
            lines.add("With another: it was probably there first. This library adds no second ID, because Microsoft"
                    + " reportedly credits only one ID per request.");
        }
        if (report.withoutId() > 0) {
            lines.add(
                    report.inactive > 0
                            ? "With none: the attribution is inactive, because there is no valid tracking ID or the customer"
                                    + " opted out. See the log."
                            : "With none: the User-Agent was probably set again after attribution. Attribution must come"
                                    + " last.");
        }
        return lines;
    }

    private static List<String> table(List<ResourceManagerCall> writes) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEAD);
        writes.forEach(write -> rows.add(row(write)));
        String format = IntStream.range(0, HEAD.length - 1)
                .mapToObj(column -> "%-"
                        + rows.stream()
                                .mapToInt(row -> row[column].length())
                                .max()
                                .orElse(0) + "s  ")
                .collect(Collectors.joining("", "", "%s"));
        return rows.stream().map(row -> String.format(format, (Object[]) row)).collect(Collectors.toList());
    }

    private static String[] row(ResourceManagerCall write) {
        return new String[] {
            resource(write) + (ReportLimitation.of(write.resourceType()) == null ? "" : " *"),
            write.status() == 0 ? "-" : String.valueOf(write.status()),
            trackingId(write),
            printable(write.correlationRequestId())
        };
    }

    /** Returns the type and the names. The whole ID is not shown, because it would not fit into the table. */
    private static String resource(ResourceManagerCall write) {
        String type = String.valueOf(write.resourceType());
        String[] segments = String.valueOf(write.resourceId()).split("/", -1);
        int names = (int) type.chars().filter(c -> c == '/').count();
        return Printable.of(
                IntStream.range(0, names)
                        .mapToObj(i -> segments[segments.length - 1 - 2 * (names - 1 - i)])
                        .collect(Collectors.joining("/", type + " ", "")),
                MAX_CHARACTERS_OF_RESOURCE);
    }

    private static String trackingId(ResourceManagerCall write) {
        TrackingId id = write.trackingId();
        return id == null ? "-" : id + (write.isAttributed() ? "" : " (not attributed)");
    }

    private static String printable(@Nullable String text) {
        return text == null ? "-" : Printable.of(text);
    }
}
