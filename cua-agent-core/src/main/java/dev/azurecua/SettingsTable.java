// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the settings that determine the tracking ID in order of precedence, highest first. Marks the one used. */
final class SettingsTable {
    private SettingsTable() {}

    /** Returns a line for each setting and for each warning. */
    static String of(Settings settings, List<String> warnings) {
        Map<String, @Nullable Setting> rows = settings.inOrder();
        String winner = settings.winner();
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder table = new StringBuilder();
        rows.forEach((label, setting) -> table.append(String.format("%-" + width + "s  ", label))
                .append(setting == null ? "not set" : Printable.of(setting.value()))
                .append(setting != null && setting.source().equals(winner) ? "  <- wins" : "")
                .append('\n'));
        warnings.forEach(warning -> table.append("Warning: ").append(warning).append('\n'));
        return table.toString();
    }
}
