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
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process is told whom to credit: system properties, environment variables and {@code cua.properties} on the
 * class path, read at the call. Never throws: a malformed setting is one ERROR, and then nothing is attributed.
 */
final class Settings {
    static final String ID_VARIABLE = "CUA_TRACKING_ID";
    static final String ENDPOINTS_VARIABLE = "CUA_ENDPOINTS";
    static final String OPT_OUT_PROPERTY = "cua.opt-out";
    static final String OPT_OUT_VARIABLE = "CUA_OPT_OUT";
    /** What Azure CLI and others append to their User-Agent. */
    static final String USER_AGENT_VARIABLE = "AZURE_HTTP_USER_AGENT";
    /** The ID of Terraform's azurerm. */
    static final String PARTNER_ID_VARIABLE = "ARM_PARTNER_ID";

    private static final Logger LOG = LoggerFactory.getLogger(Attribution.class);

    private static final String FILE = "cua.properties";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String ID_KEY = "tracking-id";
    private static final String ENDPOINTS_KEY = "endpoints";
    private static final List<String> KEYS = Collections.unmodifiableList(Arrays.asList(ID_KEY, ENDPOINTS_KEY));

    /** No path: those are without whitespace around them. */
    private static final String NO_REPORT = " ";

    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> variables;
    private final List<@Nullable ClassLoader> classPaths;

    Settings(
            Function<String, @Nullable String> properties,
            Function<String, @Nullable String> variables,
            @Nullable ClassLoader... classPaths) {
        this.properties = properties;
        this.variables = variables;
        this.classPaths = Arrays.asList(classPaths);
    }

    static Settings ofProcess() {
        // In a container the application's file is where the application's classes are, and these may be elsewhere; on
        // a thread of a common pool it is the other way round.
        return new Settings(System::getProperty, System::getenv, contextClassLoader(), Settings.class.getClassLoader());
    }

    private static @Nullable ClassLoader contextClassLoader() {
        try {
            return Thread.currentThread().getContextClassLoader();
        } catch (SecurityException hidden) {
            return null;
        }
    }

    /**
     * Whether the customer switched attribution off. Either setting does it, and neither takes it back for the other.
     */
    boolean isOptedOut() {
        // A bare -Dcua.opt-out is an empty property and means what it says; an empty variable is one that is not set.
        return isOptOut(setting("system property", properties, OPT_OUT_PROPERTY, "true"))
                || isOptOut(variable(OPT_OUT_VARIABLE));
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
            Setting id = firstSet("cua.tracking-id", ID_VARIABLE);
            Setting endpoints = firstSet("cua.endpoints", ENDPOINTS_VARIABLE);
            if (id == null || endpoints == null) {
                PropertiesFile file = file();
                id = id == null ? inFile(file, ID_KEY) : id;
                endpoints = endpoints == null ? inFile(file, ENDPOINTS_KEY) : endpoints;
            }
            id = id == null ? ofOtherTools() : id;
            if (id == null) {
                return Attribution.none();
            }
            Attribution attribution = new Attribution(
                    id.parse(TrackingId::of),
                    endpoints == null ? CoveredHosts.AZURE : endpoints.parse(Settings::coveredHosts));
            LOG.info("Azure Resource Manager calls: {}, from {}", attribution, id.source);
            return attribution;
        } catch (IllegalArgumentException malformed) {
            LOG.error("No attribution by the settings of this process: {}", malformed.getMessage());
            return Attribution.none();
        }
    }

    /**
     * The report that is asked for; null if none is, or if its file cannot be written.
     *
     * @param atJvmEnd takes the thread that writes it
     */
    @Nullable
    AttributionReport report(Consumer<Thread> atJvmEnd) {
        // An empty property takes back what the variable, inherited from somebody else's process, asks for.
        Setting property = setting("system property", properties, "cua.report", NO_REPORT);
        Setting path = property == null ? variable("CUA_REPORT") : property;
        if (path == null || path.value.equals(NO_REPORT)) {
            return null;
        }
        try {
            AttributionReport report = new AttributionReport();
            ReportFile file = path.parse(text -> ReportFile.begin(text, report));
            atJvmEnd.accept(new Thread(() -> file.write(report), "cua-report"));
            LOG.info("Azure Resource Manager calls: a report goes to {} when the JVM ends, by {}", file, path.source);
            return report;
        } catch (RuntimeException e) {
            LOG.error("No report of Resource Manager calls: {}", e.getMessage());
            return null;
        }
    }

    /** What Azure CLI, Terraform and others are told: a whole User-Agent to append, and the ID of azurerm. */
    private @Nullable Setting ofOtherTools() {
        Setting userAgent = variable(USER_AGENT_VARIABLE);
        if (userAgent != null) {
            String id = UserAgent.trackingIdIn(userAgent.value);
            if (id != null) {
                return new Setting(userAgent.source, id);
            }
        }
        return variable(PARTNER_ID_VARIABLE);
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

    private @Nullable Setting firstSet(String property, String variable) {
        Setting found = setting("system property", properties, property, "");
        return found == null ? variable(variable) : found;
    }

    private static @Nullable Setting inFile(PropertiesFile file, String key) {
        return setting(file.location + ", key", file.properties::getProperty, key, "");
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

    /** The first file on the first class path that has any; empty if there is none. */
    private PropertiesFile file() {
        try {
            for (ClassLoader classPath : classPaths) {
                List<URL> urls =
                        classPath == null ? Collections.emptyList() : Collections.list(classPath.getResources(FILE));
                if (!urls.isEmpty()) {
                    return firstOf(urls);
                }
            }
            return new PropertiesFile(FILE, new Properties());
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    FILE + " on the class path cannot be read: " + Printable.of(unreadable.toString())
                            + "; fix or remove it",
                    unreadable);
        }
    }

    private static PropertiesFile firstOf(List<URL> urls) throws IOException {
        URL url = urls.get(0);
        Properties first = load(url);
        warnOfUnknownKeys(first, url);
        for (URL other : urls.subList(1, urls.size())) {
            if (!agree(first, load(other))) {
                LOG.warn("{} and {} disagree: the first one, which is first on the class path, wins", url, other);
                break;
            }
        }
        return new PropertiesFile(url.toString(), first);
    }

    private static Properties load(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        // A cached jar would stay open for as long as the process runs, and on Windows could not be replaced.
        connection.setUseCaches(false);
        Properties properties = new Properties();
        try (Reader reader = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
            // Some editors begin a file with it, and the first key would have it in its name.
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            properties.load(reader);
        }
        return properties;
    }

    private static void warnOfUnknownKeys(Properties file, URL url) {
        for (String key : file.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                LOG.warn("{}: unknown key '{}'; the known ones are {}", url, Printable.of(key), KEYS);
            }
        }
    }

    private static boolean agree(Properties one, Properties other) {
        return KEYS.stream()
                .allMatch(key -> one.getProperty(key, "")
                        .trim()
                        .equals(other.getProperty(key, "").trim()));
    }

    /** What stands in a file and where that is. */
    private static final class PropertiesFile {
        private final String location;
        private final Properties properties;

        PropertiesFile(String location, Properties properties) {
            this.location = location;
            this.properties = properties;
        }
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
