// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceManagerBehaviourTest {
    private static final String SUBSCRIPTION = "/subscriptions/s";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/g";
    private static final String NETWORKS = "/providers/Microsoft.Network/virtualNetworks";
    private static final String NETWORK = GROUP + NETWORKS + "/net";

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
    void aGroup() {
        azure.reset();
        assertThat(caller.put(GROUP, "{'location': 'eastus'}".replace('\'', '"'))
                        .status())
                .isEqualTo(200);
    }

    private static Caller.Reply put(String id, String body) {
        return caller.put(id + "?api-version=2024-05-01", body.replace('\'', '"'));
    }

    private static Caller.Reply patch(String id, String body) {
        return caller.send(HttpMethod.PATCH, id, body.replace('\'', '"'), "");
    }

    private static List<?> list(String path) {
        return ((List<?>) caller.get(path).json("value"))
                .stream().map(resource -> ((Map<?, ?>) resource).get("name")).toList();
    }

    private static void assertError(Caller.Reply reply, int status, String code, String message) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(reply.json()).isEqualTo(Map.of("error", Map.of("code", code, "message", message)));
    }

    @Test
    void whatIsPutComesBack() {
        Map<String, Object> network = Map.of(
                "id", NETWORK,
                "name", "net",
                "type", "Microsoft.Network/virtualNetworks",
                "location", "eastus",
                "properties", Map.of("mtu", 1500, "provisioningState", "Succeeded"));

        Caller.Reply answer = put(
                NETWORK, "{'location': 'eastus', 'id': 'x', 'name': 'x', 'type': 'x', 'properties': {'mtu': 1500}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(network);
        assertThat(caller.get(NETWORK.toUpperCase()).json()).isEqualTo(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{'properties': null}", "{'properties': 5}"})
    void everyResourceIsProvisioned(String body) {
        assertThat(put(NETWORK, body).json("properties")).isEqualTo(Map.of("provisioningState", "Succeeded"));
        assertThat(caller.get(NETWORK).json("properties")).isEqualTo(Map.of("provisioningState", "Succeeded"));
    }

    @Test
    void puttingAgainReplaces() {
        put(NETWORK, "{'location': 'eastus', 'tags': {'a': '1'}, 'properties': {'mtu': 1500}}");

        put(NETWORK, "{'location': 'westus', 'properties': {'dns': 'x'}}");

        assertThat(caller.get(NETWORK).json())
                .isEqualTo(Map.of(
                        "id", NETWORK,
                        "name", "net",
                        "type", "Microsoft.Network/virtualNetworks",
                        "location", "westus",
                        "properties", Map.of("dns", "x", "provisioningState", "Succeeded")));
    }

    @Test
    void patchingChangesWhatItNames() {
        put(NETWORK, "{'location': 'eastus', 'tags': {'a': '1'}, 'properties': {'mtu': 1500, 'dns': 'x'}}");

        Caller.Reply answer = patch(NETWORK, "{'tags': {'b': '2'}, 'properties': {'dns': 'y'}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json("location")).isEqualTo("eastus");
        assertThat(answer.json("tags")).isEqualTo(Map.of("b", "2"));
        assertThat(answer.json("properties"))
                .isEqualTo(Map.of("mtu", 1500, "dns", "y", "provisioningState", "Succeeded"));
        assertThat(caller.get(NETWORK).json()).isEqualTo(answer.json());
    }

    @Test
    void onlyWhatIsThereIsPatched() {
        assertError(patch(NETWORK, "{}"), 404, "ResourceNotFound", "The Resource '" + NETWORK + "' was not found.");
    }

    @Test
    void headTellsWhatIsThere() {
        assertThat(caller.send(HttpMethod.HEAD, NETWORK, "", "").status()).isEqualTo(404);

        put(NETWORK, "{}");

        assertThat(caller.send(HttpMethod.HEAD, NETWORK, "", "").status()).isEqualTo(204);
    }

    @Test
    void whatIsDeletedIsGoneWithItsChildren() {
        put(NETWORK, "{}");
        put(NETWORK + "2", "{}");
        put(NETWORK + "/subnets/a", "{}");

        assertThat(caller.delete(NETWORK).status()).isEqualTo(200);
        assertThat(caller.delete(NETWORK).status()).isEqualTo(204);

        assertThat(caller.get(NETWORK).status()).isEqualTo(404);
        assertThat(caller.get(NETWORK + "/subnets/a").status()).isEqualTo(404);
        assertThat(caller.get(NETWORK + "2").status()).isEqualTo(200);
    }

    @Test
    void listsAreOfATypeInAScope() {
        put(SUBSCRIPTION + "/resourceGroups/h", "{}");
        put(NETWORK, "{}");
        put(NETWORK + "/subnets/a", "{}");
        put(NETWORK + "2/subnets/b", "{}");
        put(SUBSCRIPTION + "/resourceGroups/h" + NETWORKS + "/of-h", "{}");
        put(SUBSCRIPTION + "/resourceGroups/h/providers/Microsoft.Storage/storageAccounts/contoso", "{}");
        put("/subscriptions/s2/resourceGroups/other", "{}");

        assertThat(list(GROUP + NETWORKS)).isEqualTo(List.of("net"));
        assertThat(list((SUBSCRIPTION + NETWORKS).toLowerCase())).isEqualTo(List.of("net", "of-h"));
        assertThat(list(NETWORK + "/subnets")).isEqualTo(List.of("a"));
        assertThat(list(SUBSCRIPTION + "/resourcegroups")).isEqualTo(List.of("g", "h"));
        assertThat(list(SUBSCRIPTION + "/providers/Microsoft.Compute/disks")).isEmpty();
    }

    @Test
    void aGroupIsDeletedWithWhatIsInIt() {
        put(NETWORK, "{}");
        put(GROUP + "2", "{}");

        Caller.Reply answer = caller.delete(GROUP);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(caller.get(answer.header("Location")).status()).isEqualTo(200);
        assertThat(list(SUBSCRIPTION + "/resourceGroups")).isEqualTo(List.of("g2"));
        assertThat(list(SUBSCRIPTION + NETWORKS)).isEmpty();
    }

    @Test
    void aMissingResourceIsNamed() {
        assertError(caller.get(NETWORK), 404, "ResourceNotFound", "The Resource '" + NETWORK + "' was not found.");
    }

    @Test
    void aMissingGroupIsNamed() {
        String missing = SUBSCRIPTION + "/resourcegroups/Missing";
        String message = "Resource group 'Missing' could not be found.";

        assertError(caller.get(missing), 404, "ResourceGroupNotFound", message);
        assertError(caller.delete(missing), 404, "ResourceGroupNotFound", message);
        assertError(put(missing + NETWORKS + "/net", "{}"), 404, "ResourceGroupNotFound", message);
        assertError(patch(missing + NETWORKS + "/net", "{}"), 404, "ResourceGroupNotFound", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"location=eastus", "[1]", "5", "\"text\"", "null", "{\"location\":"})
    void contentThatIsNoObjectIsRefused(String body) {
        assertError(
                caller.put(NETWORK, body),
                400,
                "InvalidRequestContent",
                "The request content is not a JSON object: " + body);
        assertThat(caller.get(NETWORK).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(names = {"PUT", "PATCH", "DELETE"})
    void aListIsNotWritten(HttpMethod method) {
        put(NETWORK, "{}");

        assertError(
                caller.send(method, GROUP + NETWORKS, "{}", ""),
                405,
                "MethodNotAllowed",
                "The method " + method + " is not supported here.");
        assertThat(list(GROUP + NETWORKS)).isEqualTo(List.of("net"));
    }

    @Test
    void anotherMethodIsNotAllowed() {
        assertError(
                caller.send(HttpMethod.OPTIONS, NETWORK, "", ""),
                405,
                "MethodNotAllowed",
                "The method OPTIONS is not supported here.");
    }

    @Test
    void everyProviderIsRegistered() {
        Map<String, String> provider = Map.of(
                "id", SUBSCRIPTION + "/providers/Microsoft.Network",
                "namespace", "Microsoft.Network",
                "registrationState", "Registered");

        assertThat(caller.get(SUBSCRIPTION + "/providers/Microsoft.Network").json())
                .isEqualTo(provider);
        assertThat(caller.post(SUBSCRIPTION + "/providers/Microsoft.Network/register")
                        .json())
                .isEqualTo(provider);
        assertThat(caller.post(SUBSCRIPTION + "/PROVIDERS/Microsoft.Network/REGISTER")
                        .json("namespace"))
                .isEqualTo("Microsoft.Network");
    }

    @Test
    void everySubscriptionExists() {
        assertThat(caller.get("/subscriptions/any").json())
                .isEqualTo(Map.of("id", "/subscriptions/any", "subscriptionId", "any", "state", "Enabled"));
    }

    @Test
    void anActionSucceeds() {
        Caller.Reply answer = caller.post(GROUP + "/providers/Microsoft.Compute/virtualMachines/vm/start");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://graph.microsoft.com/v1.0/users",
                "https://contoso.vault.azure.net/secrets",
                "https://contoso.blob.core.windows.net/",
                "https://login.microsoftonline.com/tenant/oauth2/v2.0/token"
            })
    void anotherServiceHasNothing(String url) {
        assertThat(caller.get(url).json()).isEqualTo(Map.of("value", List.of()));
        assertThat(caller.put(url, "{}").json()).isEqualTo(Map.of("value", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subscriptions/s", "/missing/x", "https://graph.microsoft.com/"})
    void everyAnswerHasItsOwnIds(String url) {
        Caller.Reply one = caller.get(url);
        Caller.Reply other = caller.get(url);

        for (String header : List.of("x-ms-request-id", "x-ms-correlation-request-id")) {
            assertThat(one.header(header)).isNotBlank().isNotEqualTo(other.header(header));
        }
    }
}
