// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void escapesAllButPrintableAscii() {
        assertThat(Printable.of("\u001f ~\u007f\u0080")).isEqualTo("\\u001f ~\\u007f\\u0080");
    }

    @Test
    void shortensTextLongerThanTheLimit() {
        assertThat(Printable.of("abc", 3)).isEqualTo("abc");
        assertThat(Printable.of("abcd", 3)).isEqualTo("abc… (4 characters)");
    }

    @Test
    void jsonEscapesAllButPrintableAscii() throws IOException {
        StringBuilder json = new StringBuilder();

        Json.write("\u001f ~\u007f", "\n", json);

        assertThat(json).hasToString("\"\\u001f ~\\u007f\"");
    }
}
