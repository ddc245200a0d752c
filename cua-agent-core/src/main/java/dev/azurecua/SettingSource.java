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

    /** Returns the setting, or null if it is blank or not there. */
    @Nullable
    Setting get(String name) {
        return get(name, "");
    }

    /** Returns the setting, or null if it is not there. A blank one has the given value, or counts as not there. */
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
     * Returns the settings whose names start as those of this library do and are none of them: typing errors. Windows
     * does not distinguish letter cases in names of variables, and so a name in other letters that is read is no error.
     */
    List<String> unknown(Collection<String> known) {
        return names().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).matches("cua[._-].*"))
                .filter(name -> known.stream()
                        .noneMatch(each -> each.equals(name) || (each.equalsIgnoreCase(name) && get(each) != null)))
                .sorted()
                .map(name -> describe(Printable.of(name)))
                .collect(Collectors.toList());
    }

    /** Returns the name with its kind, which is how a setting is named in logs. */
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
