// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from system properties, environment variables or a file. A value that a security manager hides counts
 * as not set, because attribution must not fail a deployment.
 */
final class SettingSource {
    private final String kind;
    private final Function<String, @Nullable String> values;
    private final Supplier<? extends Collection<String>> names;

    SettingSource(
            String kind, Function<String, @Nullable String> values, Supplier<? extends Collection<String>> names) {
        this.kind = kind;
        this.values = values;
        this.names = names;
    }

    /** Returns the setting, or null if it is blank or missing. */
    @Nullable
    Setting get(String name) {
        return get(name, "");
    }

    /**
     * Returns the setting, or null if it is missing. Replaces a blank value by the given one; if that is empty: null.
     */
    @Nullable
    Setting get(String name, String valueIfBlank) {
        String value = value(name);
        if (value == null) {
            return null;
        }
        String effective = value.trim().isEmpty() ? valueIfBlank : value.trim();
        return effective.isEmpty() ? null : new Setting(describe(name), effective);
    }

    /**
     * Returns the unknown names that are probably typing errors, with their kind. Such a name has the prefix of this
     * library or resembles the name of the tracking ID, such as {@code cuaTrackingId}. Windows ignores the letter case
     * of variable names. So a name that differs from a known one only in letter case is not returned if the known name
     * finds a value.
     */
    List<String> unknown(Collection<String> known) {
        return names().stream()
                .filter(SettingSource::resemblesSetting)
                .filter(name -> known.stream()
                        .noneMatch(each -> each.equals(name) || (each.equalsIgnoreCase(name) && get(each) != null)))
                .sorted()
                .map(name -> describe(Printable.of(name)))
                .collect(Collectors.toList());
    }

    private static boolean resemblesSetting(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.matches("cua[._-].*") || lower.replaceAll("[._-]", "").equals("cuatrackingid");
    }

    /** Returns the name with its kind, as logs show it. */
    String describe(String name) {
        return kind + " " + name;
    }

    private @Nullable String value(String name) {
        try {
            return values.apply(name);
        } catch (SecurityException hidden) {
            return null;
        }
    }

    private Collection<String> names() {
        try {
            return names.get();
        } catch (SecurityException hidden) {
            return Collections.emptySet();
        }
    }
}
