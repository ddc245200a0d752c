// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.openjdk.jmh.util.ListStatistics;

/**
 * The median over the rounds, with its error: half of the 95 % confidence interval, by Student's t and by the median
 * deviation, both of which one round on a disturbed machine leaves alone.
 */
record Estimate(double value, double error, Unit unit) {
    private static final double CONFIDENCE = 0.95;
    /** Of a normal distribution, the standard deviation in median deviations. */
    private static final double STANDARD_DEVIATION = 1.4826;

    static Estimate of(double[] rounds, Unit unit) {
        double median = median(rounds);
        double deviation = STANDARD_DEVIATION
                * median(DoubleStream.of(rounds)
                        .map(round -> Math.abs(round - median))
                        .toArray());
        double error = rounds.length == 1
                ? Double.NaN
                : new TDistribution(rounds.length - 1.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
                        * deviation
                        / Math.sqrt(rounds.length);
        return new Estimate(median, error, unit);
    }

    static double median(double[] values) {
        return new ListStatistics(values).getPercentile(50);
    }

    /** Of a thing that has no error. */
    static Estimate exactly(double value, Unit unit) {
        return new Estimate(value, 0, unit);
    }

    @JsonValue
    Map<String, Object> json() {
        Map<String, Object> json = new TreeMap<>(Map.of("value", value, "unit", unit));
        if (!Double.isNaN(error)) {
            json.put("error", error);
        }
        return json;
    }

    @Override
    public String toString() {
        // Of bytes there is no noise to speak of, and one round has no error.
        String errors = unit.exact || Double.isNaN(error) ? "" : String.format(Locale.ROOT, " ± " + unit.format, error);
        return String.format(Locale.ROOT, unit.format, value) + errors + unit.suffix;
    }

    /** What is counted. */
    enum Unit {
        RATIO("%.2f", "", false),
        NANOSECONDS("%.0f", " ns", false),
        MILLISECONDS("%.0f", " ms", false),
        BYTES("%.0f", " B", true),
        KILOBYTES("%.0f", " kB", true),
        COUNT("%.0f", "", true);

        private final String format;
        private final String suffix;
        private final boolean exact;

        Unit(String format, String suffix, boolean exact) {
            this.format = format;
            this.suffix = suffix;
            this.exact = exact;
        }
    }
}
