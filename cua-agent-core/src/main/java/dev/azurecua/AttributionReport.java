// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what shows whether attribution worked: how many Resource Manager calls were attributed, which resources were
 * created or updated, and which calls were not attributed.
 *
 * <pre>{@code
 * AttributionReport report = new AttributionReport();
 * ArmClientFactory factory = ArmClientFactory.create(attribution.withListener(report), credential, profile);
 * // ... deploy with the clients of the factory ...
 * System.out.println(report);
 * }</pre>
 *
 * <p>It says what was sent, not what Microsoft credited. Each attempt on the wire counts as a call, a retry too. Where
 * Azure itself reports the usage of a service incompletely, as it does for AKS, VM Scale Sets and Azure Batch, the
 * resource is marked, and the first write of each of these types is one WARN.
 *
 * <p>Its memory is bounded, however long the process runs: less than 5 MB. It counts every call. It keeps the last
 * write of the 1,000 resources that were written last, and the last 100 calls that were not attributed; fewer, if their
 * texts are uncommonly long. What it drops, the earliest first, it counts too.
 *
 * <p>Thread-safe. One report may listen for any number of attributions.
 */
public final class AttributionReport implements AttributionListener {
    private static final Log LOG = Log.of(AttributionReport.class);

    /** Holds what could not be logged yet when the setting of the report was read. */
    private final DeferredLog log = new DeferredLog(LOG);

    private final Instant since = Instant.now();
    /** Attributed and answered calls that are no write, of which no more is kept: most, and none waits for another. */
    private final LongAdder ordinary = new LongAdder();

    private final Object lock = new Object();
    private final BoundedCalls lastWrites = new BoundedCalls(1_000, 1_500_000);
    private final BoundedCalls notAttributed = new BoundedCalls(100, 250_000);
    private final Set<ReportLimitation> warned = new HashSet<>();
    private long calls;
    private long attributed;
    private long withAnotherId;
    private long inactive;
    private long unanswered;

    /** Starts a report, with nothing in it. */
    public AttributionReport() {}

    /**
     * Starts the report that the process was asked for, by system property {@code cua.report} or environment variable
     * {@code CUA_REPORT}: the path of a file, to which it is written as JSON when the JVM ends. An earlier file there
     * is replaced right now, by a report of no calls, so that it cannot be taken for that of this process if the JVM is
     * killed. The file is there as a whole at any time. Missing folders are made.
     *
     * <p>To be called once in a process, because all such reports are written to the same file. The provider of
     * {@code cua-azure-sdk} does so; a program without the Azure SDK does it itself.
     *
     * <p>Never throws: a file that cannot be written is one ERROR in the log.
     *
     * @return a report, or null if none is asked for, or if the ERROR that it cannot be written is logged; while
     *     logging is not ready, a report without a file, which logs the ERROR at its first call
     */
    public static @Nullable AttributionReport fromEnvironment() {
        return from(Settings.ofProcess(), Runtime.getRuntime()::addShutdownHook);
    }

    /** @param atJvmEnd takes the thread that writes the report */
    static @Nullable AttributionReport from(Settings settings, Consumer<Thread> atJvmEnd) {
        Setting path = settings.report();
        if (path == null) {
            return null;
        }
        AttributionReport report = new AttributionReport();
        try {
            ReportFile file = path.parse(text -> ReportFile.begin(text, report::writeJson));
            atJvmEnd.accept(new Thread(() -> file.write(), "cua-report"));
            report.log.info("Azure Resource Manager calls: a report goes to " + file + " when the JVM ends, by "
                    + path.source());
            return report;
        } catch (RuntimeException e) {
            report.log.error("No report of Resource Manager calls: " + e.getMessage());
            // Without a file it still sees the first call, when logging is ready for the line above.
            return report.log.isWaiting() ? report : null;
        }
    }

    @Override
    public void onCall(ResourceManagerCall call) {
        if (log.isWaiting()) {
            log.flush();
        }
        if (call.isAttributed() && !call.isWrite() && !call.isAttributionInactive() && call.failure() == null) {
            ordinary.increment();
        } else {
            keep(call);
        }
    }

    private void keep(ResourceManagerCall call) {
        ReportLimitation service = ReportLimitation.of(call.resourceType());
        // Azure does not tell letter cases apart.
        String resource = String.valueOf(call.resourceId()).toLowerCase(Locale.ROOT);
        boolean first = false;
        synchronized (lock) {
            calls++;
            inactive += call.isAttributionInactive() ? 1 : 0;
            unanswered += call.failure() == null ? 0 : 1;
            if (call.isAttributed()) {
                attributed++;
            } else {
                withAnotherId += call.trackingId() == null ? 0 : 1;
                notAttributed.put(calls, call);
            }
            if (call.isWrite()) {
                lastWrites.put(resource, call);
                first = service != null && warned.add(service);
            }
        }
        if (first) {
            LOG.warn(Printable.of(String.valueOf(call.resourceType())) + ": " + service + ". Logged once.");
        }
    }

    /**
     * How many calls there were.
     *
     * @return the number of all attempts on the wire
     */
    public long calls() {
        synchronized (lock) {
            return calls + ordinary.sum();
        }
    }

    /**
     * How many calls were attributed.
     *
     * @return the number of those of which {@link ResourceManagerCall#isAttributed} is true
     */
    public long attributedCalls() {
        synchronized (lock) {
            return attributed + ordinary.sum();
        }
    }

    /**
     * Returns the time since when calls are counted.
     *
     * @return when this report was created
     */
    public Instant since() {
        return since;
    }

    /**
     * Returns how many calls carried another tracking ID, also beside the right one.
     *
     * @return the number of calls
     */
    public long callsWithAnotherId() {
        return snapshot().withAnotherId;
    }

    /**
     * Returns how many calls carried no tracking ID.
     *
     * @return the number of calls
     */
    public long callsWithoutId() {
        return snapshot().withoutId();
    }

    /**
     * Returns how many calls an inactive attribution notified of. There is no ID to compare with: they count as
     * attributed if they carried exactly one tracking ID, any partner's.
     *
     * @return the number of calls
     */
    public long inactiveCalls() {
        return snapshot().inactive;
    }

    /**
     * Returns how many calls had no response. They may not have left this machine.
     *
     * @return the number of calls
     */
    public long unansweredCalls() {
        return snapshot().unanswered;
    }

    /**
     * What was created or updated, by PUT or PATCH, successfully or not, and be it deleted later.
     *
     * @return the last write of each resource, the earliest first; unmodifiable
     */
    public List<ResourceManagerCall> lastWrites() {
        return Collections.unmodifiableList(snapshot().lastWrites);
    }

    /**
     * The calls that carried another tracking ID or none.
     *
     * @return the last ones, the earliest first; unmodifiable
     */
    public List<ResourceManagerCall> notAttributed() {
        return Collections.unmodifiableList(snapshot().notAttributed);
    }

    /**
     * Returns how many calls were dropped from {@link #lastWrites()} to bound the memory. A resource that is dropped,
     * written again and dropped again counts twice.
     *
     * @return the number of calls
     */
    public long droppedLastWrites() {
        return snapshot().droppedLastWrites;
    }

    /**
     * Returns how many calls were dropped from {@link #notAttributed()} to bound the memory.
     *
     * @return the number of calls
     */
    public long droppedNotAttributed() {
        return snapshot().droppedNotAttributed;
    }

    /**
     * Returns whether attribution worked.
     *
     * @return true if at least one call was answered, and all were attributed
     */
    public boolean allAttributed() {
        return snapshot().allAttributed();
    }

    /**
     * Fails if attribution did not work. This is for the pipeline of those who make a deployer, and not for what runs
     * at their customers: it fails, too, if a customer opted out.
     *
     * @throws AssertionError unless the report {@linkplain #allAttributed all were attributed}; the message lists the
     *     last calls that were not attributed and says why they probably were not
     */
    public void assertComplete() {
        ReportSnapshot report = snapshot();
        if (!report.allAttributed()) {
            throw new AssertionError(ReportTable.fault(report));
        }
    }

    /**
     * Writes the report as JSON, for a build's artifacts. It is described by
     * {@code META-INF/attribution-report.schema.json} in the jar, and has a version: within one, members may be added,
     * which readers ignore, and none goes or changes its meaning. It is plain ASCII.
     *
     * @param out where to; it is not closed
     * @throws IOException if {@code out} does
     */
    public void writeJson(Appendable out) throws IOException {
        ReportJson.write(snapshot(), out);
    }

    /**
     * The report as a table for a terminal: each resource that was written, the calls that were not attributed, and
     * what all of it comes to.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        return ReportTable.of(snapshot());
    }

    private ReportSnapshot snapshot() {
        synchronized (lock) {
            long others = ordinary.sum();
            return new ReportSnapshot(
                    since,
                    calls + others,
                    attributed + others,
                    withAnotherId,
                    inactive,
                    unanswered,
                    lastWrites,
                    notAttributed);
        }
    }
}
