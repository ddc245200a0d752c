// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs a benchmark with its parameters, and keeps one result for each run. */
final class Case {
    private static final String CLASS_PATH = "java.class.path";

    private final String title;
    private final ChainedOptionsBuilder options;
    private final List<RunResult> results = new ArrayList<>();
    private String classPath = System.getProperty(CLASS_PATH);

    Case(String title, Class<?> benchmark, String method, UnaryOperator<ChainedOptionsBuilder> times) {
        this.title = title;
        this.options = times.apply(new OptionsBuilder()
                .include("\\." + benchmark.getSimpleName() + "\\." + method + "$")
                .output("target/jmh.log")
                .shouldFailOnError(true)
                .timeUnit(TimeUnit.NANOSECONDS));
    }

    /** Creates a case that warms up for five seconds, because on a slower processor JIT compilation takes that long. */
    static Case of(String title, Class<?> benchmark, String method) {
        return new Case(
                title,
                benchmark,
                method,
                options -> options.forks(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(400))
                        .jvmArgsAppend("-Xms1g", "-Xmx1g")
                        .addProfiler(GCProfiler.class));
    }

    Case with(String param, Object value) {
        options.param(param, value.toString());
        return this;
    }

    Case by(int threads) {
        options.threads(threads);
        return this;
    }

    Case withoutJar(String name) {
        classPath = Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.contains(name))
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Runs the benchmark. Sets its class path as a system property, because JMH passes that to its JVMs. */
    void run() throws RunnerException {
        String own = System.getProperty(CLASS_PATH);
        System.setProperty(CLASS_PATH, classPath);
        try {
            results.add(new Runner(options.build()).runSingle());
        } finally {
            System.setProperty(CLASS_PATH, own);
        }
    }

    String title() {
        return title;
    }

    List<RunResult> results() {
        return results;
    }

    /** Returns the median time of a call in each run. For a throughput it is the processor time. */
    double[] nanos() {
        return inEachRun(result -> {
            double median = result.getPrimaryResult().getStatistics().getPercentile(50);
            int processors = Runtime.getRuntime().availableProcessors();
            return result.getParams().getMode() == Mode.Throughput
                    ? Math.min(result.getParams().getThreads(), processors) / median
                    : median;
        });
    }

    /** Returns the bytes that a call allocated in each run. */
    double[] bytes() {
        return counted("gc.alloc.rate.norm");
    }

    double[] counted(String counter) {
        return inEachRun(result -> result.getSecondaryResults().get(counter).getScore());
    }

    private double[] inEachRun(ToDoubleFunction<RunResult> figure) {
        return results.stream().mapToDouble(figure).toArray();
    }
}
