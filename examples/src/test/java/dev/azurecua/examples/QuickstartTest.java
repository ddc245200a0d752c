// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.TrackingId;
import dev.azurecua.testing.RecordedCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void everyResourceManagerCallIsAttributedAndNoOther() {
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
                .anyMatch(line -> line.matches(
                        "attributed (\\d+) of \\1 Resource Manager calls to " + ID + "; 0 of 1 other calls"));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void readmeShowsHowItEnds() throws IOException {
        run();

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        Path readme =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("README.md");
        List<String> end = lines.subList(
                lines.indexOf("The same from the deployer's side, by its AttributionReport:") - 2, lines.size());
        assertThat(withoutIds(Files.readString(readme))).contains(withoutIds(String.join("\n", end)));
    }

    /** Of the calls, which are new in each run. */
    private static String withoutIds(String text) {
        return text.replaceAll("(?m)  [0-9a-f-]{36}$", "  …");
    }

    @Test
    void optOutIsSeenInTheResult() {
        System.setProperty("cua.opt-out", "true");
        try {
            assertThat(run()).isEqualTo(1);
        } finally {
            System.clearProperty("cua.opt-out");
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("attributed 0 of \\d+ Resource Manager calls to nobody; 0 of 1 other calls\\R")
                .containsPattern("not attributed: 0 with another tracking ID, \\d+ with none; the last:\\R");
    }

    @Test
    void unknownArgumentIsRefused() {
        assertThat(run("--life")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "Unknown arguments [--life]: give none, or --live for a run on a real subscription\n");
    }

    @Test
    void resultIsBadIfACallWasMissedOrAnIdLeaked() {
        RecordedCall good = call("https://management.azure.com/x", "sdk/1 " + ID);

        assertThat(isGood(good, call("https://graph.microsoft.com/x", "sdk/1"))).isTrue();
        assertThat(isGood(good, call("https://management.azure.com/x", "sdk/1")))
                .isFalse();
        assertThat(isGood(good, call("https://management.azure.com/x", "sdk/1 " + ID + " " + ID)))
                .isFalse();
        assertThat(isGood(good, call("https://graph.microsoft.com/x", "sdk/1 " + ID)))
                .isFalse();
        assertThat(isGood(call("https://graph.microsoft.com/x", "sdk/1"))).isFalse();
        assertThat(isGood()).isFalse();
    }

    private boolean isGood(RecordedCall... calls) {
        return CallTable.print(List.of(calls), TrackingId.of(ID), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private static RecordedCall call(String uri, String userAgent) {
        return new RecordedCall("GET", URI.create(uri), 200, userAgent, false);
    }
}
