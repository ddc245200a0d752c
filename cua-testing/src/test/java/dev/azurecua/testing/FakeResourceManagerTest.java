// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.resourcemanager.AzureResourceManager;
import dev.azurecua.TrackingId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeResourceManagerTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final String GROUP = "/subscriptions/s/resourceGroups/g";

    private static FakeResourceManager azure;
    private static Caller caller;

    @BeforeAll
    static void start() {
        azure = FakeResourceManager.start();
        caller = new Caller(azure);
    }

    @AfterAll
    static void stop() {
        azure.close();
    }

    @BeforeEach
    void reset() {
        azure.reset();
    }

    @Test
    void deployerRunsThroughItUnchanged() {
        AzureResourceManager resources = AzureResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), azure.profile("00000000-0000-0000-0000-000000000001"))
                .withDefaultSubscription();

        resources.resourceGroups().define("rg").withRegion("eastus").create();
        resources
                .storageAccounts()
                .define("contoso")
                .withRegion("eastus")
                .withExistingResourceGroup("rg")
                .create();
        azure.completeNextWriteAfter(1);
        resources
                .networks()
                .define("net")
                .withRegion("eastus")
                .withExistingResourceGroup("rg")
                .withAddressSpace("10.0.0.0/16")
                .create();
        assertThat(resources.networks().list()).hasSize(1);
        assertThat(resources.providers().register("Microsoft.Network").namespace())
                .isEqualTo("Microsoft.Network");
        assertThat(resources.accessManagement().activeDirectoryUsers().list()).isEmpty();
        resources.resourceGroups().deleteByName("rg");
        assertThat(resources.networks().list()).isEmpty();

        assertThat(azure.calls()).allMatch(call -> call.status() < 300);
        assertThat(azure.calls())
                .filteredOn(RecordedCall::isToResourceManager)
                .allMatch(call ->
                        call.uri().getAuthority().equals(azure.endpoint().getAuthority()));
    }

    @Test
    void aStubWins() {
        azure.wireMock()
                .stubFor(get(urlPathEqualTo("/subscriptions/s"))
                        .willReturn(aResponse().withStatus(429)));

        assertThat(caller.get("/subscriptions/s").status()).isEqualTo(429);
        assertThat(caller.get("/subscriptions/t").status()).isEqualTo(200);
    }

    @Test
    void mappingFilesOfAnotherServerAreNotRead() {
        assertThat(getClass().getResource("/mappings/of-another-server.json")).isNotNull();

        assertThat(caller.get("/of-another-server").status()).isEqualTo(200);
    }

    @Nested
    class Reset {
        @Test
        void everythingIsForgotten() {
            caller.put(GROUP, "{}");
            azure.completeNextWriteAfter(5);
            String operation = caller.put(GROUP, "{}").header("Azure-AsyncOperation");
            azure.completeNextWriteAfter(5);
            azure.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
            assertThat(caller.get(GROUP).status()).isEqualTo(503);

            azure.reset();

            assertThat(azure.calls()).isEmpty();
            assertThat(caller.get(GROUP).status()).isEqualTo(404);
            assertThat(caller.get(operation).status()).isEqualTo(404);
            assertThat(caller.put(GROUP, "{}").header("Azure-AsyncOperation")).isNull();
        }

        @Test
        void theStandInGoesOn() {
            azure.reset();
            azure.wireMock().resetAll();

            assertThat(caller.put(GROUP, "{}").status()).isEqualTo(200);
            assertThat(caller.get(GROUP).json("name")).isEqualTo("g");
            assertThat(azure.calls()).hasSize(2);
        }
    }

    @Nested
    class EveryCallCarries {
        private static final String OTHER = "pid-11111111-2222-3333-4444-555555555555";

        @Test
        void theIdOnce() {
            caller.getAs("azsdk-java/1 (17) " + ID, "/subscriptions/s");
            caller.getAs(ID + " a/1", "https://eastus.management.azure.com/subscriptions/s");
            caller.getAs(ID.toString(), azure.endpoint() + "/subscriptions/s");

            assertThatCode(() -> azure.assertEveryCallCarries(ID)).doesNotThrowAnyException();
        }

        @Test
        void whateverOtherServicesAreSent() {
            caller.getAs("a/1 " + ID, "/subscriptions/s");
            caller.getAs("a/1", "https://graph.microsoft.com/");
            caller.getAs("a/1 " + OTHER, "https://contoso.vault.azure.net/");

            assertThatCode(() -> azure.assertEveryCallCarries(ID)).doesNotThrowAnyException();
        }

        @Test
        void andThereIsACall() {
            caller.getAs("a/1 " + ID, "https://graph.microsoft.com/");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> azure.assertEveryCallCarries(ID))
                    .withMessage(
                            "Expected Resource Manager calls that carry " + ID + ", but there was none: was the client"
                                    + " given azure.httpClient(), or sent to azure.endpoint()?");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a/1",
                    "a/1 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                    "a/1 pid-11111111-2222-3333-4444-555555555555",
                    "a/1 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4 pid-11111111-2222-3333-4444-555555555555",
                    "a/1 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-partnercenter",
                    "a/1 (pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4)",
                })
        void andNothingElse(String userAgent) {
            caller.getAs("a/1 " + ID, "/subscriptions/s");
            caller.getAs(userAgent, "/subscriptions/s");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> azure.assertEveryCallCarries(ID))
                    .withMessage("Expected every Resource Manager call to carry " + ID
                            + " exactly once, but 1 of 2 did not:\n"
                            + "  GET https://management.azure.com/subscriptions/s 200, User-Agent: " + userAgent);
        }

        @Test
        void everyOffenderIsNamed() {
            caller.getAs("a/1", "/subscriptions/s");
            caller.getAs("a/1 " + ID, "/subscriptions/s");
            caller.getAs("a/1", "https://graph.microsoft.com/");
            caller.getAs("b/1 " + OTHER, "/missing/x?y=z");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> azure.assertEveryCallCarries(ID))
                    .withMessage("Expected every Resource Manager call to carry " + ID
                            + " exactly once, but 2 of 3 did not:\n"
                            + "  GET https://management.azure.com/subscriptions/s 200, User-Agent: a/1\n"
                            + "  GET https://management.azure.com/missing/x?y=z 404, User-Agent: b/1 " + OTHER);
        }

        @Test
        void andItsOwnEndpointIsExplained() {
            caller.getAs("a/1", azure.endpoint() + "/subscriptions/s");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> azure.assertEveryCallCarries(ID))
                    .withMessageEndingWith("/subscriptions/s 200, User-Agent: a/1\nOnly a client factory covers "
                            + azure.endpoint() + " by itself; everything else needs"
                            + " attribution.withEndpoint(azure.endpoint()), or in the Azure SDK a profile of"
                            + " AzureEnvironment.AZURE");
        }

        @Test
        void andWhereAnotherIdIsThatIsNotTheReason() {
            caller.getAs("a/1 " + OTHER, azure.endpoint() + "/subscriptions/s");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> azure.assertEveryCallCarries(ID))
                    .withMessageEndingWith("/subscriptions/s 200, User-Agent: a/1 " + OTHER);
        }
    }
}
