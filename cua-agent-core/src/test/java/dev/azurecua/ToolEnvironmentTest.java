// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolEnvironmentTest {
    private static final String GUID = "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String UPPER = "B6ADDD8F-5FF4-4FC0-A2B5-0EC7861106C4";
    private static final String ID = "pid-" + GUID;
    private static final String MARKETPLACE_GUID = "pid-399fb80b-c914-4257-b61e-91ab73733888-partnercenter";
    private static final String MARKETPLACE_NAME = "pid-contoso-myoffer-partnercenter";
    private static final String OTHER = "pid-aaaaaaaa-0000-0000-0000-00000000000a";

    private final Map<String, String> environment = new HashMap<>();

    /** Attributes the environment and returns the log lines. */
    private List<String> attribute(Attribution attribution) {
        try (Logs logs = new Logs()) {
            ToolEnvironment.attribute(environment, attribution);
            return logs.lines();
        }
    }

    private static String warningOf(String variable, String other) {
        return "WARN " + variable + " already contains " + other + "; not adding " + ID + ", because Microsoft"
                + " reportedly credits only one ID per request. If the present value is not intended, remove it from"
                + " the environment.";
    }

    @Test
    void setsRegisteredIdForAllTools() {
        environment.put("PATH", "/bin");

        assertThat(attribute(Attribution.of(ID))).isEmpty();

        assertThat(environment)
                .containsOnly(
                        Map.entry("PATH", "/bin"),
                        Map.entry("AZURE_HTTP_USER_AGENT", ID),
                        Map.entry("ARM_PARTNER_ID", GUID),
                        Map.entry("CUA_TRACKING_ID", ID));
    }

    @Test
    void setsMarketplaceIdWithGuidUnchanged() {
        assertThat(attribute(Attribution.of(MARKETPLACE_GUID))).isEmpty();

        assertThat(environment)
                .containsOnly(
                        Map.entry("AZURE_HTTP_USER_AGENT", MARKETPLACE_GUID),
                        Map.entry("ARM_PARTNER_ID", MARKETPLACE_GUID),
                        Map.entry("CUA_TRACKING_ID", MARKETPLACE_GUID));
    }

    @Test
    void doesNotSetMarketplaceIdWithNameForAzurermAndWarns() {
        assertThat(attribute(Attribution.of(MARKETPLACE_NAME)))
                .containsExactly("WARN ARM_PARTNER_ID is not set, because Terraform's azurerm refuses "
                        + MARKETPLACE_NAME + " there and as"
                        + " partner_id: it contains a name instead of a GUID. azurerm gets the ID from"
                        + " AZURE_HTTP_USER_AGENT only. Set ARM_DISABLE_TERRAFORM_PARTNER_ID=true; otherwise"
                        + " azurerm also sends Terraform's own ID.");

        assertThat(environment)
                .containsOnly(
                        Map.entry("AZURE_HTTP_USER_AGENT", MARKETPLACE_NAME),
                        Map.entry("CUA_TRACKING_ID", MARKETPLACE_NAME));
    }

    @Test
    void secondCallDoesNotChangeEnvironment() {
        Attribution attribution = Attribution.of(ID).withEndpoint(URI.create("https://a.example"));
        attribute(attribution);
        Map<String, String> once = Map.copyOf(environment);

        assertThat(attribute(attribution)).isEmpty();
        assertThat(environment).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource({
        "cloud-shell/1.0, cloud-shell/1.0 " + ID,
        "'cloud-shell/1.0 GITHUBACTIONS/deploy@v1 ', cloud-shell/1.0 GITHUBACTIONS/deploy@v1 " + ID,
        // Contains the ID, but not as a token.
        "x" + ID + ", x" + ID + " " + ID,
        "pid-, pid- " + ID,
        "pid-4711, pid-4711 " + ID,
        "' ', " + ID,
        "'', " + ID,
        ID + ", " + ID,
        "PID-" + UPPER + ", PID-" + UPPER,
        ID + " cloud-shell/1.0, " + ID + " cloud-shell/1.0",
        ID + " " + ID + ", " + ID + " " + ID,
    })
    void appendsIdToUserAgentOnce(String present, String expected) {
        environment.put("AZURE_HTTP_USER_AGENT", present);

        assertThat(attribute(Attribution.of(ID))).isEmpty();
        assertThat(environment).containsEntry("AZURE_HTTP_USER_AGENT", expected).containsEntry("ARM_PARTNER_ID", GUID);
    }

    @ParameterizedTest
    @CsvSource({
        OTHER + ", " + OTHER,
        "cloud-shell/1.0 " + OTHER + " x/1, " + OTHER,
        ID + " " + OTHER + ", " + OTHER,
        OTHER + " " + ID + ", " + OTHER,
        ID + "-partnercenter, " + ID + "-partnercenter",
    })
    void doesNotChangeUserAgentWithAnotherIdAndWarns(String present, String other) {
        environment.put("AZURE_HTTP_USER_AGENT", present);

        assertThat(attribute(Attribution.of(ID))).containsExactly(warningOf("AZURE_HTTP_USER_AGENT", other));
        assertThat(environment)
                .containsEntry("AZURE_HTTP_USER_AGENT", present)
                .containsEntry("ARM_PARTNER_ID", GUID)
                .containsEntry("CUA_TRACKING_ID", ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {GUID, UPPER, ID, "pid-" + UPPER, "PID-" + UPPER, " " + ID + "\n"})
    void keepsSameIdInAnotherSpelling(String present) {
        environment.put("ARM_PARTNER_ID", present);
        environment.put("CUA_TRACKING_ID", present);

        assertThat(attribute(Attribution.of(ID))).isEmpty();
        assertThat(environment).containsEntry("ARM_PARTNER_ID", present).containsEntry("CUA_TRACKING_ID", present);
    }

    @ParameterizedTest
    @ValueSource(strings = {MARKETPLACE_NAME, "pid-Contoso-MyOffer-partnercenter"})
    void keepsMarketplaceIdInAnotherLetterCase(String present) {
        environment.put("ARM_PARTNER_ID", present);
        environment.put("CUA_TRACKING_ID", present);

        assertThat(attribute(Attribution.of(MARKETPLACE_NAME))).isEmpty();
        assertThat(environment).containsEntry("ARM_PARTNER_ID", present).containsEntry("CUA_TRACKING_ID", present);
    }

    @ParameterizedTest
    @CsvSource({
        OTHER + ", " + OTHER,
        ID + "-partnercenter, " + ID + "-partnercenter",
        "4567890, 4567890",
        "pid-" + ID + ", pid-" + ID,
        "conto\u00f6o, conto\\u00f6o",
        "'a\nERROR b', a\\u000aERROR b",
    })
    void doesNotChangeAnotherValueAndWarns(String present, String shown) {
        environment.put("ARM_PARTNER_ID", present);
        environment.put("CUA_TRACKING_ID", present);

        assertThat(attribute(Attribution.of(ID)))
                .containsExactly(warningOf("ARM_PARTNER_ID", shown), warningOf("CUA_TRACKING_ID", shown));
        assertThat(environment)
                .containsEntry("AZURE_HTTP_USER_AGENT", ID)
                .containsEntry("ARM_PARTNER_ID", present)
                .containsEntry("CUA_TRACKING_ID", present);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"null", "''", "' '", "'\t\n'"},
            nullValues = "null")
    void treatsBlankVariableAsNotSet(String blank) {
        environment.put("AZURE_HTTP_USER_AGENT", blank);
        environment.put("ARM_PARTNER_ID", blank);
        environment.put("CUA_TRACKING_ID", blank);
        environment.put("CUA_ENDPOINTS", blank);
        environment.put("CUA_OPT_OUT", blank);

        assertThat(attribute(Attribution.of(ID).withEndpoint(URI.create("https://a.example"))))
                .isEmpty();
        assertThat(environment)
                .containsEntry("AZURE_HTTP_USER_AGENT", ID)
                .containsEntry("ARM_PARTNER_ID", GUID)
                .containsEntry("CUA_TRACKING_ID", ID)
                .containsEntry("CUA_ENDPOINTS", "https://a.example");
    }

    @Test
    void setsAddedEndpointsForChildProcess() {
        Attribution attribution = Attribution.of(ID)
                .withEndpoint(URI.create("https://management.local.azurestack.external/"))
                .withEndpoint(URI.create("https://b.example:8443"));

        attribute(attribution);

        assertThat(Attribution.from(Settings.of(Map.of(), environment)).endpoints())
                .isEqualTo(attribution.endpoints());
    }

    @Test
    void keepsEndpointsThatAreSet() {
        environment.put("CUA_ENDPOINTS", "https://b.example");

        assertThat(attribute(Attribution.of(ID).withEndpoint(URI.create("https://a.example"))))
                .isEmpty();
        assertThat(environment).containsEntry("CUA_ENDPOINTS", "https://b.example");
    }

    @Test
    void inactiveAttributionChangesNothing() {
        environment.put("AZURE_HTTP_USER_AGENT", OTHER);
        environment.put("ARM_PARTNER_ID", " ");
        Map<String, String> before = Map.copyOf(environment);

        assertThat(attribute(Attribution.none().withEndpoint(URI.create("https://a.example"))))
                .isEmpty();
        assertThat(environment).isEqualTo(before);
    }

    @Test
    void honoursOptOutInEnvironmentOfTool() {
        environment.put("CUA_OPT_OUT", "true");

        assertThat(attribute(Attribution.of(ID)))
                .containsExactly(
                        "INFO Nothing is attributed: the customer opted out by environment variable CUA_OPT_OUT");
        assertThat(environment).containsOnlyKeys("CUA_OPT_OUT");
    }

    @Test
    void throwsOnUnmodifiableMapOnlyIfVariableMustBeSet() {
        Map<String, String> unmodifiable = Collections.unmodifiableMap(environment);

        assertThatThrownBy(() -> ToolEnvironment.attribute(unmodifiable, Attribution.of(ID)))
                .isInstanceOf(UnsupportedOperationException.class);

        attribute(Attribution.of(ID));
        ToolEnvironment.attribute(unmodifiable, Attribution.of(ID));
        ToolEnvironment.attribute(unmodifiable, Attribution.none());
    }
}
