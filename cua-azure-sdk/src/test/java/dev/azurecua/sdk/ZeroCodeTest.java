// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azurecua.sdk.ZeroCodeDeployer.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies what the jar on the class path does for a process by settings alone. */
class ZeroCodeTest {
    static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private static final String ID_PROPERTY = "-Dcua.tracking-id=" + ID;

    @TempDir
    private Path folder;

    private static List<String> run(Job job, Map<String, String> variables, String... jvmOptions)
            throws IOException, InterruptedException {
        return ChildJvm.runOnClassPath(variables, List.of(jvmOptions), ZeroCodeDeployer.class, job.name());
    }

    private static Stream<String> calls(List<String> output) {
        return output.stream()
                .filter(line -> line.startsWith(ZeroCodeDeployer.CALL))
                .map(line -> line.substring(ZeroCodeDeployer.CALL.length()));
    }

    private static void assertAttributed(Stream<String> calls) {
        assertThat(calls)
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call)
                        .matches("[A-Z]+ \\S+ \\d+ azsdk-java-com\\.azure\\.resourcemanager\\.\\S+/\\S+ \\([^)]+\\) "
                                + ID));
    }

    private static void assertNotAttributed(Stream<String> calls) {
        assertThat(calls)
                .isNotEmpty()
                .allSatisfy(
                        call -> assertThat(call).contains(" 200 azsdk-java-").doesNotContain("pid-"));
    }

    @Test
    void attributesEachManager() throws Exception {
        List<String> output = run(Job.EVERY_MANAGER, Map.of(), ID_PROPERTY);

        assertThat(calls(output)).hasSameSizeAs(Manager.all());
        assertAttributed(calls(output));
        assertThat(output)
                .filteredOn(line -> line.contains("INFO Attribution"))
                .containsExactly("INFO Attribution Azure Resource Manager calls: attribution to " + ID
                        + ", from system property cua.tracking-id");
    }

    @Test
    void attributesEachAttemptOnce() throws Exception {
        List<String> output = run(Job.EVERY_SCENARIO, Map.of("CUA_TRACKING_ID", ID));

        assertThat(calls(output)
                        .map(call -> String.join(" ", List.of(call.split(" ")).subList(0, 3))))
                .containsExactlyElementsOf(Stream.of(Scenario.values())
                        .flatMap(scenario -> scenario.attempts().stream())
                        .toList());
        assertAttributed(calls(output));
    }

    @Test
    void sendsIdOnceBesideEachOtherInstallation() throws Exception {
        List<String> output = run(Job.EVERY_INSTALLATION, Map.of("AZURE_HTTP_USER_AGENT", "cloud-shell/1.0 " + ID));

        assertThat(calls(output)).hasSameSizeAs(Installation.values());
        assertAttributed(calls(output));
    }

    @Test
    void sendsNoIdToOtherServices() throws Exception {
        List<String> output = run(Job.OTHER_SERVICES, Map.of("ARM_PARTNER_ID", ID.substring("pid-".length())));

        List<String> others = calls(output)
                .filter(call -> !call.startsWith("GET management.azure.com "))
                .toList();
        assertThat(others)
                .anyMatch(call -> call.startsWith("POST login.microsoftonline.com 200 "))
                .anyMatch(call -> call.startsWith("GET contoso.vault.azure.net 401 "))
                .anyMatch(call -> call.startsWith("GET contoso.vault.azure.net 200 "))
                .anyMatch(call -> call.startsWith("PUT contoso.blob.core.windows.net 201 "))
                .anyMatch(call -> call.startsWith("GET graph.microsoft.com 200 "))
                .noneMatch(call -> call.contains("pid-"));
        assertAttributed(calls(output).filter(call -> !others.contains(call)));
    }

    @Test
    void attributesCallsToEndpointOfTheSetting() throws Exception {
        String endpoints = "https://management.other.example, https://management.contoso.example";

        assertAttributed(calls(run(Job.CUSTOM_CLOUD, Map.of("CUA_ENDPOINTS", endpoints), ID_PROPERTY)));
        assertNotAttributed(calls(run(Job.CUSTOM_CLOUD, Map.of("CUA_ENDPOINTS", endpoints + ":8443"), ID_PROPERTY)));
    }

    @Test
    void keepsIdInCallsToEndpointThatOnlyTheCodeAdds() throws Exception {
        List<String> output = run(Job.CUSTOM_CLOUD_IN_CODE, Map.of(), ID_PROPERTY);

        assertThat(calls(output)).hasSize(Installation.values().length - 1);
        assertAttributed(calls(output));
    }

    @Test
    void changesAndLogsNothingIfNothingIsConfigured() throws Exception {
        List<String> output = run(Job.EVERY_MANAGER, Map.of());

        assertNotAttributed(calls(output));
        assertThat(output).noneMatch(line -> line.contains(" Attribution "));
    }

    @Test
    void optOutPropertyDisablesEachInstallation() throws Exception {
        List<String> output = run(Job.EVERY_INSTALLATION, Map.of("CUA_TRACKING_ID", ID), "-Dcua.opt-out=true");

        assertThat(calls(output)).hasSameSizeAs(Installation.values());
        assertNotAttributed(calls(output));
    }

    @Test
    void optOutVariableDisablesEachInstallation() throws Exception {
        List<String> output = run(Job.EVERY_INSTALLATION, Map.of("CUA_OPT_OUT", "true"), ID_PROPERTY);

        assertThat(calls(output)).hasSameSizeAs(Installation.values());
        assertNotAttributed(calls(output));
    }

    @Test
    void deploysAndLogsOneErrorIfASettingIsMalformed() throws Exception {
        List<String> output =
                run(Job.EVERY_MANAGER, Map.of(), "-Dcua.tracking-id=pid-eb7927c8-dd66-43e1-b0cf-c346a422063");

        assertThat(calls(output)).hasSameSizeAs(Manager.all());
        assertNotAttributed(calls(output));
        assertThat(output)
                .filteredOn(line -> line.startsWith("ERROR ") || line.startsWith("WARN "))
                .containsExactly("ERROR Attribution The settings of this process attribute nothing, because one is"
                        + " invalid: system property cua.tracking-id: 'pid-eb7927c8-dd66-43e1-b0cf-c346a422063' is not"
                        + " a tracking ID: the last group of its GUID, 'c346a422063', has 11 digits instead of 12;"
                        + " copy the whole GUID from Partner Center");
    }

    @Test
    void writesReportWhenTheProcessEnds() throws Exception {
        Path file = folder.resolve("build/report.json");

        List<String> output = run(Job.EVERY_SCENARIO, Map.of("CUA_REPORT", file.toString()), ID_PROPERTY);

        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.get("calls").asLong()).isEqualTo(calls(output).count());
        assertThat(report.get("allAttributed").asBoolean()).isTrue();
        assertThat(report.get("lastWrites").findValuesAsText("resourceType"))
                .contains("Microsoft.Network/virtualNetworks", "Microsoft.DataFactory/factories");
    }

    @Test
    void reportCountsEachCallOnceBesideEachOtherInstallation() throws Exception {
        Path file = folder.resolve("report.json");

        List<String> output = run(Job.EVERY_INSTALLATION, Map.of(), ID_PROPERTY, "-Dcua.report=" + file);

        assertThat(new ObjectMapper().readTree(file.toFile()).get("attributed").asLong())
                .isEqualTo(calls(output).count());
    }

    @Test
    void reportCountsCallsWithoutIdAfterOptOut() throws Exception {
        Path file = folder.resolve("report.json");

        List<String> output =
                run(Job.EVERY_MANAGER, Map.of("CUA_OPT_OUT", "true"), ID_PROPERTY, "-Dcua.report=" + file);

        assertNotAttributed(calls(output));
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.get("calls").asLong()).isEqualTo(calls(output).count());
        assertThat(report.get("withoutId").asLong()).isEqualTo(calls(output).count());
    }

    @Test
    void reportCountsCallsThatOnlyTheCodeAttributes() throws Exception {
        Path file = folder.resolve("report.json");

        run(Job.FACTORY, Map.of(), "-Dcua.report=" + file);

        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.get("calls").asLong()).isPositive();
        assertThat(report.get("allAttributed").asBoolean()).isTrue();
        assertThat(report.get("inactive")).isEqualTo(report.get("calls"));
    }

    @Test
    void writesReportAfterItsClassLoaderIsClosed() throws Exception {
        Path file = folder.resolve("report.json");

        List<String> output =
                ChildJvm.runOnClassPath(Map.of(), List.of("-Dcua.report=" + file), ClosedClassLoader.class);

        assertThat(new ObjectMapper().readTree(file.toFile()).get("attributed").asLong())
                .as(String.join("\n", output))
                .isEqualTo(1);
    }

    @Test
    void deploysAndLogsOneErrorIfTheReportCannotBeWritten() throws Exception {
        List<String> output = run(Job.EVERY_MANAGER, Map.of("CUA_REPORT", folder.toString()), ID_PROPERTY);

        assertAttributed(calls(output));
        assertThat(output)
                .filteredOn(line -> line.startsWith("ERROR "))
                .singleElement()
                .asString()
                .contains("CUA_REPORT: '" + folder + "' cannot be written: ", ": it is not a regular file;");
    }

    @Test
    void keepsIdOfAnotherPartnerAndWarnsOnce() throws Exception {
        List<String> output = run(Job.ANOTHER_PARTNER, Map.of(), ID_PROPERTY);

        assertThat(calls(output))
                .hasSizeGreaterThan(1)
                .allMatch(call -> call.endsWith(" 200 other/1.0 pid-other-offer-partnercenter"));
        assertThat(output)
                .filteredOn(line -> line.startsWith("WARN "))
                .singleElement()
                .asString()
                .contains("pid-other-offer-partnercenter", ID);
    }
}
