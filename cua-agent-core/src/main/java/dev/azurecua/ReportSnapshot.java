// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.time.Instant;
import java.util.List;

/** Holds the content of a report at one moment. Immutable. */
final class ReportSnapshot {
    final Instant since;
    final Instant until = Instant.now();
    final long calls;
    final long attributed;
    final long withAnotherId;
    final long inactive;
    final long unanswered;
    final List<ResourceManagerCall> lastWrites;
    final List<ResourceManagerCall> notAttributed;
    final long droppedLastWrites;
    final long droppedNotAttributed;

    ReportSnapshot(
            Instant since,
            long calls,
            long attributed,
            long withAnotherId,
            long inactive,
            long unanswered,
            BoundedCalls lastWrites,
            BoundedCalls notAttributed) {
        this.since = since;
        this.calls = calls;
        this.attributed = attributed;
        this.withAnotherId = withAnotherId;
        this.inactive = inactive;
        this.unanswered = unanswered;
        this.lastWrites = lastWrites.list();
        this.notAttributed = notAttributed.list();
        this.droppedLastWrites = lastWrites.dropped();
        this.droppedNotAttributed = notAttributed.dropped();
    }

    boolean allAttributed() {
        return calls > unanswered && attributed == calls;
    }

    long withoutId() {
        return calls - attributed - withAnotherId;
    }
}
