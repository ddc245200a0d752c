// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A report as a person reads it in a terminal. */
final class ReportTable {
    private static final String[] HEAD = {"LAST WRITE OF", "STATUS", "TRACKING ID", "CORRELATION ID"};
    private static final int MOST_LISTED = 10;
    private static final int MOST_CHARACTERS_OF_CALL = 500;
    private static final int MOST_CHARACTERS_OF_RESOURCE = 150;

    private ReportTable() {}

    /** Each resource, and what all of it comes to. */
    static String of(ReportSnapshot report) {
        List<String> lines = new ArrayList<>();
        if (!report.lastWrites.isEmpty()) {
            lines.addAll(table(report.lastWrites));
            report.lastWrites.stream()
                    .map(write -> ReportLimitation.of(write.resourceType()))
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(service -> lines.add("* " + service));
            if (report.droppedLastWrites > 0) {
                lines.add("Not listed: " + report.droppedLastWrites + " resources that were written before these.");
            }
            lines.add("");
        }
        lines.addAll(sum(report));
        return String.join("\n", lines);
    }

    /** Why a report is not complete. */
    static String fault(ReportSnapshot report) {
        if (report.calls == 0) {
            return "No Resource Manager call was reported. Attribute the client that makes them by"
                    + " attribution.withListener(report); an interceptor of OkHttp has to be a network interceptor.";
        }
        if (report.calls == report.unanswered) {
            return "No Resource Manager call was answered: " + report.calls
                    + " failed, and may not have left this machine.";
        }
        return String.join("\n", sum(report));
    }

    /** What all of it comes to, and what was not attributed. */
    private static List<String> sum(ReportSnapshot report) {
        List<String> lines = new ArrayList<>();
        lines.add("attributed " + report.attributed + " of " + report.calls
                + " Resource Manager calls; this is what was sent, not what Microsoft credited");
        if (report.unanswered > 0) {
            lines.add("not answered: " + report.unanswered);
        }
        if (!report.notAttributed.isEmpty()) {
            lines.add("not attributed: " + report.withAnotherId + " with another tracking ID, " + report.withoutId()
                    + " with none; the last:");
            int listed = Math.min(MOST_LISTED, report.notAttributed.size());
            report.notAttributed.stream()
                    .skip(report.notAttributed.size() - listed)
                    .forEach(call -> lines.add(
                            "  " + call.time() + " " + Printable.of(call.toString(), MOST_CHARACTERS_OF_CALL)));
            lines.addAll(causes(report));
        }
        return lines;
    }

    private static List<String> causes(ReportSnapshot report) {
        List<String> lines = new ArrayList<>();
        if (report.withAnotherId > 0) {
            lines.add("With another: it was there first, and the first writer keeps the credit.");
        }
        if (report.withoutId() > 0) {
            lines.add(
                    report.inactive > 0
                            ? "With none: the attribution is inactive. There is no valid tracking ID, or the customer opted out;"
                                    + " the log says which."
                            : "With none: the User-Agent was set again behind the attribution, which has to come last.");
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

    /** The type and the names; the whole ID would leave no room for anything else. */
    private static String resource(ResourceManagerCall write) {
        String type = String.valueOf(write.resourceType());
        String[] segments = String.valueOf(write.resourceId()).split("/", -1);
        int names = (int) type.chars().filter(c -> c == '/').count();
        return Printable.of(
                IntStream.range(0, names)
                        .mapToObj(i -> segments[segments.length - 1 - 2 * (names - 1 - i)])
                        .collect(Collectors.joining("/", type + " ", "")),
                MOST_CHARACTERS_OF_RESOURCE);
    }

    private static String trackingId(ResourceManagerCall write) {
        TrackingId id = write.trackingId();
        return id == null ? "-" : id + (write.isAttributed() ? "" : " (not attributed)");
    }

    private static String printable(@Nullable String text) {
        return text == null ? "-" : Printable.of(text);
    }
}
