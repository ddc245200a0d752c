// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Finds the product that OkHttp sends if a request has no User-Agent, because only network interceptors see it. */
final class OkHttpProduct {
    /** Holds {@code okhttp/<version>} of the OkHttp in use, or null if its version cannot be read. */
    static final @Nullable String RUNNING = of(OkHttpClient.class.getClassLoader());

    private OkHttpProduct() {}

    /**
     * Returns the product, or null. Uses reflection, because the compiler would inline the version that it compiles
     * against, and because OkHttp 3 has the version in another class.
     */
    static @Nullable String of(ClassLoader okHttp) {
        try {
            return "okhttp/"
                    + Class.forName("okhttp3.OkHttp", true, okHttp)
                            .getField("VERSION")
                            .get(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return ofOkHttp3(okHttp);
        }
    }

    private static @Nullable String ofOkHttp3(ClassLoader okHttp) {
        try {
            return (String) Class.forName("okhttp3.internal.Version", true, okHttp)
                    .getMethod("userAgent")
                    .invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
