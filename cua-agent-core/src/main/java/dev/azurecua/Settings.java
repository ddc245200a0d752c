// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a process: system properties, environment variables and {@code cua.properties} on the class
 * path, in order of precedence, highest first.
 */
final class Settings {
    static final String ID_VARIABLE = "CUA_TRACKING_ID";
    static final String ENDPOINTS_VARIABLE = "CUA_ENDPOINTS";
    static final String OPT_OUT_PROPERTY = "cua.opt-out";
    static final String OPT_OUT_VARIABLE = "CUA_OPT_OUT";
    /** Azure CLI and other tools append the value of this variable to their User-Agent. */
    static final String USER_AGENT_VARIABLE = "AZURE_HTTP_USER_AGENT";
    /** Terraform's azurerm reads the partner's ID from this variable. */
    static final String PARTNER_ID_VARIABLE = "ARM_PARTNER_ID";

    private static final String ID_PROPERTY = "cua.tracking-id";
    private static final String ENDPOINTS_PROPERTY = "cua.endpoints";
    private static final String REPORT_PROPERTY = "cua.report";
    private static final String REPORT_VARIABLE = "CUA_REPORT";

    private static final List<String> PROPERTIES = Collections.unmodifiableList(
            Arrays.asList(ID_PROPERTY, ENDPOINTS_PROPERTY, REPORT_PROPERTY, OPT_OUT_PROPERTY));
    private static final List<String> VARIABLES = Collections.unmodifiableList(
            Arrays.asList(ID_VARIABLE, ENDPOINTS_VARIABLE, REPORT_VARIABLE, OPT_OUT_VARIABLE));

    private static final String PROPERTY = "system property";
    private static final String VARIABLE = "environment variable";

    /** Switches the report off. It cannot be a path, because paths are trimmed. */
    private static final String NO_REPORT = " ";

    private final SettingSource properties;
    private final SettingSource variables;
    private final List<@Nullable ClassLoader> classPaths;

    Settings(SettingSource properties, SettingSource variables, @Nullable ClassLoader... classPaths) {
        this.properties = properties;
        this.variables = variables;
        this.classPaths = Arrays.asList(classPaths);
    }

    static Settings ofProcess() {
        // Two class loaders, because in a container only the context class loader may see the application's file, and
        // on a thread of a common pool only the class loader of this library may see it.
        return new Settings(
                new SettingSource(
                        PROPERTY,
                        System::getProperty,
                        () -> System.getProperties().stringPropertyNames()),
                new SettingSource(
                        VARIABLE, System::getenv, () -> System.getenv().keySet()),
                contextClassLoader(),
                Settings.class.getClassLoader());
    }

    static Settings of(
            Map<String, String> properties, Map<String, String> variables, @Nullable ClassLoader... classPaths) {
        return new Settings(
                new SettingSource(PROPERTY, properties::get, properties::keySet),
                new SettingSource(VARIABLE, variables::get, variables::keySet),
                classPaths);
    }

    private static @Nullable ClassLoader contextClassLoader() {
        try {
            return Thread.currentThread().getContextClassLoader();
        } catch (SecurityException hidden) {
            return null;
        }
    }

    /** Warns of settings that have no effect, because their names are mistyped. */
    void warnOfUnknownNames(DeferredLog log) {
        List<String> unknown = new ArrayList<>(properties.unknown(PROPERTIES));
        unknown.addAll(variables.unknown(VARIABLES));
        if (!unknown.isEmpty()) {
            log.warn("Unknown settings have no effect: " + String.join(", ", unknown) + ". Known system properties: "
                    + PROPERTIES + "; known environment variables: " + VARIABLES);
        }
    }

    /**
     * Returns the setting by which the customer opted out, or null. Either setting is enough: false in one of them does
     * not cancel the opt-out of the other. A value other than true and false opts out too. Logs an opt-out at INFO, or
     * at ERROR if the value is neither true nor false.
     */
    @Nullable
    Setting optOut(DeferredLog log) {
        // A bare -Dcua.opt-out sets an empty property, so it opts out. An empty variable counts as not set.
        Setting property = properties.get(OPT_OUT_PROPERTY, "true");
        Setting optOut = property != null && isOptOut(property) ? property : variables.get(OPT_OUT_VARIABLE);
        if (optOut == null || !isOptOut(optOut)) {
            return null;
        }
        if (optOut.value().equalsIgnoreCase("true")) {
            log.info("Nothing is attributed: the customer opted out by " + optOut.source());
        } else {
            log.error("Nothing is attributed: " + optOut.source() + " is '" + Printable.of(optOut.value())
                    + "', which is neither true nor false; write true to opt out, or false otherwise");
        }
        return optOut;
    }

    private static boolean isOptOut(Setting setting) {
        return !setting.value().equalsIgnoreCase("false");
    }

    /**
     * Returns the tracking ID and the endpoints that are set. Reads the file only if properties and variables do not
     * set both.
     *
     * @throws IllegalArgumentException if the file cannot be read
     */
    IdAndEndpoints idAndEndpoints(DeferredLog log) {
        Setting id = firstSet(ID_PROPERTY, ID_VARIABLE);
        Setting endpoints = firstSet(ENDPOINTS_PROPERTY, ENDPOINTS_VARIABLE);
        if (id == null || endpoints == null) {
            SettingSource file = PropertiesFile.read(classPaths, log);
            id = id == null ? file.get(PropertiesFile.ID_KEY) : id;
            endpoints = endpoints == null ? file.get(PropertiesFile.ENDPOINTS_KEY) : endpoints;
        }
        return new IdAndEndpoints(id == null ? idOfOtherTools(log) : id, endpoints);
    }

    /** Returns the ID that is set for other tools: the one in AZURE_HTTP_USER_AGENT, or else ARM_PARTNER_ID. */
    private @Nullable Setting idOfOtherTools(DeferredLog log) {
        Setting userAgent = variables.get(USER_AGENT_VARIABLE);
        if (userAgent != null) {
            String id = UserAgent.trackingIdIn(userAgent.value());
            if (id != null) {
                return new Setting(userAgent.source(), TrackingId.ofAnyCase(id).toString());
            }
            String problem = UserAgent.problemWithTrackingIdIn(userAgent.value());
            if (problem != null) {
                log.warn("No tracking ID found in " + userAgent.source() + ": " + problem);
            }
        }
        return variables.get(PARTNER_ID_VARIABLE);
    }

    /**
     * Returns the settings of the opt-out and of the tracking ID in order of precedence, highest first. Null means not
     * set.
     */
    Map<String, @Nullable Setting> inOrder() {
        Map<String, @Nullable Setting> settings = new LinkedHashMap<>();
        settings.put(properties.describe(OPT_OUT_PROPERTY), properties.get(OPT_OUT_PROPERTY, "true"));
        settings.put(variables.describe(OPT_OUT_VARIABLE), variables.get(OPT_OUT_VARIABLE));
        settings.put(properties.describe(ID_PROPERTY), properties.get(ID_PROPERTY));
        settings.put(variables.describe(ID_VARIABLE), variables.get(ID_VARIABLE));
        settings.putAll(PropertiesFile.inOrder(classPaths));
        settings.put(variables.describe(USER_AGENT_VARIABLE), variables.get(USER_AGENT_VARIABLE));
        settings.put(variables.describe(PARTNER_ID_VARIABLE), variables.get(PARTNER_ID_VARIABLE));
        return settings;
    }

    /** Returns the source of the opt-out or of the tracking ID, or null if neither is set or the file is unreadable. */
    @Nullable
    String winner() {
        DeferredLog log = new DeferredLog(Log.ofWarnings(new ArrayList<>()));
        Setting winner = optOut(log);
        try {
            winner = winner == null ? idAndEndpoints(log).id : winner;
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
        return winner == null ? null : winner.source();
    }

    /** Returns the path of the report, or null if no report is requested. */
    @Nullable
    Setting report() {
        // An empty property switches the report off, because the variable may be inherited from another process.
        Setting property = properties.get(REPORT_PROPERTY, NO_REPORT);
        if (property == null) {
            return variables.get(REPORT_VARIABLE);
        }
        return property.value().equals(NO_REPORT) ? null : property;
    }

    private @Nullable Setting firstSet(String property, String variable) {
        Setting found = properties.get(property);
        return found == null ? variables.get(variable) : found;
    }

    /** Holds the tracking ID and the further endpoints. Null means not set. */
    static final class IdAndEndpoints {
        final @Nullable Setting id;
        final @Nullable Setting endpoints;

        private IdAndEndpoints(@Nullable Setting id, @Nullable Setting endpoints) {
            this.id = id;
            this.endpoints = endpoints;
        }
    }
}
