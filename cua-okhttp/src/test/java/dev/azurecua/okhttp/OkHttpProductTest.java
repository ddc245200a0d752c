// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class OkHttpProductTest {
    @Test
    void productHasTheVersionOfTheOkHttpInUse() {
        assertThat(OkHttpProduct.RUNNING).isEqualTo(Clients.PRODUCT);
    }

    @Test
    void productIsNullIfThereIsNoVersion() throws IOException {
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
            assertThat(OkHttpProduct.of(nothing)).isNull();
        }
    }

    /** Fails as a native image does, which refuses reflection that is not configured. */
    @Test
    void productIsNullIfReflectionIsRefused() {
        ClassLoader refusing = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) {
                throw new LinkageError(name);
            }
        };

        assertThat(OkHttpProduct.of(refusing)).isNull();
    }
}
