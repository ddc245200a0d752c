// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings from which the library takes the tracking ID, in its order. */
final class DoctorSettings {
    private final List<Setting> settings;

    private DoctorSettings(List<Setting> settings) {
        this.settings = settings;
    }

    static DoctorSettings of(ClassLoader classPath) throws IOException {
        List<Setting> settings = new ArrayList<>();
        // Bare, it means true.
        settings.add(
                "".equals(System.getProperty("cua.opt-out"))
                        ? new Setting("system property cua.opt-out", "true", true)
                        : optOut(property("cua.opt-out")));
        settings.add(optOut(variable("CUA_OPT_OUT")));
        settings.add(property("cua.tracking-id"));
        settings.add(variable("CUA_TRACKING_ID"));
        List<URL> files = Collections.list(classPath.getResources("cua.properties"));
        if (files.isEmpty()) {
            settings.add(new Setting("tracking-id in cua.properties", null, false));
        }
        for (URL file : files) {
            // The first one counts alone, whatever is in it.
            settings.add(inFile(file, file.equals(files.get(0))));
        }
        Setting userAgent = variable("AZURE_HTTP_USER_AGENT");
        settings.add(new Setting(
                userAgent.source, userAgent.value, userAgent.value != null && hasTrackingId(userAgent.value)));
        settings.add(variable("ARM_PARTNER_ID"));
        return new DoctorSettings(settings);
    }

    /** Each setting, the one that wins marked, and what the library makes of them. */
    List<String> lines(Attribution attribution) {
        int width = settings.stream()
                .mapToInt(setting -> setting.source.length())
                .max()
                .orElse(0);
        Setting winner = settings.stream().filter(Setting::decides).findFirst().orElse(null);
        List<String> lines = new ArrayList<>();
        for (Setting setting : settings) {
            lines.add(String.format("%-" + width + "s  ", setting.source)
                    + (setting.value == null ? "not set" : setting.value.replaceAll("\\p{Cntrl}", "?"))
                    + (setting.equals(winner) ? "  <- wins" : ""));
        }
        lines.add("Result: " + attribution);
        return lines;
    }

    private static Setting inFile(URL file, boolean counts) throws IOException {
        String source = "tracking-id in " + ClassPath.location(file, "cua.properties");
        try (InputStream in = ClassPath.open(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Properties properties = new Properties();
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
            Setting setting = setting(source, properties.getProperty("tracking-id"));
            return new Setting(source, setting.value, setting.decides && counts);
        } catch (IllegalArgumentException malformed) {
            return new Setting(source, "cannot be read: " + malformed.getMessage(), counts);
        }
    }

    /** Returns whether a token, or what stands before its slash, is a tracking ID, in any letter case. */
    private static boolean hasTrackingId(String userAgent) {
        return Pattern.compile("\\s+")
                .splitAsStream(userAgent.toLowerCase(Locale.ROOT))
                .map(token -> token.replaceFirst("/.*", ""))
                .filter(token -> token.startsWith("pid-"))
                .anyMatch(DoctorSettings::isTrackingId);
    }

    private static boolean isTrackingId(String token) {
        try {
            TrackingId.of(token);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Setting property(String name) {
        return setting("system property " + name, System.getProperty(name));
    }

    private static Setting variable(String name) {
        return setting("environment variable " + name, System.getenv(name));
    }

    private static Setting optOut(Setting setting) {
        return new Setting(setting.source, setting.value, setting.decides && !"false".equalsIgnoreCase(setting.value));
    }

    private static Setting setting(String source, @Nullable String value) {
        return value == null || value.isBlank()
                ? new Setting(source, null, false)
                : new Setting(source, value.strip(), true);
    }

    /**
     * One of them.
     *
     * @param source where it is
     * @param value what it is, or null where it is not set
     * @param decides whether nothing behind it counts
     */
    private record Setting(String source, @Nullable String value, boolean decides) {}
}
