// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.ClassloaderProfiler;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks and writes what they come to: {@code target/benchmarks.md}, {@code target/benchmarks.json}, and
 * what JMH measured, {@code target/jmh.json}. The one argument, which may be left out, is the number of rounds: fewer
 * are quicker and have wider errors, and 0 makes the tables of an earlier run.
 */
public final class Benchmarks {
    static final int[] THREADS = {1, 8, 64};
    static final String[] ATTRIBUTIONS = {"1", "100", "1000"};
    static final String[] EARLIER_CALLS = {"10", "100000"};

    private static final int ROUNDS = 4;
    private static final Path TARGET = Path.of("target");
    private static final Path JMH_RESULTS = TARGET.resolve("jmh.json");
    private static final String CLASS_PATH = "java.class.path";

    private final List<RunResult> results = new ArrayList<>();

    private Benchmarks() {}

    public static void main(String[] args) throws IOException, RunnerException {
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        if (rounds > 0) {
            new Benchmarks().measure(rounds);
        }
        write();
    }

    private void measure(int rounds) throws RunnerException {
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Round " + round + " of " + rounds);
            round();
        }
        System.out.println("Whole calls");
        wholeCalls(rounds);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, JMH_RESULTS.toString())
                .writeOut(results);
    }

    private void round() throws RunnerException {
        run(options(PolicyBenchmark.class));
        run(options(InterceptorBenchmark.class));
        for (int threads : THREADS) {
            run(growth().threads(threads));
        }
        run(growth().param("attributions", allButFirst(ATTRIBUTIONS)));
        run(growth().param("earlierCalls", allButFirst(EARLIER_CALLS)));
        for (Provider provider : Provider.values()) {
            startup(provider);
        }
    }

    /** The first is measured with the others. */
    private static String[] allButFirst(String... values) {
        return Stream.of(values).skip(1).toArray(String[]::new);
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder()
                .include("\\." + benchmark.getSimpleName() + "\\.")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(250))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(80))
                .timeUnit(TimeUnit.NANOSECONDS)
                .jvmArgsAppend("-Xms1g", "-Xmx1g")
                .addProfiler(GCProfiler.class);
    }

    /** A report is much more code to be compiled, and of 64 threads each has its turn within half a second only. */
    private static ChainedOptionsBuilder growth() {
        return options(GrowthBenchmark.class)
                .warmupTime(TimeValue.milliseconds(800))
                .measurementTime(TimeValue.milliseconds(500));
    }

    /** The class path of this JVM is that of those that JMH starts. */
    private void startup(Provider provider) throws RunnerException {
        String classPath = System.getProperty(CLASS_PATH);
        try {
            System.setProperty(CLASS_PATH, provider.of(classPath));
            run(new OptionsBuilder()
                    .include("\\." + StartupBenchmark.class.getSimpleName() + "\\.")
                    .param("provider", provider.name())
                    .forks(2)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .timeUnit(TimeUnit.NANOSECONDS)
                    .jvmArgsAppend("-Dcua.tracking-id=" + provider.trackingId)
                    .addProfiler(ClassloaderProfiler.class));
        } finally {
            System.setProperty(CLASS_PATH, classPath);
        }
    }

    private void wholeCalls(int rounds) throws RunnerException {
        run(new OptionsBuilder()
                .include("\\." + WholeCallBenchmark.class.getSimpleName() + "\\.")
                .forks(1)
                .warmupIterations(6)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(6 * rounds)
                .measurementTime(TimeValue.seconds(1))
                .timeUnit(TimeUnit.NANOSECONDS));
    }

    private void run(ChainedOptionsBuilder options) throws RunnerException {
        results.addAll(new Runner(options.output(TARGET.resolve("jmh.log").toString())
                        .shouldFailOnError(true)
                        .build())
                .run());
    }

    private static void write() throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Measurements measurements = new Measurements(json.readTree(JMH_RESULTS.toFile()));
        List<Table> tables = new ArrayList<>(new Report(measurements).tables());
        tables.add(ModuleSizes.table(Path.of("..")));
        String machine = machine();
        String markdown =
                machine + "\n\n" + tables.stream().map(Table::toMarkdown).collect(Collectors.joining("\n"));
        Files.writeString(TARGET.resolve("benchmarks.md"), markdown);
        json.writeValue(TARGET.resolve("benchmarks.json").toFile(), Map.of("machine", machine, "tables", tables));
        System.out.println(markdown);
    }

    private static String machine() throws IOException {
        Path cpuInfo = Path.of("/proc/cpuinfo");
        String cpu = !Files.exists(cpuInfo)
                ? ""
                : Files.readAllLines(cpuInfo).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.replaceFirst(".*: ", "") + ", ")
                        .orElse("");
        return cpu + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", JDK " + System.getProperty("java.version") + " ("
                + System.getProperty("java.vm.name") + ")";
    }

    /** What the class path of a process has. */
    enum Provider {
        WITHOUT("without `cua-azure-sdk`", ""),
        UNCONFIGURED("with it, without a tracking ID", ""),
        CONFIGURED("with it and a tracking ID", Traffic.TRACKING_ID);

        private final String title;
        private final String trackingId;

        Provider(String title, String trackingId) {
            this.title = title;
            this.trackingId = trackingId;
        }

        String title() {
            return title;
        }

        String of(String classPath) {
            return this != WITHOUT
                    ? classPath
                    : Stream.of(classPath.split(File.pathSeparator))
                            .filter(entry -> !entry.contains("cua-azure-sdk"))
                            .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
