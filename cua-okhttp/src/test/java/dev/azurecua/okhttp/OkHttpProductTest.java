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
        assertThat(OkHttpProduct.OF_THIS_PROCESS).isEqualTo("okhttp/" + System.getProperty("okhttp.version"));
    }

    @Test
    void isUnknownWhereOkHttpDoesNotTell() throws IOException {
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
            assertThat(OkHttpProduct.of(nothing)).isNull();
        }
    }
}
