// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import dev.azurecua.TrackingId;
import dev.azurecua.testing.RecordedCall;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints what went over the wire, a line a call, and a closing line. */
final class CallTable {
    private CallTable() {}

    /**
     * Prints the calls.
     *
     * @param trackingId who should be credited, or null for nobody
     * @return true if each Resource Manager call carried this ID and nothing else any
     */
    static boolean print(List<RecordedCall> calls, @Nullable TrackingId trackingId, PrintStream out) {
        for (RecordedCall call : calls) {
            out.printf(
                    "%-6s %s%s  %d  %s  %s%n",
                    call.method(),
                    call.uri().getHost(),
                    call.uri().getPath(),
                    call.status(),
                    call.userAgent(),
                    call.trackingIds().isEmpty() ? "not attributed" : "attributed");
        }
        List<RecordedCall> ours =
                calls.stream().filter(RecordedCall::isToResourceManager).toList();
        List<RecordedCall> others =
                calls.stream().filter(call -> !call.isToResourceManager()).toList();
        long attributed = ours.stream()
                .filter(call -> trackingId != null && call.trackingIds().equals(List.of(trackingId.toString())))
                .count();
        long leaked =
                others.stream().filter(call -> !call.trackingIds().isEmpty()).count();
        out.printf(
                "attributed %d of %d Resource Manager calls to %s; %d of %d other calls%n",
                attributed, ours.size(), trackingId == null ? "nobody" : trackingId, leaked, others.size());
        return !ours.isEmpty() && attributed == ours.size() && leaked == 0;
    }
}
