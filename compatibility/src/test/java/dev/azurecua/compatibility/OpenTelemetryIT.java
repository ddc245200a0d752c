// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs deployers with OpenTelemetry's agent, which adds policies of its own to each pipeline. */
class OpenTelemetryIT {
    static Stream<Deployer> deployers() {
        return Stream.of(
                Deployer.onClassPath("azure-sdk/first/target/bom"),
                Deployer.inJar("uber-jar/deployer/target/merged.jar"));
    }

    @ParameterizedTest
    @MethodSource("deployers")
    void everyCallIsAttributedWithOpenTelemetryAgent(Deployer deployer) {
        Deployer watched = deployer.with(
                "-javaagent:"
                        + Path.of("target", "agent", "opentelemetry-javaagent.jar")
                                .toAbsolutePath(),
                "-Dotel.traces.exporter=logging",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none");

        Run run = watched.with(Run.SET).run().isAttributed();

        assertThat(run.output())
                .as("spans of azure-core")
                .anyMatch(line -> line.contains("CLIENT [tracer: azure-core"));
        watched.run().isNotAttributed();
    }
}
