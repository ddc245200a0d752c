// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import java.net.URI;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallsAssertTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final String OTHER = "pid-11111111-2222-3333-4444-555555555555";
    private static final String SDK = "azsdk-java-com.azure.resourcemanager.network/2.57.0 (17.0.15; Linux; 6.1)";
    private static final String ARM = "https://management.azure.com";
    private static final String GROUP = "/subscriptions/s/resourceGroups/g";
    private static final String VM = GROUP + "/providers/Microsoft.Compute/virtualMachines/vm";

    private static CallsAssert calls(RecordedCall... calls) {
        return CallsAssert.of(List.of(calls), URI.create("https://localhost:8443"));
    }

    private static RecordedCall call(String method, String uri, String userAgent) {
        return new RecordedCall(method, URI.create(uri), 200, lines(userAgent), false);
    }

    private static List<String> lines(String userAgent) {
        return userAgent == null ? List.of() : List.of(userAgent);
    }

    private static RecordedCall read(String userAgent) {
        return call("GET", ARM + GROUP, userAgent);
    }

    private static RecordedCall sdkRead(String userAgent) {
        return new RecordedCall("GET", URI.create(ARM + GROUP), 200, lines(userAgent), true);
    }

    private static AbstractStringAssert<?> assertFailure(Runnable assertion) {
        return assertThat(assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .actual()
                .getMessage());
    }

    private static AbstractStringAssert<?> assertLoss(RecordedCall call) {
        return assertFailure(() -> calls(read("a/1 " + ID), call).carry(ID))
                .startsWith("Expected each call to Resource Manager to carry " + ID
                        + " exactly once, but 1 of 2 did not.\n")
                .contains(":\n  " + call);
    }

    @Test
    void acceptsCallsThatCarryIdOnce() {
        CallsAssert calls = calls(
                sdkRead(SDK + " " + ID),
                read("okhttp/4.12.0 " + ID),
                // Some clients send no product of their own.
                read(ID.toString()),
                call("GET", "https://eastus.management.azure.com/", ID + " a/1"),
                call("GET", "https://localhost:8443/", "a/1 " + ID),
                call("GET", "https://graph.microsoft.com/", "a/1"),
                call("GET", "https://contoso.vault.azure.net/", "a/1 " + OTHER));

        assertThat(calls.all()).isSameAs(calls);
        assertThat(calls.all().carry(ID)).isSameAs(calls);
        assertThat(calls.carry("b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4")).isSameAs(calls);
        CallsAssert graph = calls.toHost("GRAPH.microsoft.com");
        assertThat(graph.carryNothing()).isSameAs(graph);
    }

    @Test
    void carryRejectsInvalidTrackingId() {
        assertThatIllegalArgumentException().isThrownBy(() -> calls(read("a/1")).carry("contoso"));
    }

    @Test
    void carryFailsForInactiveAttribution() {
        assertFailure(() -> calls(read("a/1")).carry(Attribution.none().trackingId()))
                .isEqualTo(
                        "Expected each call to Resource Manager to carry a tracking ID, but the attribution is inactive"
                                + " and has none: no valid tracking ID is configured, or this process is opted out"
                                + " (cua.opt-out, CUA_OPT_OUT)");
    }

    @Test
    void carryFailsIfNoCallArrived() {
        assertFailure(() -> calls().all().carry(ID))
                .isEqualTo(
                        "Expected each call to Resource Manager to carry " + ID + " exactly once, but there was no such"
                                + " call. No call arrived at all; build the client with azure.httpClient(),"
                                + " azure.proxyAddress() or azure.endpoint().");
    }

    @Test
    void failureListsWhatArrivedIfNoCallWasSelected() {
        assertFailure(() -> calls(read("a/1 " + ID))
                        .writes()
                        .to("Microsoft.Compute/virtualMachines")
                        .carryNothing())
                .isEqualTo("Expected each write of Microsoft.Compute/virtualMachines to Resource Manager to carry no"
                        + " tracking ID, but there was no such call. These calls arrived:\n  " + read("a/1 " + ID));
    }

    @Test
    void failureExplainsSdkClientWithoutPolicy() {
        assertLoss(sdkRead(SDK))
                .contains("\nNever attributed: the User-Agent has the product of the Azure SDK but no ID;");
        assertLoss(read(SDK))
                .contains("\nNever attributed: the User-Agent has the product of the Azure SDK but no ID;");
    }

    @Test
    void failureExplainsOverwrittenUserAgent() {
        assertLoss(sdkRead("contoso/1.0"))
                .contains("\nOverwritten: ", "replaces the User-Agent, probably after the policy");
        assertLoss(sdkRead(null)).contains("\nOverwritten: ", "replaces the User-Agent, probably after the policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso/1.0 ", "", SDK + " ", "pid-4711 "})
    void carryDoesNotDependOnOtherProducts(String products) {
        calls(sdkRead(products + ID), read(products + ID.toString().toUpperCase()))
                .carry(ID);
    }

    @Test
    void keepSdkProductFailsIfTheProductIsReplaced() {
        CallsAssert kept = calls(sdkRead(SDK + " " + ID), sdkRead("contoso/1.0 " + SDK), read("contoso/1.0"));
        assertThat(kept.keepSdkProduct()).isSameAs(kept);

        RecordedCall replaced = sdkRead("contoso/1.0 " + ID);
        assertFailure(() -> calls(sdkRead(SDK), replaced).all().carryNothing().keepSdkProduct())
                .startsWith("Expected each call to Resource Manager to carry no tracking ID");
        assertFailure(() -> calls(sdkRead(SDK), replaced).keepSdkProduct())
                .isEqualTo("Expected each call of the Azure SDK to Resource Manager to have the product of the SDK in"
                        + " its User-Agent, but 1 of 2 did not.\n"
                        + "Overwritten: something replaces the User-Agent instead of appending to it:\n  " + replaced);
        assertFailure(() -> calls(read("a/1")).keepSdkProduct())
                .startsWith("Expected each call of the Azure SDK to Resource Manager to have the product of the SDK in"
                        + " its User-Agent, but there was no such call.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "okhttp/4.12.0",
                "Java-http-client/17.0.15",
                "Java/1.8.0_442",
                "Apache-HttpClient/5.4 (Java/17.0.15)",
                "ReactorNetty/1.2.0"
            })
    void failureExplainsClientWithoutAdapter(String userAgent) {
        assertLoss(read(userAgent))
                .contains("\nNever attributed: the User-Agent is the HTTP client's own", "add the adapter");
    }

    /** The request does not show whether there was an adapter, so both reasons are named. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"contoso/1.0", "contoso/1.0 okhttp/4.12.0"})
    void failureNamesBothReasonsForClientWithItsOwnUserAgent(String userAgent) {
        assertLoss(read(userAgent))
                .contains(
                        "\nNever attributed, or set again after the adapter: ",
                        userAgent == null ? "there is no User-Agent" : "your code sets the User-Agent",
                        "AttributionInterceptor.attribute(client, attribution)",
                        "attribution.userAgent(…)");
    }

    @Test
    void failureExplainsTextThatOnlyResemblesAnId() {
        assertLoss(sdkRead("pid-b6addd8f-5ff4-4fc0-a " + SDK))
                .contains("\nNo ID, but a text that resembles one: 'pid-b6addd8f-5ff4-4fc0-a' is not a tracking ID: its"
                        + " GUID is cut off");
        assertLoss(read("a/1 pid-4711"))
                .contains("\nNo ID, but a text that resembles one: 'pid-4711' is not a tracking ID: ");
    }

    @Test
    void failureShowsTheSettingsIfNoneAttributesTheAzureSdk() {
        assertLoss(sdkRead(SDK))
                .contains("\nNo setting of this JVM attributes calls:\n  system property cua.opt-out")
                .contains("\n  environment variable CUA_TRACKING_ID        not set\n")
                .endsWith("\n  Result: no attribution: no tracking ID is set");
        assertLoss(read("okhttp/4.12.0")).contains("\n  Result: no attribution: no tracking ID is set");
        // Settings do not help here.
        assertLoss(sdkRead("a/1 " + OTHER)).doesNotContain("Result: ");
        assertLoss(sdkRead("a/1")).doesNotContain("Result: ");
        assertLoss(call("GET", "https://localhost:8443/", SDK)).doesNotContain("Result: ");
    }

    @Test
    void failureNamesSettingsThatResembleTheRightOne() {
        System.setProperty("cua.trackingId", ID.toString());
        try {
            assertLoss(sdkRead(SDK))
                    .contains("\n  Warning: Unknown settings have no effect: system property cua.trackingId. Known");
        } finally {
            System.clearProperty("cua.trackingId");
        }
    }

    @Test
    void failureSaysIfASettingDidNotReachTheClient() {
        System.setProperty("cua.tracking-id", ID.toString());
        try {
            assertLoss(sdkRead(SDK))
                    .contains(
                            "\nA setting of this JVM attributes calls, but not those of these clients; run \"cua doctor"
                                    + " --class-path …\" to find out why:\n")
                    .endsWith("\n  Result: attribution to " + ID);
        } finally {
            System.clearProperty("cua.tracking-id");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/1 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                "a/1 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4 pid-11111111-2222-3333-4444-555555555555",
            })
    void failureExplainsSeveralIds(String userAgent) {
        assertLoss(read(userAgent)).contains("\nSeveral IDs: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/1 pid-11111111-2222-3333-4444-555555555555",
                "a/1 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-partnercenter",
            })
    void failureExplainsOtherId(String userAgent) {
        assertLoss(read(userAgent)).contains("\nAnother ID: ");
    }

    @Test
    void idInCommentDoesNotCount() {
        for (String userAgent : List.of("a/1 (" + ID + ")", "a/1," + ID, "a/" + ID)) {
            assertLoss(read(userAgent))
                    .contains(
                            "\nNo ID, but a text that resembles one: '",
                            "' is a part of a token; a tracking ID is a token");
            assertFailure(() -> calls(read(userAgent)).carryNothing()).contains("1 of 1 did not");
        }
        calls(read("my-pid-tool/1"), read("rapid-api/1")).carryNothing();
    }

    @Test
    void failureExplainsEndpointThatIsNotCovered() {
        assertLoss(call("GET", "https://localhost:8443/subscriptions/s", "okhttp/4.12.0"))
                .contains(
                        "\nNot covered, or not attributed: https://localhost:8443 ", "withEndpoint(azure.endpoint())");
        assertLoss(call("GET", "https://localhost:8443/subscriptions/s", "a/1 " + OTHER))
                .doesNotContain("withEndpoint");
        assertLoss(new RecordedCall(
                        "GET", URI.create("https://localhost:8443/subscriptions/s"), 200, List.of("a/1"), true))
                .contains("\nOverwritten: ")
                .doesNotContain("withEndpoint");
    }

    @Test
    void failureListsCallsUnderTheirReason() {
        RecordedCall unattributed = sdkRead(SDK);
        RecordedCall otherId = read("a/1 " + OTHER);

        assertFailure(() -> calls(unattributed, otherId, read("a/1 " + ID), unattributed)
                        .carry(ID))
                .contains(" but 3 of 4 did not.\nNever attributed: ")
                .contains(":\n  " + unattributed + "\n  " + unattributed + "\nAnother ID: ")
                .contains(":\n  " + otherId + "\nNo setting of this JVM attributes calls:\n");
    }

    @Test
    void toSelectsResourcesListsAndActionsOfType() {
        CallsAssert calls = calls(
                call("PUT", ARM + VM, "a/1 " + ID),
                call("POST", ARM + VM + "/start", "a/1 " + ID),
                call("GET", ARM + "/subscriptions/s/providers/Microsoft.Compute/virtualMachines", "a/1 " + ID),
                call("PUT", ARM + VM + "/extensions/e", "a/1"),
                call("PUT", ARM + GROUP, "a/1"));

        calls.to("Microsoft.Compute/virtualMachines").carry(ID);
        calls.to("microsoft.compute/VIRTUALMACHINES").carry(ID);
        calls.to("Microsoft.Compute/virtualMachines/extensions").carryNothing();
        calls.to("Microsoft.Resources/resourceGroups").carryNothing();
        assertFailure(() -> calls.to("Microsoft.Compute/virtualMachines").carryNothing())
                .startsWith(
                        "Expected each call of Microsoft.Compute/virtualMachines to Resource Manager to carry no tracking"
                                + " ID, but 3 of 3 did not.\nAttributed: ");
        assertThatIllegalArgumentException().isThrownBy(() -> calls.to("virtualMachines"));
    }

    @Test
    void writesSelectsAllMethodsThatCanChangeSomething() {
        CallsAssert calls = calls(
                call("PUT", ARM + VM, "a/1 " + ID),
                call("PATCH", ARM + VM, "a/1 " + ID),
                call("POST", ARM + VM + "/start", "a/1 " + ID),
                call("DELETE", ARM + VM, "a/1 " + ID),
                call("GET", ARM + VM, "a/1"),
                call("HEAD", ARM + GROUP, "a/1"));

        calls.writes().to("Microsoft.Compute/virtualMachines").carry(ID);
        assertFailure(() -> calls.carry(ID)).contains("2 of 6 did not");
    }

    @Test
    void toOtherServicesSelectsCallsOutsideResourceManager() {
        RecordedCall leak = call("GET", "https://contoso.blob.core.windows.net/", "a/1 " + ID);
        CallsAssert calls = calls(read("a/1 " + ID), call("GET", "https://graph.microsoft.com/", "a/1"), leak);

        calls.toHost("graph.microsoft.com").carryNothing();
        assertFailure(() -> calls.writes().toOtherServices().carryNothing())
                .startsWith(
                        "Expected each write to other services to carry no tracking ID, but there was no such call.");
        assertFailure(() -> calls.toOtherServices().carryNothing())
                .isEqualTo("Expected each call to other services to carry no tracking ID, but 1 of 2 did not.\n"
                        + "Sent to another service: the ID was probably set for all hosts; use the policy or the"
                        + " interceptor instead, which adds it for hosts of Resource Manager only:\n  " + leak);
    }

    @Test
    void assertThatCallsVerifiesRecordedCalls() {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            new TestClient(azure).getAs("a/1 " + ID, "/subscriptions/s");
            azure.assertThatCalls().all().carry(ID);

            new TestClient(azure).getAs("a/1", azure.endpoint() + "/subscriptions/s");
            assertFailure(() -> azure.assertThatCalls().all().carry(ID))
                    .contains("Not covered, or not attributed: " + azure.endpoint());
        }
    }
}
