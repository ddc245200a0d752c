// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.azurecua.benchmarks.Estimate.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/**
 * What JMH measured, round by round: each round measures each case once, in a JVM of its own, and cases are compared
 * with those of their own round, so that a machine whose speed drifts is no part of the comparison.
 */
final class Measurements {
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final String CLASSES = "class.load.norm";

    private final Map<Case, List<JsonNode>> rounds = new HashMap<>();

    /** Reads what JMH wrote as JSON. */
    Measurements(JsonNode results) {
        for (JsonNode result : results) {
            rounds.computeIfAbsent(Case.of(result), key -> new ArrayList<>()).add(result);
        }
    }

    /** Median nanoseconds of a call; of a throughput, those of the processors that are at work. */
    Estimate nanos(Case measured) {
        return Estimate.of(medians(measured), Unit.NANOSECONDS);
    }

    Estimate millis(Case measured) {
        double[] millis = medians(measured);
        for (int i = 0; i < millis.length; i++) {
            millis[i] /= 1e6;
        }
        return Estimate.of(millis, Unit.MILLISECONDS);
    }

    /** Bytes allocated by a call. */
    Estimate bytes(Case measured) {
        return Estimate.of(secondary(measured, BYTES), Unit.BYTES);
    }

    Estimate classes(Case measured) {
        return Estimate.of(secondary(measured, CLASSES), Unit.COUNT);
    }

    /** Ratio of medians. */
    Estimate ratio(Case measured, Case base) {
        return compare(medians(measured), medians(base), Unit.RATIO, (a, b) -> a / b);
    }

    Estimate addedNanos(Case measured, Case base) {
        return compare(medians(measured), medians(base), Unit.NANOSECONDS, (a, b) -> a - b);
    }

    Estimate addedBytes(Case measured, Case base) {
        return compare(secondary(measured, BYTES), secondary(base, BYTES), Unit.BYTES, (a, b) -> a - b);
    }

    /** The ratio of what two cases add to a third one. */
    Estimate ratioOfAdded(Case measured, Case other, Case base) {
        double[] added = medians(measured);
        double[] otherAdded = medians(other);
        double[] bases = medians(base);
        double[] ratios = new double[added.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (added[i] - bases[i]) / (otherAdded[i] - bases[i]);
        }
        return Estimate.of(ratios, Unit.RATIO);
    }

    /** What was counted in each iteration of one case. */
    double[] counted(Case measured, String counter) {
        return results(measured).stream()
                .flatMapToDouble(result -> raw(result.get("secondaryMetrics").get(counter)))
                .toArray();
    }

    private static Estimate compare(double[] a, double[] b, Unit unit, DoubleBinaryOperator operator) {
        double[] compared = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            compared[i] = operator.applyAsDouble(a[i], b[i]);
        }
        return Estimate.of(compared, unit);
    }

    private double[] medians(Case measured) {
        return results(measured).stream().mapToDouble(Measurements::median).toArray();
    }

    private static double median(JsonNode result) {
        double score = Estimate.median(raw(result.get("primaryMetric")).toArray());
        if (!result.get("mode").asText().equals("thrpt")) {
            return score;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.min(processors, result.get("threads").asInt()) / score;
    }

    /** What each iteration of each fork came to. */
    private static DoubleStream raw(JsonNode metric) {
        return StreamSupport.stream(metric.get("rawData").spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .mapToDouble(JsonNode::asDouble);
    }

    private double[] secondary(Case measured, String name) {
        return results(measured).stream()
                .mapToDouble(result ->
                        result.get("secondaryMetrics").get(name).get("score").asDouble())
                .toArray();
    }

    private List<JsonNode> results(Case measured) {
        List<JsonNode> results = rounds.get(measured);
        if (results == null) {
            throw new IllegalArgumentException("not measured: " + measured);
        }
        return results;
    }
}
