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
 * Records whether attribution worked: how many Resource Manager calls were attributed, which resources were created or
 * updated, and which calls were not attributed. Add it to an attribution as a listener:
 *
 * <pre>{@code
 * AttributionReport report = new AttributionReport();
 * ArmClientFactory factory = ArmClientFactory.create(attribution.withListener(report), credential, profile);
 * // ... deploy with the clients of the factory ...
 * System.out.println(report);
 * }</pre>
 *
 * <p>The report shows what was sent, not what Microsoft credited. Each attempt on the wire counts as a call, including
 * retries. Azure itself reports the usage of AKS, VM Scale Sets and Azure Batch incompletely. The report marks
 * resources of these services, and logs one WARN for the first write to each service.
 *
 * <p>The report takes less than 5 MB, however long the process runs. It counts all calls. It keeps the last write of
 * each of the 1,000 resources that were written last, and the last 100 calls that were not attributed. It keeps fewer
 * if their texts are unusually long. It drops the earliest calls first, and counts the dropped calls.
 *
 * <p>Thread-safe. One report may be a listener of any number of attributions.
 */
public final class AttributionReport implements AttributionListener {
    private static final Log LOG = Log.of(AttributionReport.class);

    /** Holds the lines that could not be logged yet when the setting of the report was read. */
    private final DeferredLog log = new DeferredLog(LOG);

    private final Instant since = Instant.now();
    /**
     * Counts attributed calls that got a response, are not writes and were reported by an active attribution. Most
     * calls are such, so they are counted without a lock.
     */
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

    /** Creates an empty report. */
    public AttributionReport() {}

    /**
     * Creates the report that a setting requests: the system property {@code cua.report} or the environment variable
     * {@code CUA_REPORT} with the path of a file. The report is written to this file as JSON when the JVM ends.
     *
     * <p>Immediately replaces an earlier file by a report of no calls. Otherwise the earlier file could be mistaken for
     * the report of this process if the JVM is killed. The file is replaced atomically, so it is complete at any time.
     * Missing folders are created. The file keeps its access rights. A new file is readable by its owner only, where
     * the file system can do that. A link in a folder that others can write to is an error, because another user could
     * have created it.
     *
     * <p>Call this method once in a process, because all such reports are written to the same file. The provider of
     * {@code cua-azure-sdk} calls it. A program without the Azure SDK calls it itself. If several processes, or several
     * web applications in one JVM, have the same setting, write {@code %u} in the path. It is replaced by a unique
     * text, so each report has its own file.
     *
     * <p>The JVM keeps the report and the class loader of this library until it ends, even if a web application is
     * stopped earlier.
     *
     * <p>Never throws. Logs one ERROR if the file cannot be written.
     *
     * @return a report, or null if none is requested or the file cannot be written. If the ERROR cannot be logged yet,
     *     returns a report without a file instead of null. This report logs the ERROR at its first call after logging
     *     works
     */
    public static @Nullable AttributionReport fromEnvironment() {
        return from(Settings.ofProcess(), Runtime.getRuntime()::addShutdownHook);
    }

    /**
     * Creates the report that the settings request.
     *
     * @param atJvmEnd receives the thread that writes the report
     */
    static @Nullable AttributionReport from(Settings settings, Consumer<Thread> atJvmEnd) {
        Setting path = settings.report();
        if (path == null) {
            return null;
        }
        AttributionReport report = new AttributionReport();
        try {
            ReportFile file = path.parse(text -> ReportFile.begin(text, report::writeJson));
            atJvmEnd.accept(ReportThread.of(file::write));
            report.log.info("A report of Resource Manager calls will be written to " + file
                    + " when the JVM ends, as set by " + path.source());
            return report;
        } catch (RuntimeException e) {
            report.log.error("No report of Resource Manager calls will be written: " + e.getMessage());
            // Returned without a file, because its first call shows when logging is ready for the ERROR.
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
        ReportLimitation limitation = ReportLimitation.of(call.resourceType());
        // In lower case, because Azure ignores the letter case of resource IDs.
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
                first = limitation != null && warned.add(limitation);
            }
        }
        if (first) {
            LOG.warn(Printable.of(String.valueOf(call.resourceType())) + ": " + limitation + ". Logged once.");
        }
    }

    /**
     * Returns how many calls were made.
     *
     * @return the number of all attempts on the wire
     */
    public long calls() {
        synchronized (lock) {
            return calls + ordinary.sum();
        }
    }

    /**
     * Returns how many calls were attributed.
     *
     * @return the number of calls for which {@link ResourceManagerCall#isAttributed} is true
     */
    public long attributedCalls() {
        synchronized (lock) {
            return attributed + ordinary.sum();
        }
    }

    /**
     * Returns the time from which calls are counted.
     *
     * @return the time when this report was created
     */
    public Instant since() {
        return since;
    }

    /**
     * Returns how many calls carried another tracking ID, including those that carried the expected ID too.
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
     * Returns how many calls an inactive attribution reported. Such a call counts as attributed if it carried exactly
     * one tracking ID of any partner, because there is no expected ID.
     *
     * @return the number of calls
     */
    public long inactiveCalls() {
        return snapshot().inactive;
    }

    /**
     * Returns how many calls had no response. They possibly never left this machine.
     *
     * @return the number of calls
     */
    public long unansweredCalls() {
        return snapshot().unanswered;
    }

    /**
     * Returns the last write, PUT or PATCH, of each resource. Includes failed writes and resources that were deleted
     * later.
     *
     * @return the last write of each resource, the earliest first; unmodifiable
     */
    public List<ResourceManagerCall> lastWrites() {
        return Collections.unmodifiableList(snapshot().lastWrites);
    }

    /**
     * Returns the last calls that carried another tracking ID or none.
     *
     * @return the calls, the earliest first; unmodifiable
     */
    public List<ResourceManagerCall> notAttributed() {
        return Collections.unmodifiableList(snapshot().notAttributed);
    }

    /**
     * Returns how many calls were dropped from {@link #lastWrites()} to limit memory use. A resource that is dropped,
     * written again and dropped again counts twice.
     *
     * @return the number of calls
     */
    public long droppedLastWrites() {
        return snapshot().droppedLastWrites;
    }

    /**
     * Returns how many calls were dropped from {@link #notAttributed()} to limit memory use.
     *
     * @return the number of calls
     */
    public long droppedNotAttributed() {
        return snapshot().droppedNotAttributed;
    }

    /**
     * Returns whether all calls were attributed and at least one of them got a response.
     *
     * @return true if attribution worked
     */
    public boolean allAttributed() {
        return snapshot().allAttributed();
    }

    /**
     * Verifies that attribution worked. Use it in the build of a deployer. Do not use it at customers, because it also
     * fails if a customer opted out.
     *
     * @throws AssertionError if {@link #allAttributed} returns false; the message lists the last calls that were not
     *     attributed, with the probable reasons
     */
    public void assertComplete() {
        ReportSnapshot report = snapshot();
        if (!report.allAttributed()) {
            throw new AssertionError(ReportTable.problem(report));
        }
    }

    /**
     * Writes the report as JSON, for example as an artifact of a build. The output is plain ASCII. The schema is
     * {@code META-INF/attribution-report.schema.json} in the jar. The JSON has a version. Within a version, members may
     * be added, and readers must ignore unknown members; no member is removed or changes its meaning.
     *
     * @param out receives the JSON; it is not closed
     * @throws IOException if {@code out} throws it
     */
    public void writeJson(Appendable out) throws IOException {
        ReportJson.write(snapshot(), out);
    }

    /**
     * Returns the report as a table for a terminal: each resource that was written, the totals, and the calls that were
     * not attributed.
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
