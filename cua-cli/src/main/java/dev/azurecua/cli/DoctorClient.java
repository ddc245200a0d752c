// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import java.io.IOException;
import java.io.InputStream;
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

/** An HTTP client that may be on a class path, and what attributes its calls. */
enum DoctorClient {
    AZURE_SDK(
            "Azure SDK for Java",
            "com/azure/core/http/HttpPipeline.class",
            "cua-azure-sdk",
            "dev/azurecua/sdk/AttributionPolicyProvider.class",
            "covered, by the settings alone"),
    RETIRED_AZURE_SDK(
            "retired Azure SDK for Java (com.microsoft.azure)",
            "com/microsoft/rest/RestClient.class",
            "cua-okhttp",
            "dev/azurecua/okhttp/AttributionInterceptor.class",
            "covered where its OkHttp client has an AttributionInterceptor"),
    OKHTTP(
            "OkHttp",
            "okhttp3/OkHttpClient.class",
            "cua-okhttp",
            "dev/azurecua/okhttp/AttributionInterceptor.class",
            "covered where AttributionInterceptor.attribute(client, attribution) makes the client"),
    APACHE_5(
            "Apache HttpClient 5",
            "org/apache/hc/client5/http/classic/HttpClient.class",
            "cua-agent-core",
            "dev/azurecua/Attribution.class",
            "covered where your code asks attribution.userAgent(…) for each request"),
    APACHE_4(
            "Apache HttpClient 4",
            "org/apache/http/client/HttpClient.class",
            "cua-agent-core",
            "dev/azurecua/Attribution.class",
            "covered where your code asks attribution.userAgent(…) for each request");

    private static final String CORE = "dev/azurecua/Attribution.class";
    private static final String MANAGEMENT = "com/azure/core/management/profile/AzureProfile.class";
    private static final String SERVICES = "META-INF/services/com.azure.core.http.policy.AfterRetryPolicyProvider";
    private static final String PROVIDER = "dev.azurecua.sdk.AttributionPolicyProvider";
    private static final String LIBRARY = "dev.azurecua/";
    private static final String AZURE_CORE = "com.azure/azure-core";
    /** The oldest azure-core that the library supports. */
    private static final Version OLDEST_AZURE_CORE = Version.parse("1.36.0");
    /** The oldest azure-core with which a setting attributes. */
    private static final Version FIRST_AZURE_CORE = Version.parse("1.34.0");

    private final String title;
    private final String sample;
    private final String artifact;
    private final String adapter;
    private final String coverage;

    DoctorClient(String title, String sample, String artifact, String adapter, String coverage) {
        this.title = title;
        this.sample = sample;
        this.artifact = artifact;
        this.adapter = adapter;
        this.coverage = coverage;
    }

    static List<String> linesOf(ClassLoader loader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (DoctorClient client : values()) {
            URL sample = loader.getResource(client.sample);
            if (sample != null) {
                lines.add(client.title + ", in " + ClassPath.place(sample) + ": " + client.coverage(sample, loader));
                if (client == AZURE_SDK) {
                    ClassPath.artifacts(loader, "com.azure.resourcemanager")
                            .forEach(manager -> lines.add("  " + manager));
                }
            }
        }
        if (lines.isEmpty()) {
            lines.add("none that is known");
        }
        for (String name : classes()) {
            List<String> places = Collections.list(loader.getResources(name)).stream()
                    .map(ClassPath::place)
                    .distinct()
                    .toList();
            if (places.size() > 1) {
                lines.add(name.replace(".class", "").replace('/', '.') + " is in " + String.join(" and in ", places)
                        + ": java takes the first; keep one of them");
            }
        }
        return lines;
    }

    /** Returns whether a file in a jar is one of the classes by which clients and the library are found. */
    static boolean looksFor(String name) {
        return classes().contains(name);
    }

    private static Set<String> classes() {
        Set<String> classes = new LinkedHashSet<>();
        for (DoctorClient client : values()) {
            classes.add(client.sample);
            classes.add(client.adapter);
        }
        classes.add(CORE);
        return classes;
    }

    static boolean isLibraryOn(ClassLoader loader) {
        return loader.getResource(CORE) != null;
    }

    /**
     * Returns whether the Azure SDK calls Resource Manager. azure-core alone does not say so: it also comes with
     * azure-identity, from which programs take tokens for another client.
     */
    static boolean isAzureSdkUsedOn(ClassLoader loader) {
        return loader.getResource(AZURE_SDK.sample) != null
                && (loader.getResource(MANAGEMENT) != null
                        || loader.getResource(AZURE_SDK.adapter) != null
                        || !isLibraryOn(loader));
    }

    /** Returns whether a client other than the Azure SDK, known or not, can be attributed. */
    static boolean isOwnClientCoveredOn(ClassLoader loader) throws IOException {
        boolean known = false;
        for (DoctorClient client : EnumSet.complementOf(EnumSet.of(AZURE_SDK))) {
            if (client.isCoveredOn(loader)) {
                return true;
            }
            known |= loader.getResource(client.sample) != null;
        }
        return !known && isLibraryOn(loader);
    }

    boolean isCoveredOn(ClassLoader loader) throws IOException {
        URL found = loader.getResource(sample);
        return found != null && problems(found, loader).isEmpty();
    }

    private String coverage(URL found, ClassLoader loader) throws IOException {
        List<String> problems = problems(found, loader);
        if (!problems.isEmpty()) {
            return "NOT covered; " + String.join("; ", problems);
        }
        return this == AZURE_SDK && azureCore(found) == null
                ? coverage + ", if azure-core is " + OLDEST_AZURE_CORE + " or newer; its version is unknown, because it"
                        + " is not in META-INF/maven/" + AZURE_CORE + "/pom.properties"
                : coverage;
    }

    /** Returns what keeps the client from being attributed, each problem with its fix. */
    private List<String> problems(URL found, ClassLoader loader) throws IOException {
        List<String> problems = new ArrayList<>();
        if (this == AZURE_SDK) {
            Version version = azureCore(found);
            if (version != null && version.compareTo(FIRST_AZURE_CORE) < 0) {
                problems.add("azure-core " + version + " is too old, " + OLDEST_AZURE_CORE
                        + " or newer is needed: raise azure-core, for example by azure-sdk-bom");
            }
        }
        URL adapterFile = loader.getResource(adapter);
        if (adapterFile == null) {
            problems.add("add dev.azurecua:" + artifact);
            return problems;
        }
        URL core = loader.getResource(CORE);
        if (core == null) {
            problems.add("add dev.azurecua:cua-agent-core");
        } else if (!adapter.equals(CORE)) {
            Version coreVersion = ClassPath.version(core, CORE, LIBRARY + "cua-agent-core");
            Version version = ClassPath.version(adapterFile, adapter, LIBRARY + artifact);
            if (coreVersion != null && version != null && !version.equals(coreVersion)) {
                problems.add("cua-agent-core is " + coreVersion + " and " + artifact + " is " + version
                        + ": give them one version");
            }
        }
        if (this == AZURE_SDK && !isProvided(loader)) {
            problems.add("merge " + SERVICES + " when you merge jars (maven-shade-plugin:"
                    + " ServicesResourceTransformer; Gradle Shadow: mergeServiceFiles())");
        }
        return problems;
    }

    private @Nullable Version azureCore(URL found) throws IOException {
        return ClassPath.version(found, sample, AZURE_CORE);
    }

    /** Returns whether a service file names the provider. A merge of jars that keeps one such file may lose it. */
    private static boolean isProvided(ClassLoader loader) throws IOException {
        for (URL services : Collections.list(loader.getResources(SERVICES))) {
            try (InputStream in = ClassPath.open(services)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (text.lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .anyMatch(PROVIDER::equals)) {
                    return true;
                }
            }
        }
        return false;
    }
}
