// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpPipeline;
import com.azure.core.util.CoreUtils;
import java.net.URL;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explains why this jar cannot attribute on the current class path. Uses no class of {@code cua-agent-core} or of a
 * newer azure-core, because those may be missing.
 */
final class Incompatibility {
    private static final String CORE = "dev.azurecua.Attribution";
    private static final Pattern PREFIX = Pattern.compile("\\bpid-", Pattern.CASE_INSENSITIVE);
    private static final String OLDEST_AZURE_CORE = "1.36.0";

    private Incompatibility() {}

    /** Returns what was found, what is needed and what to do, or null if no setting asks for attribution. */
    static @Nullable String explain(Throwable failure) {
        return isConfigured()
                ? "Azure SDK clients work, but are not attributed: " + problem() + ". Cause: " + failure
                        + ". Logged once."
                : null;
    }

    private static String problem() {
        String own = artifact("dev.azurecua", "cua-azure-sdk", Incompatibility.class.getName());
        String azureCore = artifact("com.azure", "azure-core", HttpPipeline.class.getName());
        if (find(CORE) == null) {
            return "cua-agent-core is missing, but is needed by " + own
                    + "; add dev.azurecua:cua-agent-core in the same version";
        }
        if (find("com.azure.core.http.HttpHeaderName") == null) {
            return azureCore + " is too old for " + own + ", which needs azure-core " + OLDEST_AZURE_CORE
                    + " or newer; upgrade azure-core, for example by com.azure:azure-sdk-bom";
        }
        return artifact("dev.azurecua", "cua-agent-core", CORE) + " does not work with " + own + " and " + azureCore
                + "; use the same version of cua-agent-core and cua-azure-sdk, and azure-core " + OLDEST_AZURE_CORE
                + " or newer";
    }

    private static boolean isConfigured() {
        try {
            Set<String> properties = System.getProperties().stringPropertyNames();
            return isConfigured(properties, System.getenv()) || hasFile();
        } catch (RuntimeException unreadable) {
            // Assumes a setting, because an unneeded ERROR is better than a missing one.
            return true;
        }
    }

    /** Returns whether a setting is present; does not parse its value, because only the core can parse it. */
    static boolean isConfigured(Set<String> properties, Map<String, String> variables) {
        return properties.contains("cua.tracking-id")
                || properties.contains("cua.report")
                || variables.containsKey("CUA_TRACKING_ID")
                || variables.containsKey("CUA_REPORT")
                || variables.containsKey("ARM_PARTNER_ID")
                || PREFIX.matcher(variables.getOrDefault("AZURE_HTTP_USER_AGENT", ""))
                        .find();
    }

    private static boolean hasFile() {
        return Stream.of(Thread.currentThread().getContextClassLoader(), Incompatibility.class.getClassLoader())
                .filter(Objects::nonNull)
                .anyMatch(loader -> loader.getResource("cua.properties") != null);
    }

    private static @Nullable URL find(String type) {
        return Incompatibility.class.getResource(path(type));
    }

    private static String path(String type) {
        return "/" + type.replace('.', '/') + ".class";
    }

    /** Returns name, version and location: {@code azure-core 1.32.0 (jar:file:/lib/azure-core-1.32.0.jar!/)}. */
    private static String artifact(String groupId, String artifactId, String type) {
        String version = CoreUtils.getProperties("META-INF/maven/" + groupId + "/" + artifactId + "/pom.properties")
                .getOrDefault("version", "of an unknown version");
        return artifactId + " " + version + " (" + String.valueOf(find(type)).replace(path(type), "/") + ")";
    }
}
