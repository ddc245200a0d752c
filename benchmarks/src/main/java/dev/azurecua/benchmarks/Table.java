// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Compares cases with the first one. */
record Table(String title, List<Case> cases) {
    static Table of(String title, Case... cases) {
        return new Table(title, List.of(cases));
    }

    /** Returns the table as Markdown. */
    @Override
    public String toString() {
        Case first = cases.get(0);
        StringBuilder text = new StringBuilder(
                "\n### " + title + "\n\n| | time beside the first | time | bytes |\n|---|---|---|---|\n");
        for (Case each : cases) {
            text.append("| " + each.title())
                    .append(" | " + ratio(each.nanos(), first.nanos()))
                    .append(" | " + time(median(each.nanos())))
                    .append(String.format(Locale.ROOT, " | %.0f |\n", median(each.bytes())));
        }
        return text.toString();
    }

    /** Returns the median, the lowest and the highest of the ratios in the rounds. */
    static String ratio(double[] measured, double[] base) {
        double[] ratios = IntStream.range(0, measured.length)
                .mapToDouble(round -> measured[round] / base[round])
                .sorted()
                .toArray();
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median(ratios), ratios[0], ratios[ratios.length - 1]);
    }

    private static String time(double nanos) {
        return nanos < 1e6
                ? String.format(Locale.ROOT, "%.0f ns", nanos)
                : String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
