// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The product that OkHttp sends where there is no User-Agent, which only network interceptors get to see. */
final class OkHttpProduct {
    /** {@code okhttp/<version>} of the OkHttp that runs; null if it does not tell. */
    static final @Nullable String RUNNING = of(OkHttpClient.class.getClassLoader());

    private OkHttpProduct() {}

    /**
     * By reflection: the compiler would put the version of its own OkHttp here, and OkHttp 3 says it in another place.
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
