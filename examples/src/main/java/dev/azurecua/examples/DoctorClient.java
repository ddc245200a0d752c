// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
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

    boolean hasAdapterOn(ClassLoader loader) {
        return loader.getResource(adapter) != null;
    }

    private String coverage(ClassLoader loader) {
        return hasAdapterOn(loader) ? coverage : "NOT covered; add dev.azurecua:" + artifact;
    }
}
