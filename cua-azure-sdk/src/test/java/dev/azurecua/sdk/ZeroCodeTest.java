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

/** What the jar on the class path does for a whole process, by settings alone. */
class ZeroCodeTest {
    static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private static final String SET = "-Dcua.tracking-id=" + ID;

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
    void everyManagerIsAttributed() throws Exception {
        List<String> output = run(Job.EVERY_MANAGER, Map.of(), SET);

        assertThat(calls(output)).hasSameSizeAs(Manager.all());
        assertAttributed(calls(output));
        assertThat(output)
                .filteredOn(line -> line.contains("INFO Attribution"))
                .containsExactly("INFO Attribution Azure Resource Manager calls: attribution to " + ID
                        + ", from system property cua.tracking-id");
    }

    @Test
    void everyAttemptIsAttributedOnce() throws Exception {
        List<String> output = run(Job.EVERY_SCENARIO, Map.of("CUA_TRACKING_ID", ID));

        assertThat(calls(output)
                        .map(call -> String.join(" ", List.of(call.split(" ")).subList(0, 3))))
                .containsExactlyElementsOf(Stream.of(Scenario.values())
                        .flatMap(scenario -> scenario.wire().stream())
                        .toList());
        assertAttributed(calls(output));
    }

    @Test
    void everyOtherWayInBesidesItStillSendsTheIdOnce() throws Exception {
        List<String> output = run(Job.EVERY_WAY_IN, Map.of("AZURE_HTTP_USER_AGENT", "cloud-shell/1.0 " + ID));

        assertThat(calls(output)).hasSameSizeAs(WayIn.values());
        assertAttributed(calls(output));
    }

    @Test
    void otherServicesOfTheProcessCarryNothing() throws Exception {
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
    void customCloudIsCoveredByItsSetting() throws Exception {
        String endpoints = "https://management.other.example, https://management.contoso.example";

        assertAttributed(calls(run(Job.CUSTOM_CLOUD, Map.of("CUA_ENDPOINTS", endpoints), SET)));
        assertNotAttributed(calls(run(Job.CUSTOM_CLOUD, Map.of("CUA_ENDPOINTS", endpoints + ":8443"), SET)));
    }

    @Test
    void endpointThatOnlyTheCodeKnowsKeepsItsIdByEveryWayIn() throws Exception {
        List<String> output = run(Job.CUSTOM_CLOUD_IN_CODE, Map.of(), SET);

        assertThat(calls(output)).hasSize(WayIn.values().length - 1);
        assertAttributed(calls(output));
    }

    @Test
    void nothingConfiguredIsNothingDone() throws Exception {
        List<String> output = run(Job.EVERY_MANAGER, Map.of());

        assertNotAttributed(calls(output));
        assertThat(output).noneMatch(line -> line.contains(" Attribution "));
    }

    @Test
    void optOutPropertySwitchesEverythingOff() throws Exception {
        List<String> output = run(Job.EVERY_WAY_IN, Map.of("CUA_TRACKING_ID", ID), "-Dcua.opt-out=true");

        assertThat(calls(output)).hasSameSizeAs(WayIn.values());
        assertNotAttributed(calls(output));
    }

    @Test
    void optOutVariableSwitchesEverythingOff() throws Exception {
        List<String> output = run(Job.EVERY_WAY_IN, Map.of("CUA_OPT_OUT", "true"), SET);

        assertThat(calls(output)).hasSameSizeAs(WayIn.values());
        assertNotAttributed(calls(output));
    }

    @Test
    void malformedSettingIsOneErrorAndTheDeploymentSucceeds() throws Exception {
        List<String> output =
                run(Job.EVERY_MANAGER, Map.of(), "-Dcua.tracking-id=pid-eb7927c8-dd66-43e1-b0cf-c346a422063");

        assertThat(calls(output)).hasSameSizeAs(Manager.all());
        assertNotAttributed(calls(output));
        assertThat(output)
                .filteredOn(line -> line.startsWith("ERROR ") || line.startsWith("WARN "))
                .containsExactly(
                        "ERROR Attribution No attribution by the settings of this process: system property cua.tracking-id:"
                                + " 'pid-eb7927c8-dd66-43e1-b0cf-c346a422063' is not a tracking ID: the last group of its GUID,"
                                + " 'c346a422063', has 11 of 12 digits; copy the whole GUID from Partner Center");
    }

    @Test
    void reportIsWrittenWhenTheProcessEnds() throws Exception {
        Path file = folder.resolve("build/report.json");

        List<String> output = run(Job.EVERY_SCENARIO, Map.of("CUA_REPORT", file.toString()), SET);

        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.get("calls").asLong()).isEqualTo(calls(output).count());
        assertThat(report.get("allAttributed").asBoolean()).isTrue();
        assertThat(report.get("lastWrites").findValuesAsText("resourceType"))
                .contains("Microsoft.Network/virtualNetworks", "Microsoft.DataFactory/factories");
    }

    @Test
    void reportCountsACallOnceWhateverElseAttributesIt() throws Exception {
        Path file = folder.resolve("report.json");

        List<String> output = run(Job.EVERY_WAY_IN, Map.of(), SET, "-Dcua.report=" + file);

        assertThat(new ObjectMapper().readTree(file.toFile()).get("attributed").asLong())
                .isEqualTo(calls(output).count());
    }

    @Test
    void reportSaysThatNothingIsAttributed() throws Exception {
        Path file = folder.resolve("report.json");

        List<String> output = run(Job.EVERY_MANAGER, Map.of("CUA_OPT_OUT", "true"), SET, "-Dcua.report=" + file);

        assertNotAttributed(calls(output));
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.get("calls").asLong()).isEqualTo(calls(output).count());
        assertThat(report.get("withoutId").asLong()).isEqualTo(calls(output).count());
    }

    /** As that of every factory is, in a process with nothing but the setting of the report. */
    @Test
    void reportKnowsTheCallsThatCodeAttributes() throws Exception {
        Path file = folder.resolve("report.json");

        run(Job.BY_A_FACTORY, Map.of(), "-Dcua.report=" + file);

        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.get("calls").asLong()).isPositive();
        assertThat(report.get("allAttributed").asBoolean()).isTrue();
        assertThat(report.get("inactive")).isEqualTo(report.get("calls"));
    }

    @Test
    void reportNeedsNothingToBeLoadedAtTheEnd() throws Exception {
        Path file = folder.resolve("report.json");

        List<String> output =
                ChildJvm.runOnClassPath(Map.of(), List.of("-Dcua.report=" + file), ClosedClassLoader.class);

        assertThat(new ObjectMapper().readTree(file.toFile()).get("attributed").asLong())
                .as(String.join("\n", output))
                .isEqualTo(1);
    }

    @Test
    void unwritableReportIsOneErrorAndTheDeploymentSucceeds() throws Exception {
        List<String> output = run(Job.EVERY_MANAGER, Map.of("CUA_REPORT", folder.toString()), SET);

        assertAttributed(calls(output));
        assertThat(output)
                .filteredOn(line -> line.startsWith("ERROR "))
                .singleElement()
                .asString()
                .contains("CUA_REPORT: '" + folder + "' cannot be written: ", ": it is no file;");
    }

    @Test
    void anotherPartnersIdIsLeftAsItIsWithOneWarning() throws Exception {
        List<String> output = run(Job.ANOTHER_PARTNER, Map.of(), SET);

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
