// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceManagerTest {
    private static final String SUBSCRIPTION = "/subscriptions/s";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/g";
    private static final String NETWORKS = "/providers/Microsoft.Network/virtualNetworks";
    private static final String NETWORK = GROUP + NETWORKS + "/net";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final TestClient client = new TestClient(azure);

    @BeforeEach
    void createGroup() {
        assertThat(client.put(GROUP, "{'location': 'eastus'}".replace('\'', '"'))
                        .status())
                .isEqualTo(201);
    }

    private TestClient.Reply put(String id, String body) {
        return client.put(id + "?api-version=2024-05-01", body.replace('\'', '"'));
    }

    private TestClient.Reply patch(String id, String body) {
        return client.send(HttpMethod.PATCH, id, body.replace('\'', '"'), "");
    }

    private List<?> list(String path) {
        return ((List<?>) client.get(path).json("value"))
                .stream().map(resource -> ((Map<?, ?>) resource).get("name")).toList();
    }

    private static void assertError(TestClient.Reply response, int status, String code, String message) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(response.json()).isEqualTo(Map.of("error", Map.of("code", code, "message", message)));
    }

    @Test
    void getReturnsWhatWasPut() {
        Map<String, Object> network = Map.of(
                "id", NETWORK,
                "name", "net",
                "type", "Microsoft.Network/virtualNetworks",
                "location", "eastus",
                "properties", Map.of("mtu", 1500, "provisioningState", "Succeeded"));

        TestClient.Reply response = put(
                NETWORK, "{'location': 'eastus', 'id': 'x', 'name': 'x', 'type': 'x', 'properties': {'mtu': 1500}}");

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.json()).isEqualTo(network);
        assertThat(client.get(NETWORK.toUpperCase()).json()).isEqualTo(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{'properties': null}", "{'properties': 5}"})
    void putProvisionsResource(String body) {
        assertThat(put(NETWORK, body).json("properties")).isEqualTo(Map.of("provisioningState", "Succeeded"));
        assertThat(client.get(NETWORK).json("properties")).isEqualTo(Map.of("provisioningState", "Succeeded"));
    }

    @Test
    void putReplacesResource() {
        put(NETWORK, "{'location': 'eastus', 'tags': {'a': '1'}, 'properties': {'mtu': 1500}}");

        assertThat(put(NETWORK, "{'location': 'westus', 'properties': {'dns': 'x'}}")
                        .status())
                .isEqualTo(200);

        assertThat(client.get(NETWORK).json())
                .isEqualTo(Map.of(
                        "id", NETWORK,
                        "name", "net",
                        "type", "Microsoft.Network/virtualNetworks",
                        "location", "westus",
                        "properties", Map.of("dns", "x", "provisioningState", "Succeeded")));
    }

    @Test
    void patchChangesOnlyGivenMembers() {
        put(NETWORK, "{'location': 'eastus', 'tags': {'a': '1'}, 'properties': {'mtu': 1500, 'dns': 'x'}}");

        TestClient.Reply response = patch(NETWORK, "{'tags': {'b': '2'}, 'properties': {'dns': 'y'}}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json("location")).isEqualTo("eastus");
        assertThat(response.json("tags")).isEqualTo(Map.of("b", "2"));
        assertThat(response.json("properties"))
                .isEqualTo(Map.of("mtu", 1500, "dns", "y", "provisioningState", "Succeeded"));
        assertThat(client.get(NETWORK).json()).isEqualTo(response.json());
    }

    @Test
    void patchOfMissingResourceFails() {
        assertError(patch(NETWORK, "{}"), 404, "ResourceNotFound", "The Resource '" + NETWORK + "' was not found.");
    }

    @Test
    void headReportsExistence() {
        assertThat(client.send(HttpMethod.HEAD, NETWORK, "", "").status()).isEqualTo(404);

        put(NETWORK, "{}");

        assertThat(client.send(HttpMethod.HEAD, NETWORK, "", "").status()).isEqualTo(204);
    }

    @Test
    void deleteRemovesResourceWithItsChildren() {
        put(NETWORK, "{}");
        put(NETWORK + "2", "{}");
        put(NETWORK + "/subnets/a", "{}");

        assertThat(client.delete(NETWORK).status()).isEqualTo(200);
        assertThat(client.delete(NETWORK).status()).isEqualTo(204);

        assertThat(client.get(NETWORK).status()).isEqualTo(404);
        assertThat(client.get(NETWORK + "/subnets/a").status()).isEqualTo(404);
        assertThat(client.get(NETWORK + "2").status()).isEqualTo(200);
    }

    @Test
    void listHasResourcesOfTypeInScope() {
        put(SUBSCRIPTION + "/resourceGroups/h", "{}");
        put(NETWORK, "{}");
        put(NETWORK + "/subnets/a", "{}");
        put(NETWORK + "2", "{}");
        put(NETWORK + "2/subnets/b", "{}");
        put(SUBSCRIPTION + "/resourceGroups/h" + NETWORKS + "/of-h", "{}");
        put(SUBSCRIPTION + "/resourceGroups/h/providers/Microsoft.Storage/storageAccounts/contoso", "{}");
        put("/subscriptions/s2/resourceGroups/other", "{}");

        assertThat(list(GROUP + NETWORKS)).isEqualTo(List.of("net", "net2"));
        assertThat(list((SUBSCRIPTION + NETWORKS).toLowerCase())).isEqualTo(List.of("net", "net2", "of-h"));
        assertThat(list(NETWORK + "/subnets")).isEqualTo(List.of("a"));
        assertThat(list(SUBSCRIPTION + "/resourcegroups")).isEqualTo(List.of("g", "h"));
        assertThat(list(SUBSCRIPTION + "/providers/Microsoft.Compute/disks")).isEmpty();
    }

    @Test
    void deleteRemovesGroupWithItsResources() {
        put(NETWORK, "{}");
        put(GROUP + "2", "{}");

        TestClient.Reply response = client.delete(GROUP);

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
        assertThat(client.get(response.header("Location")).status()).isEqualTo(200);
        assertThat(list(SUBSCRIPTION + "/resourceGroups")).isEqualTo(List.of("g2"));
        assertThat(list(SUBSCRIPTION + NETWORKS)).isEmpty();
    }

    @Test
    void errorNamesMissingResource() {
        assertError(client.get(NETWORK), 404, "ResourceNotFound", "The Resource '" + NETWORK + "' was not found.");
    }

    @Test
    void errorNamesMissingGroup() {
        String missing = SUBSCRIPTION + "/resourcegroups/Missing";
        String message = "Resource group 'Missing' could not be found.";

        assertError(client.get(missing), 404, "ResourceGroupNotFound", message);
        assertError(client.delete(missing), 404, "ResourceGroupNotFound", message);
        assertError(put(missing + NETWORKS + "/net", "{}"), 404, "ResourceGroupNotFound", message);
        assertError(patch(missing + NETWORKS + "/net", "{}"), 404, "ResourceGroupNotFound", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"location=eastus", "[1]", "5", "\"text\"", "null", "{\"location\":"})
    void rejectsContentThatIsNotJsonObject(String body) {
        assertError(
                client.put(NETWORK, body),
                400,
                "InvalidRequestContent",
                "The request content is not a JSON object: " + body);
        assertThat(client.get(NETWORK).status()).isEqualTo(404);
    }

    @Test
    void errorQuotesOnlyBeginningOfLongContent() {
        assertThat(client.put(NETWORK, "x".repeat(10_000)).json("error.message"))
                .isEqualTo("The request content is not a JSON object: " + "x".repeat(200));
    }

    @ParameterizedTest
    @EnumSource(names = {"PUT", "PATCH", "DELETE"})
    void rejectsWriteToList(HttpMethod method) {
        put(NETWORK, "{}");

        assertError(
                client.send(method, GROUP + NETWORKS, "{}", ""),
                405,
                "MethodNotAllowed",
                "The method " + method + " is not supported by " + GROUP + NETWORKS + ".");
        assertThat(list(GROUP + NETWORKS)).isEqualTo(List.of("net"));
    }

    @Test
    void rejectsPutAndDeleteOfRoot() {
        assertThat(client.post("/").status()).isEqualTo(200);
        assertThat(client.put("/", "{}").status()).isEqualTo(405);
        assertThat(client.delete("/").status()).isEqualTo(405);
    }

    @Test
    void rejectsUnsupportedMethod() {
        assertError(
                client.send(HttpMethod.OPTIONS, NETWORK, "", ""),
                405,
                "MethodNotAllowed",
                "The method OPTIONS is not supported by " + NETWORK + ".");
    }

    @Test
    void actionSucceeds() {
        put(NETWORK, "{}");

        TestClient.Reply response = client.post(NETWORK + "/check");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json()).isEqualTo(Map.of());
    }

    @Test
    void actionOnMissingResourceFails() {
        assertError(
                client.post(NETWORK + "/check"),
                404,
                "ResourceNotFound",
                "The Resource '" + NETWORK + "' was not found.");
        assertThat(client.post(NETWORK.replace("/g/", "/h/") + "/check").json("error.code"))
                .isEqualTo("ResourceGroupNotFound");
        assertThat(client.post(SUBSCRIPTION + "/providers/Microsoft.Storage/locations/eastus/check")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyNameIsAvailable() {
        assertThat(client.post(SUBSCRIPTION + "/providers/Microsoft.Storage/checkNameAvailability")
                        .json())
                .isEqualTo(Map.of("nameAvailable", true));
    }

    @Test
    void respondsWithDocumentedStatuses() {
        String storage = GROUP + "/providers/Microsoft.Storage/storageAccounts/contoso";
        String cluster = GROUP + "/providers/Microsoft.ContainerService/managedClusters/aks";
        String role = SUBSCRIPTION + "/providers/Microsoft.Authorization/roleDefinitions/r";

        assertThat(put(storage, "{}").status()).isEqualTo(200);
        assertThat(put(role, "{}").status()).isEqualTo(201);
        assertThat(put(role, "{}").status()).isEqualTo(201);
        assertThat(put(cluster, "{}").status()).isEqualTo(201);
        TestClient.Reply started = client.post(cluster + "/start");
        assertThat(started.status()).isEqualTo(204);
        assertThat(started.body()).isEmpty();
        assertThat(client.delete(cluster).status()).isEqualTo(204);
    }

    @Test
    void childInBodyOfParentHasIdAndCanBeRead() {
        put(
                NETWORK,
                "{'properties': {'mtu': 5, 'dns': ['a'], 'odd': [null, {'name': 'x'}, {'name': 1, 'properties': {}},"
                        + " {'name': 'y', 'properties': 5}],"
                        + " 'subnets': [{'name': 'a', 'properties': {'p': 1}}, {'name': 'b', 'properties': {}}]}}");

        assertThat(client.get(NETWORK + "/subnets/A").json())
                .isEqualTo(Map.of("id", NETWORK + "/subnets/a", "name", "a", "properties", Map.of("p", 1)));
        assertThat(client.get(NETWORK + "/subnets/c").status()).isEqualTo(404);
        assertThat(client.get(NETWORK + "/dns/a").status()).isEqualTo(404);
        assertThat(client.get(NETWORK + "/odd/x").status()).isEqualTo(404);
        assertThat(list(NETWORK + "/odd")).isEmpty();
        assertThat(client.get(NETWORK + "/none/x").status()).isEqualTo(404);
        assertThat(client.get(GROUP + NETWORKS + "/other/subnets/a").status()).isEqualTo(404);
        assertThat(patch(NETWORK, "{'properties': {'mtu': 6}}").json("properties.subnets"))
                .isEqualTo(client.get(NETWORK).json("properties.subnets"));
    }

    @Test
    void childInBodyOfParentCanBeListedChangedAndDeleted() {
        put(
                NETWORK,
                "{'properties': {'subnets': [5, {'name': 'a', 'properties': {}}, {'name': 'b', 'properties': {}}]}}");

        assertThat(list(NETWORK + "/subnets")).isEqualTo(List.of("a", "b"));
        assertThat(put(NETWORK + "/subnets/b", "{'properties': {'p': 1}}").status())
                .isEqualTo(200);
        assertThat(put(NETWORK + "/subnets/c", "{}").status()).isEqualTo(201);
        assertThat(list(NETWORK + "/subnets")).isEqualTo(List.of("a", "b", "c"));
        assertThat((List<?>) client.get(NETWORK).json("properties.subnets")).hasSize(4);

        assertThat(client.delete(NETWORK + "/subnets/A").status()).isEqualTo(200);
        assertThat(client.delete(NETWORK + "/subnets/c").status()).isEqualTo(200);
        assertThat(client.get(NETWORK + "/subnets/a").status()).isEqualTo(404);
        assertThat(list(NETWORK + "/subnets")).isEqualTo(List.of("b"));
        assertThat((List<?>) client.get(NETWORK).json("properties.subnets")).hasSize(2);
    }

    @Test
    void rejectsChildWithoutParent() {
        assertError(
                put(NETWORK + "/subnets/a/x/y", "{}"),
                404,
                "ParentResourceNotFound",
                "Parent resource 'net' of '" + NETWORK + "/subnets/a/x/y' was not found.");
        put(NETWORK, "{}");
        assertThat(put(NETWORK + "/subnets/a/x/y", "{}").status()).isEqualTo(201);
    }

    @Test
    void resourceOfSubscriptionNeedsNoGroup() {
        String setting = SUBSCRIPTION + "/providers/Microsoft.Security/pricings/vm/parts/x";

        assertThat(put(setting, "{}").status()).isEqualTo(201);
        assertThat(client.get(setting).status()).isEqualTo(200);
        assertThat(client.get(setting.toUpperCase()).status()).isEqualTo(200);
    }

    @Test
    void rejectsWritesToGroupThatIsBeingDeleted() {
        String location = client.delete(GROUP).header("Location");

        for (String path : List.of(GROUP, NETWORK)) {
            assertError(
                    put(path, "{}"),
                    409,
                    "ResourceGroupBeingDeleted",
                    "The resource group 'g' is being deleted: poll the operation until it is done.");
        }
        client.get(location);
        assertThat(put(GROUP, "{}").status()).isEqualTo(201);
    }

    @Test
    void requiresApiVersion() {
        assertError(
                client.get(TestClient.ARM + SUBSCRIPTION),
                400,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests.");
        assertThat(client.get(TestClient.ARM + SUBSCRIPTION + "?api-version").json("error.code"))
                .isEqualTo("MissingApiVersionParameter");
        assertThat(client.get(TestClient.ARM + SUBSCRIPTION + "?x=y&API-Version=2022-12-01")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022", "latest", "2022-12-1", "22-12-01", "2022-12-01-", "2022-12-01-preview-2"})
    void rejectsApiVersionThatIsNotDate(String version) {
        assertError(
                client.get(SUBSCRIPTION + "?api-version=" + version),
                400,
                "InvalidApiVersionParameter",
                "The api-version '" + version + "' is invalid: it has to be a date, such as 2024-05-01 or"
                        + " 2024-05-01-preview.");
        assertThat(client.get(SUBSCRIPTION + "?api-version=2024-05-01-preview").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://graph.microsoft.com/v1.0/users",
                "https://contoso.vault.azure.net/secrets",
                "https://contoso.blob.core.windows.net/",
                "https://login.microsoftonline.com/tenant/oauth2/v2.0/token"
            })
    void otherServiceReturnsEmptyList(String url) {
        assertThat(client.get(url).json()).isEqualTo(Map.of("value", List.of()));
        assertThat(client.put(url, "{}").json()).isEqualTo(Map.of("value", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subscriptions/s", "/missing/x", "/subscriptions/s?api-version=1"})
    void everyResponseHasNewRequestIds(String url) {
        TestClient.Reply one = client.get(url);
        TestClient.Reply other = client.get(url);

        for (String header : List.of("x-ms-request-id", "x-ms-correlation-request-id", "x-ms-routing-request-id")) {
            assertThat(one.header(header)).isNotBlank().isNotEqualTo(other.header(header));
        }
        assertThat(one.header("x-ms-routing-request-id"))
                .matches("EASTUS:\\d{8}T\\d{6}Z:" + one.header("x-ms-correlation-request-id"));
    }

    @Test
    void everyResponseReportsRemainingRequests() {
        String remaining = "x-ms-ratelimit-remaining-subscription-";

        assertThat(client.get(GROUP).header(remaining + "reads")).isEqualTo("11999");
        assertThat(client.send(HttpMethod.HEAD, GROUP, "", "").header(remaining + "reads"))
                .isEqualTo("11998");
        assertThat(put(NETWORK, "{}").header(remaining + "writes")).isEqualTo("11998");
        assertThat(client.post(NETWORK + "/check").header(remaining + "writes")).isEqualTo("11997");
        assertThat(client.delete(NETWORK).header(remaining + "deletes")).isEqualTo("11999");
        assertThat(client.delete(NETWORK).header(remaining + "reads")).isNull();
    }
}
