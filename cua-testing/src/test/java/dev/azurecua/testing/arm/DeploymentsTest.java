// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.resources.models.Deployment;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentsTest {
    private static final String SUBSCRIPTION = "/subscriptions/" + FakeResourceManager.SUBSCRIPTION_ID;
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/g";
    private static final String DEPLOYMENTS = "/providers/Microsoft.Resources/deployments";
    private static final String MAIN = GROUP + DEPLOYMENTS + "/main";
    private static final String NETWORKS = "/providers/Microsoft.Network/virtualNetworks";

    private static final String NETWORK = """
            {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "net",
             "location": "[resourceGroup().location]", "properties": {}}""";
    private static final String SUBNET = """
            {"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2024-05-01",
             "name": "[format('{0}/{1}', 'net', 'a')]", "properties": {}}""";
    private static final String UNKNOWN =
            NETWORK.replace("\"net\"", "\"net2\"").replace("resourceGroup()", "reference('x')");
    private static final String ORPHAN = SUBNET.replace("'net'", "'none'");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final TestClient client = new TestClient(azure);

    @BeforeEach
    void aGroup() {
        client.put(GROUP, "{\"location\": \"westeurope\"}");
    }

    private static String deployment(String... resources) {
        return "{\"properties\": {\"mode\": \"Incremental\", \"template\": " + template(resources) + "}}";
    }

    private static String template(String... resources) {
        return "{\"contentVersion\": \"1.0.0.0\", \"resources\": [" + String.join(", ", resources) + "]}";
    }

    /** @param scope members that say where to, with a comma behind each */
    private static String nested(String name, String scope, String... resources) {
        return """
                {"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "%s", %s
                 "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"},
                                "template": %s}}""".formatted(name, scope, template(resources));
    }

    private List<Map<?, ?>> list(String url) {
        return ((List<?>) client.get(url).json("value"))
                .stream().<Map<?, ?>>map(entry -> (Map<?, ?>) entry).toList();
    }

    private List<Object> targets(String deployment) {
        return list(deployment + "/operations").stream()
                .map(operation -> (Map<?, ?>) operation.get("properties"))
                .map(properties -> properties.get("targetResource") instanceof Map<?, ?> target
                        ? properties.get("statusCode") + " " + target.get("id")
                        : properties.get("provisioningOperation"))
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void theResourcesOfTheTemplateAreCreated() {
        TestClient.Reply answer = client.put(MAIN, deployment(SUBNET, NETWORK));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json("properties.provisioningState")).isEqualTo("Succeeded");
        assertThat(answer.json("properties.mode")).isEqualTo("Incremental");
        assertThat(answer.json("properties.outputResources"))
                .isEqualTo(List.of(
                        Map.of("id", GROUP + NETWORKS + "/net"), Map.of("id", GROUP + NETWORKS + "/net/subnets/a")));
        assertThat(client.get(GROUP + NETWORKS + "/net").json("location")).isEqualTo("westeurope");
        assertThat(client.get(GROUP + NETWORKS + "/net/subnets/a").status()).isEqualTo(200);
        assertThat(client.get(MAIN).json()).isEqualTo(answer.json());
        assertThat(client.put(MAIN, deployment(SUBNET, NETWORK)).status()).isEqualTo(200);
    }

    @Test
    void theResourcesHaveTheApiVersionOfTheDeployment() {
        client.put(MAIN + "?api-version=2025-04-01", deployment(NETWORK));

        assertThat(client.get(SUBSCRIPTION + "/providers/Microsoft.Network").json("resourceTypes"))
                .isEqualTo(List.of(Map.of("resourceType", "virtualNetworks", "apiVersions", List.of("2025-04-01"))));
    }

    @Test
    void parametersAndOutputsAreTold() {
        TestClient.Reply answer = client.put(MAIN, """
                {"properties": {"mode": "Incremental",
                    "parameters": {"name": {"value": "x"}},
                    "template": {"contentVersion": "1.0.0.0",
                        "parameters": {"name": {"type": "string"}},
                        "variables": {"twice": "[concat(parameters('name'), parameters('name'))]"},
                        "resources": [],
                        "outputs": {"twice": {"type": "string", "value": "[variables('twice')]"}}}}}""");

        assertThat(answer.json("properties.parameters"))
                .isEqualTo(Map.of("name", Map.of("type", "String", "value", "x")));
        assertThat(answer.json("properties.outputs"))
                .isEqualTo(Map.of("twice", Map.of("type", "String", "value", "xx")));
    }

    @Test
    void operationsTellWhatWasDone() {
        client.put(GROUP + NETWORKS + "/net", "{}");
        client.put(MAIN, deployment(NETWORK, SUBNET));

        assertThat(targets(MAIN))
                .isEqualTo(List.of(
                        "OK " + GROUP + NETWORKS + "/net",
                        "Created " + GROUP + NETWORKS + "/net/subnets/a",
                        "EvaluateDeploymentOutput"));
        Map<?, ?> first = list(MAIN + "/operations").get(0);
        // As the SDK asks for it.
        assertThat(client.get(GROUP + "/deployments/main/operations/" + first.get("operationId"))
                        .json())
                .isEqualTo(first);
    }

    @Test
    void operationsAreThoseOfTheLastDeploymentOfTheName() {
        client.put(MAIN, deployment(NETWORK, SUBNET));
        client.put(MAIN, deployment());

        assertThat(targets(MAIN)).isEqualTo(List.of("EvaluateDeploymentOutput"));
    }

    @Test
    void aProviderHasToBeRegisteredForTheTemplateToo() {
        azure.demandRegistration("Microsoft.Network");

        assertThat(client.put(MAIN, deployment(NETWORK)).json("error.code"))
                .isEqualTo("MissingSubscriptionRegistration");
        assertThat(client.get(MAIN).status()).isEqualTo(404);
    }

    @Test
    void allOfThemShareTheCorrelationIdOfTheCall() {
        TestClient.Reply answer =
                client.put(MAIN, deployment(nested("inner", "", NETWORK, nested("innermost", "", SUBNET)), NETWORK));

        Object correlationId = answer.json("properties.correlationId");
        assertThat(answer.header("x-ms-correlation-request-id")).isEqualTo(correlationId);
        for (String name : List.of("inner", "innermost")) {
            assertThat(client.get(GROUP + DEPLOYMENTS + "/" + name).json("properties.correlationId"))
                    .isEqualTo(correlationId);
        }
        assertThat(client.put(GROUP + DEPLOYMENTS + "/other", deployment()).json("properties.correlationId"))
                .isNotEqualTo(correlationId);
    }

    @Test
    void aNestedDeploymentIsOneOfTheirTargets() {
        client.put(
                MAIN, deployment(nested("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4", ""), nested("inner", "", NETWORK)));

        assertThat(targets(MAIN))
                .isEqualTo(List.of(
                        "Created " + GROUP + DEPLOYMENTS + "/pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4",
                        "Created " + GROUP + DEPLOYMENTS + "/inner",
                        "EvaluateDeploymentOutput"));
        assertThat(targets(GROUP + DEPLOYMENTS + "/inner"))
                .isEqualTo(List.of("Created " + GROUP + NETWORKS + "/net", "EvaluateDeploymentOutput"));
        assertThat(client.get(MAIN).json("properties.outputResources"))
                .isEqualTo(List.of(Map.of("id", GROUP + NETWORKS + "/net")));
    }

    @Test
    void aSubscriptionGetsGroupsAndWhatIsInThem() {
        String group = """
                {"type": "Microsoft.Resources/resourceGroups", "apiVersion": "2025-04-01", "name": "new",
                 "location": "[deployment().location]", "properties": {}}""";
        String inGroup = nested("inner", "\"resourceGroup\": \"new\", ", NETWORK);

        TestClient.Reply answer = client.put(
                SUBSCRIPTION + DEPLOYMENTS + "/main",
                deployment(inGroup, group).replaceFirst("\\{", "{\"location\": \"northeurope\", "));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json("location")).isEqualTo("northeurope");
        String created = SUBSCRIPTION + "/resourceGroups/new";
        assertThat(client.get(created + NETWORKS + "/net").json("location")).isEqualTo("northeurope");
        assertThat(list(SUBSCRIPTION + DEPLOYMENTS))
                .extracting(entry -> (Object) entry.get("name"))
                .containsExactly("main");
        assertThat(list(created + DEPLOYMENTS))
                .extracting(entry -> (Object) entry.get("name"))
                .containsExactly("inner");
        assertThat(targets(SUBSCRIPTION + DEPLOYMENTS + "/main"))
                .isEqualTo(List.of(
                        "Created " + created,
                        "Created " + created + DEPLOYMENTS + "/inner",
                        "EvaluateDeploymentOutput"));
    }

    @Test
    void theModeCompleteDeletesWhatIsNotInTheTemplate() {
        client.put(GROUP + NETWORKS + "/net", "{}");
        client.put(GROUP + NETWORKS + "/net/subnets/other", "{}");
        client.put(GROUP + NETWORKS + "/old", "{}");
        client.put(SUBSCRIPTION + "/resourceGroups/h", "{}");
        client.put(SUBSCRIPTION + "/resourceGroups/h" + NETWORKS + "/old", "{}");
        client.put(MAIN, deployment());

        client.put(
                GROUP + DEPLOYMENTS + "/complete",
                deployment(NETWORK, nested("inner", "", SUBNET)).replaceFirst("Incremental", "Complete"));

        assertThat(list(SUBSCRIPTION + NETWORKS))
                .extracting(entry -> (Object) entry.get("id"))
                .containsExactly(GROUP + NETWORKS + "/net", SUBSCRIPTION + "/resourceGroups/h" + NETWORKS + "/old");
        assertThat(client.get(GROUP + NETWORKS + "/net/subnets/a").status()).isEqualTo(200);
        assertThat(list(GROUP + DEPLOYMENTS)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST"})
    void whatCannotBeDeployedIsRefusedAsAWhole(String method) {
        String unknown = NETWORK.replace("resourceGroup().location", "pickZones('x')");
        String url = method.equals("PUT") ? MAIN : MAIN + "/validate";

        TestClient.Reply answer =
                client.send(HttpMethod.valueOf(method), url, deployment(NETWORK, nested("inner", "", unknown)), "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error.code")).isEqualTo("InvalidTemplate");
        assertThat(answer.json("error.message"))
                .asString()
                .startsWith("Deployment template validation failed: Deployment 'inner', resources[0].location, ")
                .contains("pickZones");
        assertThat(list(SUBSCRIPTION + NETWORKS)).isEmpty();
        assertThat(list(GROUP + DEPLOYMENTS)).isEmpty();
    }

    @Test
    void listsWhatWasNotEvaluated() {
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.azurecua.testing.FakeResourceManager");
        logger.addHandler(handler);
        TestClient.Reply reply;
        try {
            client.send(HttpMethod.POST, MAIN + "/validate", deployment(UNKNOWN), "");
            client.put(MAIN, deployment(UNKNOWN, ORPHAN));
            client.put(MAIN, deployment(NETWORK));
            assertThat(azure.notEvaluated()).isEmpty();

            reply = client.put(
                    MAIN, deployment(NETWORK, nested("inner", "", UNKNOWN), UNKNOWN.replace("net2", "net3")));
        } finally {
            logger.removeHandler(handler);
        }

        String problem = "resources[1].location, \"[reference('x').location]\": the function 'reference'";
        String inner = "Deployment 'inner', " + problem.replace('1', '0');
        String main = "Deployment 'main', " + problem.replace('1', '2');
        assertThat(reply.status()).isEqualTo(200);
        assertThat(azure.notEvaluated()).containsExactly(main, inner);
        assertThat(logged)
                .extracting(line -> new SimpleFormatter().formatMessage(line))
                .containsExactly(
                        "The stand-in deployed 'main' without evaluating 2 part(s) of its template. The first: " + main
                                + ". FakeResourceManager.notEvaluated() lists all of them.");
        assertThat(logged).extracting(LogRecord::getLevel).containsExactly(Level.WARNING);
        assertThat(reply.json("properties.diagnostics"))
                .isEqualTo(List.of(Map.of("level", "Warning", "code", "NotEvaluated", "message", main)));
        assertThat(client.get(GROUP + NETWORKS + "/net2").json("location"))
                .isEqualTo("(not evaluated: the function 'reference')");
        assertThat(client.get(GROUP + DEPLOYMENTS + "/inner").json("properties.diagnostics"))
                .isEqualTo(List.of(Map.of("level", "Warning", "code", "NotEvaluated", "message", inner)));

        azure.reset();
        assertThat(azure.notEvaluated()).isEmpty();
    }

    @Test
    void refusesUnknownFunctionsUntilReset() {
        azure.refuseUnknownFunctions();

        TestClient.Reply refused = client.put(MAIN, deployment(nested("inner", "", UNKNOWN)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json("error.message"))
                .isEqualTo("Deployment template validation failed: Deployment 'inner', resources[0].location,"
                        + " \"[reference('x').location]\": the function 'reference' is not evaluated by"
                        + " FakeResourceManager; simplify the template, or stub the deployment's PUT with wireMock()");
        assertThat(azure.notEvaluated()).isEmpty();

        azure.reset();
        client.put(GROUP, "{\"location\": \"westeurope\"}");
        assertThat(client.put(MAIN, deployment(UNKNOWN)).status()).isEqualTo(201);
    }

    @Test
    void nestedDeploymentWithLinkedTemplateCreatesNothing() {
        String linked = nested("inner", "")
                .replaceFirst("\"template\": \\{.*}}}", "\"templateLink\": {\"uri\": \"https://a\"}}}");

        assertThat(client.put(MAIN, deployment(linked, NETWORK)).json("properties.outputResources"))
                .isEqualTo(List.of(Map.of("id", GROUP + NETWORKS + "/net")));
        assertThat(azure.notEvaluated()).containsExactly("Deployment 'inner', templateLink: the linked template");
        assertThat(client.get(GROUP + DEPLOYMENTS + "/inner").json("properties.provisioningState"))
                .isEqualTo("Succeeded");
    }

    @Test
    void whatLacksItsParentOrItsGroupIsRefusedToo() {
        assertThat(client.put(MAIN, deployment(NETWORK, ORPHAN)).json("error.code"))
                .isEqualTo("ParentResourceNotFound");
        assertThat(client.put(MAIN, deployment(NETWORK, nested("inner", "\"resourceGroup\": \"none\", ")))
                        .json("error.code"))
                .isEqualTo("ResourceGroupNotFound");
        assertThat(client.put(MAIN.replace("/g/", "/none/"), deployment()).json("error.code"))
                .isEqualTo("ResourceGroupNotFound");
        assertThat(list(SUBSCRIPTION + NETWORKS)).isEmpty();
    }

    @Test
    void validationTellsWhatWouldBeDoneAndDoesNothing() {
        TestClient.Reply answer = client.send(HttpMethod.POST, MAIN + "/validate", deployment(NETWORK), "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json("properties.outputResources"))
                .isEqualTo(List.of(Map.of("id", GROUP + NETWORKS + "/net")));
        assertThat(list(SUBSCRIPTION + NETWORKS)).isEmpty();
        assertThat(client.get(MAIN).status()).isEqualTo(404);
        assertThat(client.send(HttpMethod.POST, MAIN + "/validate", "[]", "").json("error.code"))
                .isEqualTo("InvalidRequestContent");
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "2, 200"})
    void aDeploymentMayTakeItsTime(int polls, int status) {
        azure.nextCalls(1).to("Microsoft.Resources/deployments").completeAfter(polls);

        TestClient.Reply answer = client.put(MAIN, deployment(NETWORK));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json("properties.provisioningState")).isEqualTo("Creating");
        for (int i = 0; i < polls; i++) {
            assertThat(client.get(answer.header("Azure-AsyncOperation")).json("status"))
                    .isEqualTo("InProgress");
        }
        assertThat(client.get(answer.header("Azure-AsyncOperation")).json("status"))
                .isEqualTo("Succeeded");
        assertThat(client.get(MAIN).json("properties.provisioningState")).isEqualTo("Succeeded");
    }

    @Test
    void aDeletedDeploymentLeavesItsResources() {
        client.put(MAIN, deployment(NETWORK));

        assertThat(client.delete(MAIN).status()).isEqualTo(204);

        assertThat(client.get(MAIN).json("error.message")).isEqualTo("Deployment 'main' could not be found.");
        assertThat(list(SUBSCRIPTION + NETWORKS)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP, SUBSCRIPTION})
    void theOperationsOfADeletedDeploymentAreGoneToo(String scope) {
        String main = scope + DEPLOYMENTS + "/main";
        client.put(main, deployment());
        assertThat(client.get(main + "/operations").status()).isEqualTo(200);

        client.delete(main);

        assertThat(client.get(main + "/operations").json("error.code")).isEqualTo("DeploymentNotFound");
    }

    @Test
    void theSdkDeploys() throws Exception {
        AzureResourceManager resources = AzureResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription();

        Deployment deployment = resources
                .deployments()
                .define("main")
                .withExistingResourceGroup("g")
                .withTemplate(template(NETWORK, nested("inner", "", SUBNET)))
                .withParameters("{}")
                .withMode(DeploymentMode.INCREMENTAL)
                .create();

        assertThat(deployment.provisioningState()).isEqualTo("Succeeded");
        assertThat(deployment.correlationId())
                .isEqualTo(
                        resources.deployments().getByResourceGroup("g", "inner").correlationId());
        assertThat(deployment.deploymentOperations().list()).hasSize(3);
    }

    private static String at(String location, String deployment) {
        return deployment.replaceFirst("\\{", "{\"location\": \"" + location + "\", ");
    }

    @ParameterizedTest
    @ValueSource(strings = {SUBSCRIPTION, "/providers/Microsoft.Management/managementGroups/m", ""})
    void refusesOtherLocationForDeploymentOutsideOfGroup(String scope) {
        String main = scope + DEPLOYMENTS + "/main";

        assertThat(client.put(main, at("eastus", deployment())).status()).isEqualTo(201);
        assertThat(client.put(main, at("East US", deployment())).status()).isEqualTo(200);
        TestClient.Reply refused = client.put(main, at("westeurope", deployment()));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json("error.code")).isEqualTo("InvalidDeploymentLocation");
        assertThat(refused.json("error.message"))
                .isEqualTo("Invalid deployment location 'westeurope'. The deployment 'main' already exists in location"
                        + " 'eastus'.");
        assertThat(client.get(main).json("location")).isEqualTo("East US");
    }

    @Test
    void refusesOtherLocationForNestedDeploymentOutsideOfGroup() {
        String inner = nested("inner", "\"location\": \"[deployment().location]\",");
        String deployments = SUBSCRIPTION + DEPLOYMENTS;

        assertThat(client.put(deployments + "/a", at("eastus", deployment(inner)))
                        .status())
                .isEqualTo(201);
        TestClient.Reply refused = client.put(deployments + "/b", at("westeurope", deployment(inner)));

        assertThat(refused.json("error.code")).isEqualTo("InvalidDeploymentLocation");
        assertThat(client.get(deployments + "/b").status()).isEqualTo(404);
    }

    @Test
    void refusesDeploymentThatContainsItself() {
        TestClient.Reply refused = client.put(MAIN, deployment(nested("MAIN", "")));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json("error.code")).isEqualTo("DeploymentActive");
        assertThat(client.get(MAIN).status()).isEqualTo(404);
    }

    @Test
    void refusesNameOfDeploymentThatIsActive() {
        azure.nextCalls(1).to("Microsoft.Resources/deployments").completeAfter(1);
        client.put(MAIN, deployment(nested("inner", "", nested("innermost", ""))));

        for (String body : new String[] {
            deployment(nested("inner", "")), deployment(nested("innermost", "")), deployment(nested("main", ""))
        }) {
            TestClient.Reply refused = client.put(GROUP + DEPLOYMENTS + "/other", body);
            assertThat(refused.json("error.code")).isEqualTo("DeploymentActive");
        }
        assertThat(client.put(MAIN, deployment()).json("error.message"))
                .isEqualTo("Unable to edit or replace deployment 'main': the previous deployment of this name is still"
                        + " active.");

        client.get(MAIN);
        client.get(MAIN);
        assertThat(client.put(GROUP + DEPLOYMENTS + "/other", deployment(nested("innermost", "")))
                        .status())
                .isEqualTo(201);
    }
}
