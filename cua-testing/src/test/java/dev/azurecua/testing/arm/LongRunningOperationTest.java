// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.core.http.HttpMethod;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.AzureResourceManager;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.TestClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongRunningOperationTest {
    private static final String GROUP = "/subscriptions/s/resourceGroups/g";
    private static final String VM = GROUP + "/providers/Microsoft.Compute/virtualMachines/vm";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final TestClient client = new TestClient(azure);

    @BeforeEach
    void aMachine() {
        client.put(GROUP, "{}");
        client.put(VM, "{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aPutReportsItsStatus(int polls) {
        azure.nextCalls(1).completeAfter(polls);

        TestClient.Reply answer = client.put(VM, "{\"properties\":{\"size\":\"A1\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json("id")).isEqualTo(VM);
        assertThat(answer.json("properties")).isEqualTo(Map.of("size", "A1", "provisioningState", "Updating"));
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("Location")).isNull();
        String operation = answer.header("Azure-AsyncOperation");
        for (int i = 0; i < polls; i++) {
            TestClient.Reply poll = client.get(operation);
            assertThat(poll.json()).isEqualTo(Map.of("status", "InProgress"));
            assertThat(poll.header("Retry-After")).isEqualTo("1");
        }
        assertThat(client.get(operation).json()).isEqualTo(Map.of("status", "Succeeded"));
        assertThat(client.get(VM).json("properties")).isEqualTo(Map.of("size", "A1", "provisioningState", "Succeeded"));
    }

    @ParameterizedTest
    @EnumSource(names = {"POST", "DELETE"})
    void anotherWriteIsAcceptedUntilItsAnswerIsThere(HttpMethod method) {
        azure.nextCalls(1).completeAfter(2);

        TestClient.Reply answer = client.send(method, VM + (method == HttpMethod.POST ? "/start" : ""), "", "");

        for (int i = 0; i < 3; i++) {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.header("Azure-AsyncOperation")).isNull();
            answer = client.get(answer.header("Location"));
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Location")).isNull();
    }

    @Test
    void aPatchReportsItsStatusToo() {
        azure.nextCalls(1).completeAfter(1);

        TestClient.Reply answer = client.send(HttpMethod.PATCH, VM, "{\"tags\":{}}", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json("properties.provisioningState")).isEqualTo("Updating");
        String operation = answer.header("Azure-AsyncOperation");
        assertThat(client.get(operation).json("status")).isEqualTo("InProgress");
        assertThat(client.get(operation).json("status")).isEqualTo("Succeeded");
        assertThat(client.get(VM).json("properties.provisioningState")).isEqualTo("Succeeded");
    }

    @Test
    void aPartOfAResourceTakesItsTimeToo() {
        String network = GROUP + "/providers/Microsoft.Network/virtualNetworks/net";
        client.put(network, "{\"properties\": {\"subnets\": [{\"name\": \"a\", \"properties\": {}}]}}");
        azure.nextCalls(1).completeAfter(1);

        String location = client.delete(network + "/subnets/a").header("Location");

        assertThat(client.get(network + "/subnets/a").json("properties.provisioningState"))
                .isEqualTo("Deleting");
        assertThat(client.get(location).status()).isEqualTo(200);
        assertThat(client.get(network).json("properties.subnets")).isEqualTo(List.of());
    }

    @Test
    void theResourceTellsHowFarItIsAndIsAPollToo() {
        String disk = GROUP + "/providers/Microsoft.Compute/disks/d";
        azure.nextCalls(3).completeAfter(1);

        client.put(disk, "{}");
        assertThat(client.get(disk).json("properties.provisioningState")).isEqualTo("Creating");
        assertThat(client.get(disk).json("properties.provisioningState")).isEqualTo("Succeeded");
        client.send(HttpMethod.PATCH, disk, "{}", "");
        assertThat(client.get(disk).json("properties.provisioningState")).isEqualTo("Updating");
        assertThat(client.get(disk).json("properties.provisioningState")).isEqualTo("Succeeded");
        client.delete(disk);
        assertThat(client.get(disk).json("properties.provisioningState")).isEqualTo("Deleting");
        assertThat(client.send(HttpMethod.HEAD, disk, "", "").status()).isEqualTo(404);
    }

    @Test
    void onlyWhoAsksForTheResourceItselfPolls() {
        azure.nextCalls(1).completeAfter(0);
        client.put(VM + "2", "{}");

        client.get(VM);
        client.get(GROUP);
        Object state =
                ((Map<?, ?>) ((List<?>) client.get(GROUP + "/resources").json("value")).get(1)).get("properties");

        assertThat(state).isEqualTo(Map.of("provisioningState", "Creating"));
    }

    @Test
    void aNewResourceIsCreated() {
        azure.nextCalls(1).completeAfter(0);

        TestClient.Reply answer = client.put(VM + "2", "{}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json("properties.provisioningState")).isEqualTo("Creating");
    }

    @Test
    void whatIsDoneAtOnceByItsApiIsLeftOut() {
        String storage = GROUP + "/providers/Microsoft.Storage/storageAccounts/contoso";
        client.put(storage, "{}");
        azure.nextCalls(1).completeAfter(0);

        assertThat(client.post(storage + "/listKeys").status()).isEqualTo(200);
        assertThat(client.delete(storage).status()).isEqualTo(200);
        assertThat(client.delete(VM).status()).isEqualTo(202);
    }

    @Test
    void whatIsPutAgainIsNotDeletedInTheEnd() {
        azure.nextCalls(1).completeAfter(0);
        String deletion = client.delete(VM).header("Location");

        client.put(VM, "{}");

        assertThat(client.get(deletion).status()).isEqualTo(200);
        assertThat(client.get(VM).status()).isEqualTo(200);
    }

    @Test
    void whatIsDeletedMeanwhileIsNotCreatedInTheEnd() {
        azure.nextCalls(1).completeAfter(0);
        String creation = client.put(VM + "2", "{}").header("Azure-AsyncOperation");

        client.delete(VM + "2");

        assertThat(client.get(creation).json("status")).isEqualTo("Succeeded");
        assertThat(client.get(VM + "2").status()).isEqualTo(404);
    }

    @Test
    void whatIsNotThereIsDeletedAtOnce() {
        azure.nextCalls(1).completeAfter(0);

        assertThat(client.delete(VM + "2").status()).isEqualTo(204);
        assertThat(client.delete(VM).status()).isEqualTo(202);
    }

    /** Its API documents nothing else than 202, and the SDK waits for the end. */
    @Test
    void anActionThatIsLongRunningByItsApiIsSo() {
        TestClient.Reply answer =
                client.post(GROUP + "/providers/Microsoft.Compute/virtualMachines/vm/migrateToVirtualMachineScaleSet");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(client.get(answer.header("Location")).status()).isEqualTo(200);
    }

    @Test
    void theLastPollIsRepeated() {
        azure.nextCalls(1).completeAfter(0);
        String location = client.delete(VM).header("Location");

        assertThat(client.get(location).status()).isEqualTo(200);
        client.put(VM, "{}");
        assertThat(client.get(location).status()).isEqualTo(200);
        assertThat(client.get(VM).status()).isEqualTo(200);
    }

    @Test
    void onlyTheNextWriteTakesItsTime() {
        azure.nextCalls(1).completeAfter(1);

        assertThat(client.put(VM, "{}").header("Azure-AsyncOperation")).isNotNull();
        assertThat(client.put(VM, "{}").header("Azure-AsyncOperation")).isNull();
    }

    @Test
    void whatFailsOrReadsDoesNotConsumeIt() {
        azure.nextCalls(1).completeAfter(1);

        assertThat(client.get(VM).status()).isEqualTo(200);
        assertThat(client.put(VM, "no JSON").status()).isEqualTo(400);
        assertThat(client.get("https://graph.microsoft.com/").status()).isEqualTo(200);

        assertThat(client.delete(VM).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void theNumberOfPollsIsAlsoThatOfADeletedGroup(int polls) {
        azure.nextCalls(1).completeAfter(polls);

        String location = client.delete(GROUP).header("Location");

        for (int i = 0; i < polls; i++) {
            assertThat(client.get(location).status()).isEqualTo(202);
        }
        assertThat(client.get(location).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://management.azure.com, eastus.management.azure.com",
        "https://management.usgovcloudapi.net, eastus.management.usgovcloudapi.net",
        "https://management.sovcloud-api.fr, eastus.management.sovcloud-api.fr",
        // It is in a region already; a second label would be outside the certificate.
        "https://westus.management.azure.com, westus.management.azure.com",
    })
    void aCloudIsPolledInARegion(String endpoint, String polled) {
        azure.nextCalls(1).completeAfter(0);

        URI location = URI.create(
                client.delete(endpoint + VM + "?api-version=2024-05-01").header("Location"));

        assertThat(location).hasScheme("https").hasHost(polled).hasNoPort().hasQuery("api-version=2024-05-01");
        assertThat(client.get(location.toString()).status()).isEqualTo(200);
    }

    @Test
    void theStandInIsPolledWhereItIs() {
        azure.nextCalls(1).completeAfter(0);

        String location = client.delete(azure.endpoint() + VM + "?" + TestClient.API_VERSION)
                .header("Location");

        assertThat(location).startsWith(azure.endpoint() + "/").endsWith("?" + TestClient.API_VERSION);
        assertThat(client.get(location).status()).isEqualTo(200);
    }

    @Test
    void fewerThanNoPollsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> azure.nextCalls(1).completeAfter(-1))
                .withMessageStartingWith("polls must be 0 or more, but was -1; write 0");
    }

    @Test
    void theSdkFollowsThem() {
        AzureResourceManager resources = AzureResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), new AzureProfile("t", "s", AzureEnvironment.AZURE))
                .withSubscription("s");
        azure.nextCalls(1).completeAfter(0);
        resources
                .storageAccounts()
                .define("contoso")
                .withRegion("eastus")
                .withExistingResourceGroup("g")
                .create();
        azure.nextCalls(1).completeAfter(0);
        resources.virtualMachines().start("g", "vm");

        assertThat(resources.storageAccounts().list()).hasSize(1);
        assertThat(azure.calls())
                .filteredOn(call -> call.uri().getHost().equals("eastus.management.azure.com"))
                .hasSize(2);
    }
}
