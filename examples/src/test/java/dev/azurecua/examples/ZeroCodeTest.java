// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the example in a process of its own, as users start it. */
class ZeroCodeTest {
    private static final String ID = "pid-contoso-myoffer-partnercenter";

    private static List<String> output(int exitCode, Class<?> main, List<String> options, String... args)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        builder.environment().keySet().removeIf(name -> name.matches("(CUA|AZURE|ARM)_.*"));
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isEqualTo(exitCode);
        return lines;
    }

    @Test
    void settingAttributesDeployerWithoutCode() throws Exception {
        assertThat(output(0, ZeroCode.class, List.of("-Dcua.tracking-id=" + ID)))
                .contains(
                        "attributed 3 of 3 Resource Manager calls to " + ID,
                        "1 call to another service, not attributed, as intended")
                .anyMatch(line ->
                        line.startsWith("INFO ") && line.endsWith(ID + ", from system property cua.tracking-id"));
    }

    @Test
    void nothingIsAttributedWithoutSetting() throws Exception {
        assertThat(output(1, ZeroCode.class, List.of()))
                .contains("attributed 0 of 3 Resource Manager calls to nobody")
                .noneMatch(line -> line.contains("pid-c"));
    }

    @Test
    void liveRunReportsMissingPrerequisitesInOneLine() throws Exception {
        assertThat(output(2, Quickstart.class, List.of("-Duser.home=/nowhere"), "--live"))
                // Newer JVMs warn of native access in the SDK's libraries.
                .filteredOn(line -> !line.isEmpty() && !line.startsWith("WARNING: "))
                .containsExactly(
                        "A live run is missing a tracking ID (set CUA_TRACKING_ID to a valid one, and no opt-out); a subscription (set"
                                + " AZURE_SUBSCRIPTION_ID); a credential (run az login, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and"
                                + " AZURE_CLIENT_SECRET)");
    }
}
