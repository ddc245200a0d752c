// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.Attribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds the settings of this process, highest priority first, the name of the one that wins, and the warnings. */
record SettingsExplanation(
        Map<String, @Nullable String> values, @Nullable String winner, List<String> warnings) {
    private static final String WINS = "  <- wins";
    private static final String WARNING = "Warning: ";

    /**
     * Parses the text of {@link Attribution#explainEnvironment()}. Its format may change, but cua contains the version
     * of the library that it was built with.
     */
    static SettingsExplanation parse(String text) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        String winner = null;
        List<String> warnings = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith(WARNING)) {
                warnings.add(line.substring(WARNING.length()));
            } else if (!line.startsWith("Result: ")) {
                String[] row = line.split(" {2,}", 2);
                winner = row[1].endsWith(WINS) ? row[0] : winner;
                String value = row[1].endsWith(WINS) ? row[1].substring(0, row[1].length() - WINS.length()) : row[1];
                values.put(row[0], value.equals("not set") ? null : value);
            }
        }
        return new SettingsExplanation(values, winner, warnings);
    }
}
