// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import dev.azurecua.TrackingId;
import dev.azurecua.testing.RecordedCall;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints recorded calls, one per line, and a summary. */
final class CallTable {
    private CallTable() {}

    /**
     * Prints the calls and the summary.
     *
     * @param trackingId the tracking ID that is expected, or null for none
     * @return true if there are Resource Manager calls, each carried exactly this ID, and no other call carried any
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
                "attributed %d of %d Resource Manager calls to %s%n",
                attributed, ours.size(), trackingId == null ? "nobody" : trackingId);
        if (!others.isEmpty()) {
            out.printf(
                    "%s, %s%n",
                    others.size() == 1 ? "1 call to another service" : others.size() + " calls to other services",
                    leaked == 0 ? "not attributed, as intended" : leaked + " of them attributed, which is wrong");
        }
        return !ours.isEmpty() && attributed == ours.size() && leaked == 0;
    }
}
