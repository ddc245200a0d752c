// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static dev.azurecua.Calls.GROUP;
import static dev.azurecua.Calls.OTHER;
import static dev.azurecua.Calls.PID;
import static dev.azurecua.Calls.answered;
import static dev.azurecua.Calls.failed;
import static dev.azurecua.Calls.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

class AttributionReportTest {
    /** The limit in the Javadoc of {@link AttributionReport}. */
    private static final int MAX_BYTES = 5_000_000;

    private static final JsonSchema SCHEMA = schema();

    private final AttributionReport report = new AttributionReport();

    /** Returns the schema without unknown members, because each member must be described. */
    private static JsonSchema schema() {
        try (InputStream resource =
                AttributionReport.class.getResourceAsStream("/META-INF/attribution-report.schema.json")) {
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(resource);
            schema.put("additionalProperties", false);
            ((ObjectNode) schema.at("/$defs/call")).put("additionalProperties", false);
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode json() throws IOException {
        StringBuilder json = new StringBuilder();
        report.writeJson(json);
        assertThat(SCHEMA.validate(
                        json.toString(),
                        InputFormat.JSON,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)))
                .isEmpty();
        JsonNode tree = new ObjectMapper().readTree(json.toString());
        assertGettersAgreeWith(tree);
        return tree;
    }

    private void assertGettersAgreeWith(JsonNode json) {
        assertThat(json.get("since").asText()).isEqualTo(report.since().toString());
        assertThat(json.get("allAttributed").asBoolean()).isEqualTo(report.allAttributed());
        assertThat(json.get("calls").asLong()).isEqualTo(report.calls());
        assertThat(json.get("attributed").asLong()).isEqualTo(report.attributedCalls());
        assertThat(json.get("withAnotherId").asLong()).isEqualTo(report.callsWithAnotherId());
        assertThat(json.get("withoutId").asLong()).isEqualTo(report.callsWithoutId());
        assertThat(json.get("inactive").asLong()).isEqualTo(report.inactiveCalls());
        assertThat(json.get("unanswered").asLong()).isEqualTo(report.unansweredCalls());
        assertThat(json.get("lastWrites")).hasSameSizeAs(report.lastWrites());
        assertThat(json.get("notAttributed")).hasSameSizeAs(report.notAttributed());
        assertThat(json.get("droppedLastWrites").asLong()).isEqualTo(report.droppedLastWrites());
        assertThat(json.get("droppedNotAttributed").asLong()).isEqualTo(report.droppedNotAttributed());
    }

    @Nested
    class Counts {
        @Test
        void countsCallsByTheIdThatTheyCarry() throws IOException {
            report.onCall(answered("GET", GROUP, "sdk/1 " + PID, 200));
            report.onCall(failed("GET", GROUP, new ConnectException()));
            report.onCall(answered("GET", GROUP, "sdk/1", 200));
            report.onCall(answered("GET", "https://management.azure.com", "sdk/2", 404));
            report.onCall(answered("GET", GROUP, "sdk/1 " + OTHER, 200));
            report.onCall(answered("GET", GROUP, "sdk/1 " + PID + " " + OTHER, 200));

            assertThat(report.calls()).isEqualTo(6);
            assertThat(report.attributedCalls()).isEqualTo(2);
            JsonNode json = json();
            assertThat(json.get("calls").asInt()).isEqualTo(6);
            assertThat(json.get("attributed").asInt()).isEqualTo(2);
            assertThat(json.get("withAnotherId").asInt()).isEqualTo(2);
            assertThat(json.get("withoutId").asInt()).isEqualTo(2);
            assertThat(json.get("unanswered").asInt()).isEqualTo(1);
            assertThat(json.get("inactive").asInt()).isZero();
            assertThat(report.notAttributed())
                    .extracting(ResourceManagerCall::userAgent)
                    .containsExactly("sdk/1", "sdk/2", "sdk/1 " + OTHER, "sdk/1 " + PID + " " + OTHER);
        }

        @Test
        void countsCallsOfInactiveAttributionByTheIdThatTheyCarry() throws IOException {
            Attribution inactive = Attribution.none().withListener(report);
            for (String userAgent : List.of("sdk/1", "sdk/1 " + PID, "sdk/1 " + PID + " " + OTHER)) {
                inactive.attempt("GET", GROUP).answered(Map.of("User-Agent", userAgent)::get, () -> 200, name -> null);
            }

            JsonNode json = json();
            assertThat(json.get("inactive").asInt()).isEqualTo(3);
            assertThat(json.get("attributed").asInt()).isEqualTo(1);
            assertThat(json.get("withAnotherId").asInt()).isEqualTo(1);
            assertThat(json.get("withoutId").asInt()).isEqualTo(1);
            assertThat(report.toString())
                    .endsWith("\nWith another: it was probably there first. This library adds no second ID, because"
                            + " Microsoft reportedly credits only one ID per request."
                            + "\nWith none: the attribution is inactive, because there is no valid tracking ID or the"
                            + " customer opted out. See the log.");
        }

        @Test
        void countsAllCallsOfConcurrentThreads() throws Exception {
            int threads = 16;
            int callsOfEach = 1_250;
            ExecutorService executor = Executors.newFixedThreadPool(threads);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                done.add(executor.submit(() -> {
                    start.await();
                    for (int i = 0; i < callsOfEach; i++) {
                        report.onCall(
                                i % 5 == 0
                                        ? answered("GET", GROUP, i % 2 == 0 ? "sdk/1" : OTHER, 200)
                                        : write("N.A/t/r" + number + "-" + i % 10));
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> future : done) {
                future.get();
            }
            executor.shutdown();

            JsonNode json = json();
            assertThat(json.get("calls").asInt()).isEqualTo(20_000);
            assertThat(json.get("attributed").asInt()).isEqualTo(16_000);
            assertThat(json.get("withAnotherId").asInt()).isEqualTo(2_000);
            assertThat(json.get("withoutId").asInt()).isEqualTo(2_000);
            assertThat(json.get("lastWrites")).hasSize(16 * 8);
            assertThat(json.get("droppedLastWrites").asInt()).isZero();
            assertThat(json.get("notAttributed")).hasSize(100);
            assertThat(json.get("droppedNotAttributed").asInt()).isEqualTo(3_900);
        }
    }

    @Nested
    class LastWrites {
        private ResourceManagerCall call(String method, String path, int status) {
            return answered(method, GROUP + path, "sdk/1 " + PID, status);
        }

        @Test
        void keepsLastWriteOfEachResource() {
            ResourceManagerCall created = call("PUT", "/providers/N.A/t/x", 201);
            ResourceManagerCall refused = call("PUT", "/providers/N.A/t/y", 400);
            ResourceManagerCall updated = call("PATCH", "/providers/n.a/T/X", 200);
            List.of(
                            created,
                            call("GET", "/providers/N.A/t/x", 200),
                            refused,
                            updated,
                            call("POST", "/providers/N.A/t/x/start", 200),
                            call("DELETE", "/providers/N.A/t/x", 200))
                    .forEach(report::onCall);
            // A write that names no resource.
            report.onCall(answered("PUT", "https://management.azure.com/", "sdk/1 " + PID, 404));

            assertThat(report.lastWrites()).containsExactly(refused, updated);
        }

        @Test
        void keepsLastThousandWrites() throws IOException {
            for (int i = 0; i < 1_000; i++) {
                report.onCall(write("N.A/t/r" + i));
            }
            report.onCall(write("N.A/t/r0"));
            report.onCall(write("N.A/t/r1000"));

            assertThat(report.lastWrites())
                    .hasSize(1_000)
                    .extracting(ResourceManagerCall::resourceId)
                    .allMatch(id -> !id.endsWith("/r1"))
                    .startsWith(write("N.A/t/r2").resourceId())
                    .endsWith(
                            write("N.A/t/r0").resourceId(), write("N.A/t/r1000").resourceId());
            assertThat(json().get("droppedLastWrites").asInt()).isEqualTo(1);
            assertThat(report.toString())
                    .contains("\nWrites not listed, to limit memory use: 1\n")
                    .contains("\nattributed 1002 of 1002 Resource Manager calls;");
        }
    }

    @Nested
    class Memory {
        private long bytes() {
            return GraphLayout.parseInstance(report).totalSize();
        }

        @Test
        void memoryOfCommonCallsIsBounded() throws IOException {
            for (int i = 0; i < 5_000; i++) {
                report.onCall(commonCall(i, "sdk/1 " + PID));
                report.onCall(
                        commonCall(i, "azsdk-java-com.azure.resourcemanager.compute/2.55.1 (17.0.15; Linux; 6.1)"));
            }

            assertThat(bytes()).isLessThan(MAX_BYTES);
            assertThat(report.calls()).isEqualTo(10_000);
            assertThat(report.lastWrites()).hasSize(1_000);
            assertThat(report.notAttributed()).hasSize(100);
            assertThat(json().get("droppedLastWrites").asInt()).isEqualTo(4_000);
            assertThat(json().get("droppedNotAttributed").asInt()).isEqualTo(4_900);
        }

        private ResourceManagerCall commonCall(int i, String userAgent) {
            String id = "0b5b6a5e-0000-0000-0000-" + String.format("%012d", i);
            return answered(
                    "PUT",
                    GROUP + "/providers/Microsoft.Network/virtualNetworks/contoso-net/subnets/" + id
                            + "?api-version=2024-05-01",
                    Map.of("User-Agent", userAgent, "x-ms-client-request-id", id),
                    201,
                    Map.of("x-ms-request-id", id, "x-ms-correlation-request-id", id));
        }

        /** Uses euro signs, because a JVM needs two bytes for each of them and only one for a Latin letter. */
        @Test
        void memoryOfLongTextsIsBounded() throws IOException {
            for (int i = 0; i < 2_000; i++) {
                String text = "\u20ac".repeat(1_000) + i;
                report.onCall(answered(
                        "PUT",
                        GROUP + "/providers/N.A/t/" + text,
                        Map.of("User-Agent", text + "a", "x-ms-client-request-id", text + "b"),
                        201,
                        Map.of("x-ms-request-id", text + "c", "x-ms-correlation-request-id", text + "d")));
            }

            assertThat(bytes()).isLessThan(MAX_BYTES);
            JsonNode json = json();
            assertThat(json.get("lastWrites").size()).isBetween(100, 999);
            assertThat(json.get("droppedLastWrites").asInt())
                    .isEqualTo(2_000 - json.get("lastWrites").size());
            assertThat(json.get("droppedNotAttributed").asInt())
                    .isEqualTo(2_000 - json.get("notAttributed").size());
        }

        @Test
        void dropsAndCountsOnlyTheCallThatIsTooLong() throws IOException {
            report.onCall(answered("PUT", GROUP, "sdk/1", 201));
            report.onCall(answered("PUT", GROUP + "/providers/N.A/t/" + "x".repeat(1_000_000), "sdk/1", 414));

            report.onCall(answered("x".repeat(1_000_000), GROUP, "sdk/1", 400));

            assertThat(report.calls()).isEqualTo(3);
            assertThat(report.lastWrites()).hasSize(1);
            assertThat(report.notAttributed()).hasSize(1);
            assertThat(json().get("droppedLastWrites").asInt()).isEqualTo(1);
            assertThat(json().get("droppedNotAttributed").asInt()).isEqualTo(2);
        }
    }

    @Nested
    class Json {
        @Test
        void jsonContainsAllMembersOfACall() throws IOException {
            Instant before = Instant.now();
            ResourceManagerCall call = answered(
                    "PUT",
                    GROUP + "?api-version=2022-09-01",
                    Map.of("User-Agent", "sdk/1 " + OTHER, "x-ms-client-request-id", "c"),
                    201,
                    Map.of("x-ms-request-id", "r", "x-ms-correlation-request-id", "cr"));
            report.onCall(call);

            JsonNode json = json();
            assertThat(json.get("version").asInt()).isEqualTo(1);
            assertThat(Instant.parse(json.get("since").asText())).isBefore(Instant.now());
            assertThat(Instant.parse(json.get("until").asText())).isAfterOrEqualTo(before);
            assertThat(json.get("allAttributed").asBoolean()).isFalse();
            assertThat(json.get("lastWrites").get(0))
                    .isEqualTo(json.get("notAttributed").get(0))
                    .isEqualTo(new ObjectMapper().readTree("""
                            {
                              "time": "%s",
                              "durationMillis": %d,
                              "method": "PUT",
                              "url": "%s",
                              "resourceId": "%s",
                              "resourceType": "Microsoft.Resources/resourceGroups",
                              "underReported": null,
                              "status": 201,
                              "failure": null,
                              "userAgent": "sdk/1 %s",
                              "trackingId": "%s",
                              "attributed": false,
                              "requestId": "r",
                              "correlationRequestId": "cr",
                              "clientRequestId": "c"
                            }""".formatted(
                                    call.time(),
                                    call.duration().toMillis(),
                                    GROUP + "?api-version=2022-09-01",
                                    call.resourceId(),
                                    OTHER,
                                    OTHER)));
        }

        @Test
        void jsonOfFailedCallHasNoStatus() throws IOException {
            report.onCall(failed("PUT", GROUP, new ConnectException()));

            JsonNode write = json().get("lastWrites").get(0);
            assertThat(write.get("status").isNull()).isTrue();
            assertThat(write.get("failure").asText()).isEqualTo("java.net.ConnectException");
        }

        @Test
        void jsonEscapesAnyTextInAscii() throws IOException {
            String text = "\"quoted\" \\ / \u0000 \u001f \n \t \u007f é € \ud83d\ude00 \ud800";
            report.onCall(answered("GET", GROUP, text, 200));

            assertThat(json().get("notAttributed").get(0).get("userAgent").asText())
                    .isEqualTo(text);
            StringBuilder json = new StringBuilder();
            report.writeJson(json);
            assertThat(json.chars()).allMatch(c -> c == '\n' || c >= ' ' && c <= '~');
            assertThat(json.toString()).contains("\\\"quoted\\\" \\\\ / \\u0000");
        }

        /** Needed because users compare two reports line by line. */
        @Test
        void jsonHasOneLinePerMemberInFixedOrder() throws IOException {
            StringBuilder json = new StringBuilder();
            report.writeJson(json);

            assertThat(json.toString().replaceAll("\"20[^\"]*\"", "\"...\"")).isEqualTo("""
                    {
                      "version": 1,
                      "since": "...",
                      "until": "...",
                      "allAttributed": false,
                      "calls": 0,
                      "attributed": 0,
                      "withAnotherId": 0,
                      "withoutId": 0,
                      "inactive": 0,
                      "unanswered": 0,
                      "lastWrites": [],
                      "notAttributed": [],
                      "droppedLastWrites": 0,
                      "droppedNotAttributed": 0
                    }
                    """);
            json();
        }
    }

    @Nested
    class Table {
        @Test
        void tableListsResourcesAndEndsWithTotals() {
            report.onCall(answered("PUT", GROUP, "sdk/1 " + PID, 201));
            report.onCall(answered(
                    "PUT",
                    GROUP + "/providers/Microsoft.Sql/servers/s/databases/d",
                    Map.of("User-Agent", "sdk/1 " + PID),
                    202,
                    Map.of("x-ms-correlation-request-id", "c1")));
            report.onCall(answered("GET", GROUP, "sdk/1 " + PID, 200));

            assertThat(report).hasToString("""
                    LAST WRITE OF                               STATUS  TRACKING ID                               CORRELATION ID
                    Microsoft.Resources/resourceGroups contoso  201     pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4  -
                    Microsoft.Sql/servers/databases s/d         202     pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4  c1

                    attributed 3 of 3 Resource Manager calls; this is what was sent, not what Microsoft credited""");
        }

        @Test
        void tableListsCallsThatWereNotAttributed() {
            ResourceManagerCall failed = failed("PUT", GROUP, new ConnectException());
            ResourceManagerCall none = answered("PUT", GROUP + "/providers/N.A/t/x", "sdk/1\u001b[31m", 201);
            ResourceManagerCall other = answered("PUT", GROUP + "/providers/N.A/t/y", "sdk/1 " + OTHER, 201);
            List.of(failed, none, other).forEach(report::onCall);

            assertThat(report).hasToString("""
                    LAST WRITE OF                               STATUS  TRACKING ID                                         CORRELATION ID
                    Microsoft.Resources/resourceGroups contoso  -       pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4            -
                    N.A/t x                                     201     -                                                   -
                    N.A/t y                                     201     pid-contoso-myoffer-partnercenter (not attributed)  -

                    attributed 1 of 3 Resource Manager calls; this is what was sent, not what Microsoft credited
                    without a response: 1
                    not attributed: 1 with another tracking ID, 1 with none; the last ones:
                      %s PUT %s/providers/N.A/t/x 201, User-Agent: sdk/1\\u001b[31m
                      %s PUT %s/providers/N.A/t/y 201, User-Agent: sdk/1 pid-contoso-myoffer-partnercenter
                    With another: it was probably there first. This library adds no second ID, because Microsoft reportedly credits only one ID per request.
                    With none: the User-Agent was probably set again after attribution. Attribution must come last.\
                    """.formatted(none.time(), GROUP, other.time(), GROUP));
        }

        @Test
        void tableNamesOnlyTheCauseThatApplies() {
            report.onCall(answered("GET", GROUP, "sdk/1 " + OTHER, 200));

            assertThat(report.toString())
                    .endsWith("\nWith another: it was probably there first. This library adds no second ID, because"
                            + " Microsoft reportedly credits only one ID per request.");
        }

        @Test
        void tableListsLastTenCallsThatWereNotAttributed() {
            for (int i = 0; i < 12; i++) {
                report.onCall(answered("GET", GROUP, "sdk/" + i, 200));
            }

            assertThat(report.toString().lines())
                    .hasSize(13)
                    .element(2)
                    .asString()
                    .endsWith("sdk/2");
        }

        @Test
        void tableOfEmptyReportHasOneLine() {
            assertThat(report)
                    .hasToString(
                            "attributed 0 of 0 Resource Manager calls; this is what was sent, not what Microsoft credited");
        }
    }

    @Nested
    class UnderReportedServices {
        @Test
        void marksUnderReportedServicesAndWarnsOncePerService() throws IOException {
            try (Logs logs = new Logs()) {
                List.of(
                                "Microsoft.ContainerService/managedClusters/aks",
                                "microsoft.containerservice/managedclusters/aks/agentPools/p",
                                "Microsoft.Compute/virtualMachineScaleSets/set",
                                "Microsoft.Batch/batchAccounts/b",
                                "Microsoft.Compute/virtualMachineScaleSets/set",
                                "Microsoft.Compute/virtualMachineScaleSetsOfMine/set",
                                "Microsoft.Compute/virtualMachines/vm")
                        .forEach(resource -> report.onCall(write(resource)));

                assertThat(logs.lines())
                        .containsExactly(
                                "WARN Microsoft.ContainerService/managedClusters: Azure reports the usage of Azure"
                                        + " Kubernetes Service (AKS) incompletely, even for attributed calls; this is"
                                        + " a known issue of Microsoft. Logged once.",
                                "WARN Microsoft.Compute/virtualMachineScaleSets: Azure reports the usage of VM Scale Sets"
                                        + " incompletely, even for attributed calls; this is a known issue of Microsoft. Logged once.",
                                "WARN Microsoft.Batch/batchAccounts: Azure reports the usage of Azure Batch incompletely,"
                                        + " even for attributed calls; this is a known issue of Microsoft. Logged once.");
            }
            assertThat(json().get("lastWrites"))
                    .filteredOn(write -> !write.get("underReported").isNull())
                    .hasSize(4);
            assertThat(report.toString().lines())
                    .filteredOn(line -> line.contains("*"))
                    .hasSize(7)
                    .contains("* Azure reports the usage of Azure Batch incompletely, even for attributed calls;"
                            + " this is a known issue of Microsoft")
                    .anyMatch(line -> line.startsWith("Microsoft.Batch/batchAccounts b * "));
        }

        @Test
        void warnsOfUnderReportedServiceOnOneLine() {
            try (Logs logs = new Logs()) {
                report.onCall(write("Microsoft.Batch/batchAccounts/b/x%0AERROR/y"));

                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .startsWith("WARN Microsoft.Batch/batchAccounts/x\\u000aERROR: ");
            }
        }

        @Test
        void doesNotWarnIfUnderReportedServiceIsRead() {
            try (Logs logs = new Logs()) {
                report.onCall(
                        answered("GET", GROUP + "/providers/Microsoft.Batch/batchAccounts/b", "sdk/1 " + PID, 200));

                assertThat(logs.lines()).isEmpty();
            }
        }
    }

    @Nested
    class AssertComplete {
        @Test
        void assertCompletePassesIfAllCallsWereAttributed() {
            report.onCall(write("N.A/t/x"));

            assertThat(report.allAttributed()).isTrue();
            report.assertComplete();
        }

        @Test
        void assertCompleteFailsAndListsCallsThatWereNotAttributed() {
            report.onCall(write("N.A/t/x"));
            report.onCall(answered("GET", GROUP, "sdk/1", 200));

            assertThat(report.allAttributed()).isFalse();
            assertThatThrownBy(report::assertComplete)
                    .isExactlyInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("attributed 1 of 2 Resource Manager calls; ")
                    .hasMessageContaining("\nnot attributed: 0 with another tracking ID, 1 with none; the last ones:\n")
                    .hasMessageContaining(" GET " + GROUP + " 200, User-Agent: sdk/1\n")
                    .hasMessageEndingWith(
                            "\nWith none: the User-Agent was probably set again after attribution. Attribution must"
                                    + " come last.");
        }

        /** Needed because a report that was not added to any attribution must not pass in a build pipeline. */
        @Test
        void assertCompleteFailsIfNoCallWasReported() {
            assertThat(report.allAttributed()).isFalse();
            assertThatThrownBy(report::assertComplete)
                    .isExactlyInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("No Resource Manager call was reported. ")
                    .hasMessageContaining("attribution.withListener(report)");
        }

        /** Needed because it is unknown whether a call without a response was sent. */
        @Test
        void assertCompleteFailsIfNoCallGotAResponse() {
            report.onCall(failed("GET", GROUP, new ConnectException()));

            assertThat(report.allAttributed()).isFalse();
            assertThatThrownBy(report::assertComplete)
                    .isExactlyInstanceOf(AssertionError.class)
                    .hasMessage(
                            "No Resource Manager call got a response: 1 failed and possibly never left this machine.");
        }
    }
}
