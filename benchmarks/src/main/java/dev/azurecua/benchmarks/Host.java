// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;

/** Selects the host of the requests. */
public enum Host {
    COVERED("https://management.azure.com/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourcegroups/contoso"),
    OTHER("https://contoso.vault.azure.net/secrets/password");

    private final String url;

    Host(String url) {
        this.url = url;
    }

    /** Returns the title of a case that calls this host. */
    String describe(String title) {
        return this == COVERED ? title : title + ", other host";
    }

    /** Returns a new URL with a new string as its host name, as the SDK creates for each request. */
    URL url() {
        try {
            return URI.create(url).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
