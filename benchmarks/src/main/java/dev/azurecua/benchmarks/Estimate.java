// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.util.ListStatistics;

/** A figure with its error: half of the 95 % confidence interval of its mean, by Student's t over the rounds. */
record Estimate(double value, double error, Unit unit) {
    private static final double CONFIDENCE = 0.95;

    static Estimate of(double[] rounds, Unit unit) {
        ListStatistics statistics = new ListStatistics(rounds);
        return new Estimate(statistics.getMean(), statistics.getMeanErrorAt(CONFIDENCE), unit);
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
