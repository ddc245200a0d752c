// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the HTTP clients that may be on a class path, and how their calls are attributed. */
enum DoctorClient {
    AZURE_SDK(
            "Azure SDK for Java",
            "com/azure/core/http/HttpPipeline.class",
            "cua-azure-sdk",
            "dev/azurecua/sdk/AttributionPolicyProvider.class",
            "covered by the settings, without code"),
    RETIRED_AZURE_SDK(
            "retired Azure SDK for Java (com.microsoft.azure)",
            "com/microsoft/rest/RestClient.class",
            "cua-okhttp",
            "dev/azurecua/okhttp/AttributionInterceptor.class",
            "covered if its OkHttp client has an AttributionInterceptor"),
    OKHTTP(
            "OkHttp",
            "okhttp3/OkHttpClient.class",
            "cua-okhttp",
            "dev/azurecua/okhttp/AttributionInterceptor.class",
            "covered if AttributionInterceptor.attribute(client, attribution) creates the client"),
    APACHE_5(
            "Apache HttpClient 5",
            "org/apache/hc/client5/http/classic/HttpClient.class",
            "cua-agent-core",
            "dev/azurecua/Attribution.class",
            "covered if your code calls attribution.userAgent(…) for each request"),
    APACHE_4(
            "Apache HttpClient 4",
            "org/apache/http/client/HttpClient.class",
            "cua-agent-core",
            "dev/azurecua/Attribution.class",
            "covered if your code calls attribution.userAgent(…) for each request");

    private static final String CORE = "dev/azurecua/Attribution.class";
    private static final String MANAGEMENT = "com/azure/core/management/profile/AzureProfile.class";
    private static final String SERVICES = "META-INF/services/com.azure.core.http.policy.AfterRetryPolicyProvider";
    private static final String PROVIDER = "dev.azurecua.sdk.AttributionPolicyProvider";
    private static final String LIBRARY = "dev.azurecua/";
    private static final String AZURE_CORE = "com.azure/azure-core";
    /** Names the oldest azure-core that the library supports. */
    private static final Version OLDEST_SUPPORTED_AZURE_CORE = Version.parse("1.36.0");
    /** Names the oldest azure-core with which the settings alone attribute calls. */
    private static final Version OLDEST_WORKING_AZURE_CORE = Version.parse("1.34.0");

    private final String title;
    private final String clientClass;
    private final String artifact;
    private final String adapterClass;
    private final String coverage;

    DoctorClient(String title, String clientClass, String artifact, String adapterClass, String coverage) {
        this.title = title;
        this.clientClass = clientClass;
        this.artifact = artifact;
        this.adapterClass = adapterClass;
        this.coverage = coverage;
    }

    static List<Found> on(ClassLoader loader) throws IOException {
        List<Found> clients = new ArrayList<>();
        for (DoctorClient client : values()) {
            URL found = loader.getResource(client.clientClass);
            if (found != null) {
                clients.add(new Found(
                        client.title,
                        ClassPath.place(found),
                        client.problems(found, loader).isEmpty(),
                        client.coverage(found, loader),
                        client == AZURE_SDK ? ClassPath.artifacts(loader, "com.azure.resourcemanager") : List.of()));
            }
        }
        return clients;
    }

    /** Returns a line for each class of a client or of the library that is in several places. */
    static List<String> duplicatesOn(ClassLoader loader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : knownClasses()) {
            List<String> places = Collections.list(loader.getResources(name)).stream()
                    .map(ClassPath::place)
                    .distinct()
                    .toList();
            if (places.size() > 1) {
                lines.add(name.replace(".class", "").replace('/', '.') + " is in " + String.join(" and in ", places)
                        + ": Java loads the first; remove the others");
            }
        }
        return lines;
    }

    /** Returns whether a file in a jar is one of the classes that identify a client or the library. */
    static boolean isKnownClass(String name) {
        return knownClasses().contains(name);
    }

    private static Set<String> knownClasses() {
        Set<String> classes = new LinkedHashSet<>();
        for (DoctorClient client : values()) {
            classes.add(client.clientClass);
            classes.add(client.adapterClass);
        }
        classes.add(CORE);
        return classes;
    }

    static boolean isLibraryOn(ClassLoader loader) {
        return loader.getResource(CORE) != null;
    }

    /**
     * Returns whether the Azure SDK is expected to call Resource Manager. If this library is there too, azure-core
     * alone is not enough, because azure-identity brings it, and programs use azure-identity to get tokens for another
     * client.
     */
    static boolean isAzureSdkUsedOn(ClassLoader loader) {
        return loader.getResource(AZURE_SDK.clientClass) != null
                && (loader.getResource(MANAGEMENT) != null
                        || loader.getResource(AZURE_SDK.adapterClass) != null
                        || !isLibraryOn(loader));
    }

    /** Returns whether a client other than the Azure SDK, known or not, can be attributed. */
    static boolean isOwnClientCoveredOn(ClassLoader loader) throws IOException {
        boolean known = false;
        for (DoctorClient client : EnumSet.complementOf(EnumSet.of(AZURE_SDK))) {
            if (client.isCoveredOn(loader)) {
                return true;
            }
            known |= loader.getResource(client.clientClass) != null;
        }
        return !known && isLibraryOn(loader);
    }

    boolean isCoveredOn(ClassLoader loader) throws IOException {
        URL found = loader.getResource(clientClass);
        return found != null && problems(found, loader).isEmpty();
    }

    private String coverage(URL found, ClassLoader loader) throws IOException {
        List<String> problems = problems(found, loader);
        if (!problems.isEmpty()) {
            return "NOT covered; " + String.join("; ", problems);
        }
        return this == AZURE_SDK && azureCoreVersion(found) == null
                ? coverage + ", if azure-core is " + OLDEST_SUPPORTED_AZURE_CORE
                        + " or newer; its version is unknown, because it is not in META-INF/maven/" + AZURE_CORE
                        + "/pom.properties"
                : coverage;
    }

    /** Returns the problems that prevent attribution of the client, each with its fix. */
    private List<String> problems(URL found, ClassLoader loader) throws IOException {
        List<String> problems = new ArrayList<>();
        if (this == AZURE_SDK) {
            Version version = azureCoreVersion(found);
            if (version != null && version.compareTo(OLDEST_WORKING_AZURE_CORE) < 0) {
                problems.add("azure-core " + version + " is too old: upgrade it to " + OLDEST_SUPPORTED_AZURE_CORE
                        + " or newer, for example with azure-sdk-bom");
            }
        }
        URL adapterFile = loader.getResource(adapterClass);
        if (adapterFile == null) {
            problems.add("add dev.azurecua:" + artifact);
            return problems;
        }
        URL core = loader.getResource(CORE);
        if (core == null) {
            problems.add("add dev.azurecua:cua-agent-core");
        } else if (!adapterClass.equals(CORE)) {
            Version coreVersion = ClassPath.version(core, CORE, LIBRARY + "cua-agent-core");
            Version version = ClassPath.version(adapterFile, adapterClass, LIBRARY + artifact);
            if (coreVersion != null && version != null && !version.equals(coreVersion)) {
                problems.add("cua-agent-core is " + coreVersion + " and " + artifact + " is " + version
                        + ": use the same version of both");
            }
        }
        if (this == AZURE_SDK && !isProviderNamed(loader)) {
            problems.add("merge " + SERVICES + " when you merge jars (maven-shade-plugin:"
                    + " ServicesResourceTransformer; Gradle Shadow: mergeServiceFiles())");
        }
        return problems;
    }

    private @Nullable Version azureCoreVersion(URL found) throws IOException {
        return ClassPath.version(found, clientClass, AZURE_CORE);
    }

    /** Returns whether a service file names the provider. A tool that merges jars can lose the entry. */
    private static boolean isProviderNamed(ClassLoader loader) throws IOException {
        for (URL services : Collections.list(loader.getResources(SERVICES))) {
            String text = new String(ClassPath.read(services), StandardCharsets.UTF_8);
            if (text.lines().map(line -> line.replaceFirst("#.*", "").strip()).anyMatch(PROVIDER::equals)) {
                return true;
            }
        }
        return false;
    }

    /** Describes a client on a class path. */
    record Found(String name, String place, boolean covered, String coverage, List<String> artifacts) {}
}
