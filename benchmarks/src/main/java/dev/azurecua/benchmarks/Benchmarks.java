// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs all benchmarks. Prints the tables and writes them to {@code target/benchmarks.md}. Writes JMH's results to
 * {@code target/jmh.json}. The optional argument is the number of rounds. A round runs each case once, in a JVM of its
 * own. Cases are compared only within a round, because the speed of a machine drifts.
 */
public final class Benchmarks {
    private static final int ROUNDS = 3;
    private static final List<String> LIBRARIES =
            List.of("cua-agent-core", "cua-azure-sdk", "cua-okhttp", "cua-testing");

    private Benchmarks() {}

    public static void main(String[] args) throws IOException, RunnerException {
        String jars = jars();
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        List<Table> tables = tables();
        Case wholeCalls = wholeCalls();
        List<Case> cases = new ArrayList<>(List.of(wholeCalls));
        tables.forEach(table -> cases.addAll(table.cases()));
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Round " + round + " of " + rounds);
            for (Case each : cases) {
                each.run();
            }
        }
        ResultFormatFactory.getInstance(ResultFormatType.JSON, "target/jmh.json")
                .writeOut(
                        cases.stream().flatMap(each -> each.results().stream()).toList());
        StringBuilder markdown = new StringBuilder(machine());
        tables.forEach(markdown::append);
        markdown.append("\n### Whole calls\n\n`getByName` of the real SDK over TLS takes ")
                .append(Table.ratio(wholeCalls.counted("attributed"), wholeCalls.counted("plain")))
                .append(" times as long with attribution as without.\n")
                .append(jars);
        System.out.println(markdown);
        Files.writeString(Path.of("target/benchmarks.md"), markdown);
    }

    private static List<Table> tables() {
        return List.of(policies("sync"), policies("async"), interceptors(), threads(false), threads(true), startup());
    }

    private static Table policies(String method) {
        return Table.of(
                "A policy in a pipeline, " + method,
                policy(method, PolicyBenchmark.Kind.HAND_WRITTEN, Host.COVERED),
                policy(method, PolicyBenchmark.Kind.ATTRIBUTION, Host.COVERED),
                policy(method, PolicyBenchmark.Kind.ADD_HEADERS, Host.COVERED),
                policy(method, PolicyBenchmark.Kind.NO_OP, Host.COVERED),
                policy(method, PolicyBenchmark.Kind.NONE, Host.COVERED),
                policy(method, PolicyBenchmark.Kind.ATTRIBUTION, Host.OTHER));
    }

    private static Case policy(String method, PolicyBenchmark.Kind kind, Host host) {
        return Case.of(host.describe(kind.title()), PolicyBenchmark.class, method)
                .with("kind", kind)
                .with("host", host);
    }

    private static Table interceptors() {
        return Table.of(
                "A network interceptor of OkHttp",
                interceptor(InterceptorBenchmark.Kind.CONSTANT, Host.COVERED),
                interceptor(InterceptorBenchmark.Kind.ATTRIBUTION, Host.COVERED),
                interceptor(InterceptorBenchmark.Kind.NONE, Host.COVERED),
                interceptor(InterceptorBenchmark.Kind.ATTRIBUTION, Host.OTHER));
    }

    private static Case interceptor(InterceptorBenchmark.Kind kind, Host host) {
        return Case.of(host.describe(kind.title()), InterceptorBenchmark.class, "call")
                .with("kind", kind)
                .with("host", host);
    }

    private static Table threads(boolean report) {
        return Table.of(
                "Processor time of a call, " + (report ? "with" : "without") + " a report",
                IntStream.of(1, 2, 8)
                        .mapToObj(threads -> Case.of("threads: " + threads, ThreadsBenchmark.class, "call")
                                .with("report", report)
                                .by(threads))
                        .toArray(Case[]::new));
    }

    private static Table startup() {
        return Table.of(
                "The first client and the first call of a JVM",
                startup("without `cua-azure-sdk`", "").withoutJar("cua-azure-sdk"),
                startup("with it, without a tracking ID", ""),
                startup("with it and a tracking ID", Traffic.TRACKING_ID));
    }

    private static Case startup(String title, String trackingId) {
        return new Case(
                title,
                StartupBenchmark.class,
                "firstCall",
                options -> options.forks(3)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .jvmArgsAppend("-Dcua.tracking-id=" + trackingId)
                        .addProfiler(GCProfiler.class));
    }

    private static Case wholeCalls() {
        return Case.of("whole calls", WholeCallBenchmark.class, "pair");
    }

    private static String machine() throws IOException {
        Path cpuInfo = Path.of("/proc/cpuinfo");
        String processor = Files.exists(cpuInfo)
                ? Files.readAllLines(cpuInfo).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.replaceFirst(".*: ", ""))
                        .orElse("unknown processor")
                : System.getProperty("os.arch");
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + ", JDK " + System.getProperty("java.version") + "\n";
    }

    private static String jars() throws IOException {
        StringBuilder text = new StringBuilder("\n### Jars\n\n| | size |\n|---|---|\n");
        for (String library : LIBRARIES) {
            try (Stream<Path> files = Files.list(Path.of("..", library, "target"))) {
                Path jar = files.filter(file -> file.toString().endsWith(".jar"))
                        .findFirst()
                        .orElseThrow();
                text.append("| `" + library + "` | " + Files.size(jar) / 1000 + " kB |\n");
            }
        }
        return text.toString();
    }
}
