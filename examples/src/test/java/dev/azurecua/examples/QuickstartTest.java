// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Quickstart.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void attributesEveryResourceManagerCallAndNoOther() {
        assertThat(run()).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.matches(
                        "PUT +management\\.azure\\.com/\\S+/storageAccounts/\\S+ .* " + ID + "  attributed"))
                .anyMatch(line -> line.matches("PUT +management\\.azure\\.com/\\S+/virtualNetworks/\\S+ .* attributed"))
                .anyMatch(line -> line.matches("GET +management\\.azure\\.com/\\S+/containerApps .* attributed"))
                .anyMatch(line ->
                        line.matches("GET +eastus\\.management\\.azure\\.com/operationresults/\\S+ .* attributed"))
                .anyMatch(line -> line.matches("DELETE +management\\.azure\\.com/\\S+/contoso  202 .* attributed"))
                .anyMatch(line -> line.matches("GET +graph\\.microsoft\\.com/\\S+ .*\\)  not attributed"))
                .anyMatch(line -> line.matches("attributed (\\d+) of \\1 Resource Manager calls to " + ID))
                .contains("1 call to another service, not attributed, as intended");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void readmeShowsEndOfOutput() throws IOException {
        run();

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        Path readme =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("README.md");
        List<String> end = lines.subList(
                lines.indexOf("The same from the deployer's side, by its AttributionReport:") - 3, lines.size());
        assertThat(withoutIds(Files.readString(readme))).contains(withoutIds(String.join("\n", end)));
    }

    /** Replaces the IDs of the calls, because they are new in each run. */
    private static String withoutIds(String text) {
        return text.replaceAll("(?m)  [0-9a-f-]{36}$", "  …");
    }

    @Test
    void optOutIsShownInOutputAndExitCode() {
        System.setProperty("cua.opt-out", "true");
        try {
            assertThat(run()).isEqualTo(1);
        } finally {
            System.clearProperty("cua.opt-out");
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "attributed 0 of \\d+ Resource Manager calls to nobody\\R1 call to another service, not attributed, as intended\\R")
                .containsPattern("not attributed: 0 with another tracking ID, \\d+ with none; the last ones:\\R");
    }

    @Test
    void rejectsUnknownArgument() {
        assertThat(run("--life")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "Unknown arguments [--life]: give none, or --live for a run on a real subscription\n");
    }

    @Test
    void resultIsFalseIfCallIsNotAttributedOrOtherServiceGetsId() {
        String arm = "https://management.azure.com/x";
        String graph = "https://graph.microsoft.com/x";

        assertThat(print(Map.of(arm, "sdk/1 " + ID, graph, "sdk/1"))).isTrue();
        assertThat(print(Map.of(arm, "sdk/1 " + ID, arm + "/y", "sdk/1"))).isFalse();
        assertThat(print(Map.of(arm, "sdk/1 " + ID, arm + "/y", "sdk/1 " + ID + " " + ID)))
                .isFalse();
        assertThat(print(Map.of(arm, "sdk/1 " + ID, graph, "sdk/1 " + ID))).isFalse();
        assertThat(print(Map.of(graph, "sdk/1"))).isFalse();
        assertThat(print(Map.of())).isFalse();
    }

    /** Sends requests with these User-Agents to these URLs, and returns the result of printing them. */
    private boolean print(Map<String, String> userAgentsByUrl) {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            userAgentsByUrl.forEach((url, userAgent) -> azure.httpClient()
                    .sendSync(
                            new HttpRequest(HttpMethod.GET, url).setHeader(HttpHeaderName.USER_AGENT, userAgent),
                            Context.NONE)
                    .close());
            return CallTable.print(
                    azure.calls(), TrackingId.of(ID), new PrintStream(out, true, StandardCharsets.UTF_8));
        }
    }
}
