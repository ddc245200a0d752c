// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process is told whom to credit: system properties, environment variables and {@code cua.properties} on the class
 * path, read at the call. Never throws: a malformed setting is one ERROR, and then nothing is attributed.
 */
final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Attribution.class);

    private static final String FILE = "cua.properties";
    private static final String ID_KEY = "tracking-id";
    private static final String ENDPOINTS_KEY = "endpoints";
    private static final List<String> KEYS = Collections.unmodifiableList(Arrays.asList(ID_KEY, ENDPOINTS_KEY));

    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> variables;
    private final ClassLoader classPath;

    Settings(
            Function<String, @Nullable String> properties,
            Function<String, @Nullable String> variables,
            ClassLoader classPath) {
        this.properties = properties;
        this.variables = variables;
        this.classPath = classPath;
    }

    static Settings ofProcess() {
        // The application's file is where the application's classes are, which in a container is not where these are.
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return new Settings(
                System::getProperty,
                System::getenv,
                application == null ? ClassLoader.getSystemClassLoader() : application);
    }

    /** Whether the customer switched attribution off. Either setting does it, and neither takes it back for the other. */
    boolean isOptedOut() {
        // A bare -Dcua.opt-out is an empty property and means what it says; an empty variable is one that is not set.
        return isOptOut(setting("system property", properties, "cua.opt-out", "true"))
                || isOptOut(variable("CUA_OPT_OUT"));
    }

    private static boolean isOptOut(@Nullable Setting setting) {
        if (setting == null || setting.value.equalsIgnoreCase("false")) {
            return false;
        }
        if (setting.value.equalsIgnoreCase("true")) {
            LOG.info("Nothing is attributed: the customer opted out by {}", setting.source);
        } else {
            LOG.error(
                    "Nothing is attributed: {} is '{}', which is neither true nor false; write true to opt out",
                    setting.source,
                    Printable.of(setting.value));
        }
        return true;
    }

    /** The attribution that is configured; inactive if none is, if a setting is malformed or the customer opted out. */
    Attribution attribution() {
        if (isOptedOut()) {
            return Attribution.none();
        }
        try {
            Properties file = file();
            Setting id = trackingId(file);
            if (id == null) {
                return Attribution.none();
            }
            Setting endpoints = firstSet("cua.endpoints", "CUA_ENDPOINTS", file, ENDPOINTS_KEY);
            Attribution attribution = new Attribution(
                    id.parse(TrackingId::of),
                    endpoints == null ? CoveredHosts.AZURE : endpoints.parse(Settings::coveredHosts));
            LOG.info("Azure Resource Manager calls: {}, from {}", attribution, id.source);
            return attribution;
        } catch (IllegalArgumentException malformed) {
            LOG.error("Nothing is attributed: {}", malformed.getMessage());
            return Attribution.none();
        }
    }

    private @Nullable Setting trackingId(Properties file) {
        Setting own = firstSet("cua.tracking-id", "CUA_TRACKING_ID", file, ID_KEY);
        if (own != null) {
            return own;
        }
        // What Azure CLI, Terraform and others are told: a whole User-Agent to append, and the ID of azurerm.
        Setting userAgent = variable("AZURE_HTTP_USER_AGENT");
        if (userAgent != null) {
            int index = UserAgent.indexOfTrackingId(userAgent.value);
            if (index >= 0) {
                return new Setting(userAgent.source, UserAgent.tokenAt(userAgent.value, index));
            }
        }
        return variable("ARM_PARTNER_ID");
    }

    private static CoveredHosts coveredHosts(String endpoints) {
        CoveredHosts hosts = CoveredHosts.AZURE;
        for (String endpoint : endpoints.split(",", -1)) {
            if (!endpoint.trim().isEmpty()) {
                hosts = hosts.with(endpoint.trim());
            }
        }
        return hosts;
    }

    /** A row of the settings table: property, variable, file. */
    private @Nullable Setting firstSet(String property, String variable, Properties file, String key) {
        Setting found = setting("system property", properties, property, "");
        if (found == null) {
            found = variable(variable);
        }
        return found == null ? setting(FILE + ", key", file::getProperty, key, "") : found;
    }

    private @Nullable Setting variable(String name) {
        return setting("environment variable", variables, name, "");
    }

    /** The setting, or what stands for a blank one; null if that is blank too, or nothing is there. */
    private static @Nullable Setting setting(
            String kind, Function<String, @Nullable String> values, String name, String blank) {
        String value;
        try {
            value = values.apply(name);
        } catch (SecurityException hidden) {
            // What a security manager hides from us is not set for us; the deployment goes on.
            return null;
        }
        if (value == null) {
            return null;
        }
        String effective = value.trim().isEmpty() ? blank : value.trim();
        return effective.isEmpty() ? null : new Setting(kind + " " + name, effective);
    }

    /** The first file on the class path; empty if there is none. */
    private Properties file() {
        try {
            Properties first = new Properties();
            URL firstUrl = null;
            for (Enumeration<URL> urls = classPath.getResources(FILE); urls.hasMoreElements(); ) {
                URL url = urls.nextElement();
                Properties file = load(url);
                if (firstUrl == null) {
                    first = file;
                    firstUrl = url;
                    warnOfUnknownKeys(first, url);
                } else if (!agree(first, file)) {
                    LOG.warn(
                            "{} and {} disagree: the first one, which is first on the class path, wins", firstUrl, url);
                    break;
                }
            }
            return first;
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    FILE + " on the class path cannot be read: " + Printable.of(unreadable.toString())
                            + "; mend or remove it",
                    unreadable);
        }
    }

    private static Properties load(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        // A cached jar would stay open for as long as the process runs, and on Windows could not be replaced.
        connection.setUseCaches(false);
        Properties properties = new Properties();
        try (InputStream in = connection.getInputStream()) {
            properties.load(in);
        }
        return properties;
    }

    private static void warnOfUnknownKeys(Properties file, URL url) {
        for (String key : file.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                LOG.warn("{}: nothing is known of '{}'; it can have {}", url, Printable.of(key), KEYS);
            }
        }
    }

    private static boolean agree(Properties one, Properties other) {
        return KEYS.stream()
                .allMatch(key -> one.getProperty(key, "")
                        .trim()
                        .equals(other.getProperty(key, "").trim()));
    }

    /** A value and where it is from. */
    private static final class Setting {
        private final String source;
        private final String value;

        Setting(String source, String value) {
            this.source = source;
            this.value = value;
        }

        <T> T parse(Function<String, T> parser) {
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException(source + ": " + malformed.getMessage(), malformed);
            }
        }
    }
}
