// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads {@code cua.properties} from a class path. */
final class PropertiesFile {
    static final String ID_KEY = "tracking-id";
    static final String ENDPOINTS_KEY = "endpoints";

    private static final String NAME = "cua.properties";
    private static final List<String> KEYS = Collections.unmodifiableList(Arrays.asList(ID_KEY, ENDPOINTS_KEY));
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private PropertiesFile() {}

    /**
     * Reads the first file on the first class path that contains one. Logs one WARN for each unknown key, and one for
     * another file that contains different values.
     *
     * @return the settings in the file; none if there is no file
     * @throws IllegalArgumentException if the file cannot be read
     */
    static SettingSource read(List<@Nullable ClassLoader> classPaths, DeferredLog log) {
        try {
            List<URL> urls = find(classPaths);
            return urls.isEmpty() ? source(NAME, new Properties()) : firstOf(urls, log);
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            throw new IllegalArgumentException(
                    NAME + " on the class path cannot be read: " + Printable.of(unreadable.toString())
                            + "; fix or remove it",
                    unreadable);
        }
    }

    /** Returns the tracking ID in each file on the first class path that contains one. The first file wins. */
    static Map<String, @Nullable Setting> inOrder(List<@Nullable ClassLoader> classPaths) {
        Map<String, @Nullable Setting> settings = new LinkedHashMap<>();
        try {
            for (URL url : find(classPaths)) {
                settings.put(ID_KEY + " in " + url, trackingIdIn(url));
            }
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            settings.put(NAME, new Setting(NAME, "cannot be read: " + unreadable));
        }
        return settings.isEmpty() ? Collections.singletonMap(ID_KEY + " in " + NAME, null) : settings;
    }

    private static @Nullable Setting trackingIdIn(URL url) {
        try {
            return source(url.toString(), load(url)).get(ID_KEY);
        } catch (IOException | RuntimeException unreadable) {
            return new Setting(url.toString(), "cannot be read: " + unreadable);
        }
    }

    private static List<URL> find(List<@Nullable ClassLoader> classPaths) throws IOException {
        for (ClassLoader classPath : classPaths) {
            List<URL> urls =
                    classPath == null ? Collections.emptyList() : Collections.list(classPath.getResources(NAME));
            if (!urls.isEmpty()) {
                return urls;
            }
        }
        return Collections.emptyList();
    }

    private static SettingSource firstOf(List<URL> urls, DeferredLog log) throws IOException {
        URL url = urls.get(0);
        Properties first = load(url);
        for (String key : first.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                log.warn(url + ": unknown key '" + Printable.of(key) + "' has no effect; known keys: " + KEYS);
            }
        }
        for (URL other : urls.subList(1, urls.size())) {
            if (!agree(first, other)) {
                log.warn(url + " and " + other + " contain different values; using " + url
                        + ", because it is first on the class path. Remove one of them.");
                break;
            }
        }
        return source(url.toString(), first);
    }

    private static SettingSource source(String location, Properties properties) {
        return new SettingSource(location + ", key", properties::getProperty, properties::stringPropertyNames);
    }

    private static Properties load(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        // Disabled, because a cached jar stays open until the process ends and cannot be replaced on Windows.
        connection.setUseCaches(false);
        Properties properties = new Properties();
        try (Reader reader = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
            // Skipped, because some editors write one, and it would become part of the first key.
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            properties.load(reader);
        }
        return properties;
    }

    /** Returns whether both files contain the same values. Returns false if the other file cannot be read. */
    private static boolean agree(Properties one, URL url) {
        try {
            Properties other = load(url);
            return KEYS.stream()
                    .allMatch(key -> one.getProperty(key, "")
                            .trim()
                            .equals(other.getProperty(key, "").trim()));
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }
}
