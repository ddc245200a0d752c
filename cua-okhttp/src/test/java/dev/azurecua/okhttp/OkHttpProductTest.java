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
    void isThatOfTheOkHttpThatRuns() {
        assertThat(OkHttpProduct.RUNNING).isEqualTo(Clients.PRODUCT);
    }

    @Test
    void isUnknownWhereOkHttpDoesNotTell() throws IOException {
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
            assertThat(OkHttpProduct.of(nothing)).isNull();
        }
    }

    /** So a native image refuses reflection that it was not told of. */
    @Test
    void isUnknownWhereReflectionIsRefused() {
        ClassLoader refusing = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) {
                throw new LinkageError(name);
            }
        };

        assertThat(OkHttpProduct.of(refusing)).isNull();
    }
}
