// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;

/** Who is called. */
public enum Host {
    COVERED("https://management.azure.com/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourcegroups/contoso"),
    OTHER("https://contoso.vault.azure.net/secrets/password");

    private final String url;

    Host(String url) {
        this.url = url;
    }

    /** Each time one with a host name of its own, as the SDK makes them. */
    URL url() {
        try {
            return URI.create(url).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
