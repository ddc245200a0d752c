// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
    private static final String SERVICES = "META-INF/services/com.azure.core.http.policy.AfterRetryPolicyProvider";
    private static final String PROVIDER = "dev.azurecua.sdk.AttributionPolicyProvider";

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
                lines.add(client.title + ", in " + ClassPath.place(sample) + ": " + client.coverage(loader));
                if (client == AZURE_SDK) {
                    ClassPath.artifacts(loader, "com.azure.resourcemanager")
                            .forEach(manager -> lines.add("  " + manager));
                }
            }
        }
        return lines.isEmpty() ? List.of("none that is known") : lines;
    }

    boolean isOn(ClassLoader loader) {
        return loader.getResource(sample) != null;
    }

    boolean hasAdapterOn(ClassLoader loader) throws IOException {
        return loader.getResource(adapter) != null
                && loader.getResource(CORE) != null
                && (this != AZURE_SDK || isProvided(loader));
    }

    /** Lost where jars are merged into one and their service files are not. */
    private static boolean isProvided(ClassLoader loader) throws IOException {
        for (URL services : Collections.list(loader.getResources(SERVICES))) {
            try (InputStream in = services.openStream()) {
                if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(PROVIDER)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a client there is, or can be, attributed. */
    static boolean areCoveredOn(ClassLoader loader) throws IOException {
        for (DoctorClient client : values()) {
            if (client.isOn(loader)) {
                return client.hasAdapterOn(loader);
            }
        }
        return loader.getResource(CORE) != null;
    }

    private String coverage(ClassLoader loader) throws IOException {
        if (hasAdapterOn(loader)) {
            return coverage;
        }
        return loader.getResource(adapter) == null
                ? "NOT covered; add dev.azurecua:" + artifact
                : "NOT covered; dev.azurecua:" + artifact + " is there in part: add cua-agent-core, and merge"
                        + " META-INF/services where jars are merged";
    }
}
