// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TemplateDeploymentTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private boolean run() throws IOException {
        return TemplateDeployment.run(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @Test
    void printsDeploymentAndResourcesThatItCreated() throws IOException {
        assertThat(run()).isTrue();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.endsWith("/deployments/pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"))
                .anyMatch(line -> line.endsWith("/deployments/contoso-release-1"))
                .anyMatch(line -> line.endsWith("/storageAccounts/contosodata"));
    }

    @Test
    void templateHonoursOptOut() throws IOException {
        System.setProperty("cua.opt-out", "true");
        try {
            assertThat(run()).isFalse();
        } finally {
            System.clearProperty("cua.opt-out");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("No deployment pid-b6addd8f-");
    }
}
