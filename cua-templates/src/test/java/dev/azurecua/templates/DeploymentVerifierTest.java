// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.models.DeploymentExtendedInner;
import com.azure.resourcemanager.resources.fluent.models.DeploymentInner;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.DeploymentProperties;
import com.azure.resourcemanager.resources.models.Deployments;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Json;
import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies deployments that the SDK created. Stubs those responses of Azure that the stand-in does not produce. */
class DeploymentVerifierTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final String SUBSCRIPTION = "/subscriptions/" + FakeResourceManager.SUBSCRIPTION_ID;
    private static final String OTHER_SUBSCRIPTION_ID = "22222222-2222-2222-2222-222222222222";
    private static final String OTHER_SUBSCRIPTION = "/subscriptions/" + OTHER_SUBSCRIPTION_ID;
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/g";
    private static final String DEPLOYMENTS = "/providers/Microsoft.Resources/deployments/";
    private static final String MARKER = GROUP + DEPLOYMENTS + ID;
    private static final String LIST = GROUP + DEPLOYMENTS;
    private static final String MAIN = GROUP + DEPLOYMENTS + "main";
    private static final String INNER = GROUP + DEPLOYMENTS + "inner";
    private static final String NETWORKS = "/providers/Microsoft.Network/virtualNetworks/";
    private static final String CORRELATION = "6fc4f5a3-9a5d-4a0e-8f3d-0c4b7c1f2e11";
    private static final String OTHER_CORRELATION = "00000000-9a5d-4a0e-8f3d-0c4b7c1f2e11";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final ResourceManager resources = client(FakeResourceManager.SUBSCRIPTION_ID);
    private final DeploymentVerifier verifier = DeploymentVerifier.of(resources.deployments());

    private static ResourceManager client(String subscription) {
        return AttributedClient.of(azure, azure.profile(subscription), Attribution.of(ID));
    }

    @BeforeEach
    void createGroup() {
        resources.resourceGroups().define("g").withRegion("westeurope").create();
    }

    private static Map<?, ?> template(String... resources) {
        return Json.read(
                "{\"contentVersion\": \"1.0.0.0\", \"resources\": [" + String.join(", ", resources) + "]}", Map.class);
    }

    /**
     * Returns a nested deployment for a template.
     *
     * @param scope members that name the scope, each followed by a comma
     */
    private static String nested(String name, String scope, String... resources) {
        return """
                {"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "%s", %s
                 "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"},
                                "template": %s}}""".formatted(name, scope, Json.write(template(resources)));
    }

    private static String resource(String type, String name) {
        return """
                {"type": "%s", "apiVersion": "2024-05-01", "name": "%s", "location": "westeurope", "properties": {}}""".formatted(type, name);
    }

    private static String network(String name) {
        return resource("Microsoft.Network/virtualNetworks", name);
    }

    private static String marker(String scope) {
        return nested(ID.toString(), scope);
    }

    private String deploy(String name, String... templateResources) throws IOException {
        return resources
                .deployments()
                .define(name)
                .withExistingResourceGroup("g")
                .withTemplate(template(templateResources))
                .withParameters("{}")
                .withMode(DeploymentMode.INCREMENTAL)
                .create()
                .correlationId();
    }

    private String deployToSubscription(String name, String... templateResources) {
        DeploymentExtendedInner deployment = resources
                .deployments()
                .manager()
                .deploymentClient()
                .getDeployments()
                .createOrUpdateAtSubscriptionScope(
                        name,
                        new DeploymentInner()
                                .withLocation("westeurope")
                                .withProperties(new DeploymentProperties()
                                        .withMode(DeploymentMode.INCREMENTAL)
                                        .withTemplate(template(templateResources))));
        return deployment.properties().correlationId();
    }

    private static void stub(String path, ResponseDefinitionBuilder response) {
        azure.wireMock().stubFor(get(urlPathEqualTo(path)).willReturn(response));
    }

    private static void stubDeployment(String id, String correlationId) {
        stub(id, okJson(deployment(id, correlationId)));
        stubOperations(id);
    }

    private static String deployment(String id, String correlationId) {
        return "{\"id\": \"" + id + "\", \"properties\": {\"correlationId\": \"" + correlationId + "\"}}";
    }

    private static void stubOperations(String id, String... operations) {
        stub(id + "/operations", okJson("{\"value\": [" + String.join(", ", operations) + "]}"));
    }

    private static String operation(String kind, String state, String target) {
        return """
                {"id": "x", "operationId": "y", "properties": {"provisioningOperation": "%s",
                 "provisioningState": "%s", "targetResource": {"id": "%s"}}}""".formatted(kind, state, target);
    }

    private static String creation(String target) {
        return operation("Create", "Succeeded", target);
    }

    /**
     * Stubs the marker and verifies it.
     *
     * @param operations the operations of the deployment that is named with the ID
     */
    private DeploymentVerifier.Result verify(String... operations) {
        stubDeployment(MARKER, CORRELATION);
        stubOperations(MARKER, operations);
        return verifier.inResourceGroup("g", ID);
    }

    /** Returns the path of each call to this path, in any letter case. */
    private static List<String> readsOf(String path) {
        return azure.calls().stream()
                .map(call -> call.uri().getPath())
                .filter(path::equalsIgnoreCase)
                .toList();
    }

    @Test
    void findsDeploymentsAndResourcesOfMarker() throws Exception {
        deploy("earlier", network("earlier"), nested("earlier-inner", "", network("earlier-inner")));
        String correlationId = deploy(
                "main",
                network("net"),
                marker(""),
                nested("inner", "", network("a"), nested("innermost", "", network("b"))));
        deploy("later", network("later"));

        DeploymentVerifier.Result result = verifier.inResourceGroup("g", ID);

        assertThat(result.isFound()).isTrue();
        assertThat(result.correlationId()).isNotNull().isEqualTo(correlationId);
        assertThat(result.deployments()).containsExactly(MARKER, INNER, GROUP + DEPLOYMENTS + "innermost", MAIN);
        assertThat(result.resources())
                .containsExactly(GROUP + NETWORKS + "a", GROUP + NETWORKS + "b", GROUP + NETWORKS + "net");
        assertThat(result.failedResources()).isEmpty();
    }

    @Test
    void followsMarkerInSubscriptionIntoGroups() throws Exception {
        deploy("of-the-group", network("other"));
        deployToSubscription("earlier", resource("Microsoft.Resources/resourceGroups", "earlier"));
        String correlationId = deployToSubscription(
                "main",
                resource("Microsoft.Resources/resourceGroups", "new"),
                marker("\"location\": \"westeurope\","),
                nested("inner", "\"resourceGroup\": \"new\",", network("net")));

        DeploymentVerifier.Result result = verifier.inSubscription(ID);

        String created = SUBSCRIPTION + "/resourceGroups/new";
        assertThat(result.correlationId()).isEqualTo(correlationId);
        assertThat(result.deployments())
                .containsExactly(
                        SUBSCRIPTION + DEPLOYMENTS + ID,
                        SUBSCRIPTION + DEPLOYMENTS + "main",
                        created + DEPLOYMENTS + "inner");
        assertThat(result.resources()).containsExactly(created, created + NETWORKS + "net");
        assertThat(verifier.inResourceGroup("g", ID).isFound()).isFalse();
    }

    private void deployToSubscription(String location, TrackingId id, String... templateResources) {
        String template = TemplateAttribution.of(id).attribute("""
                {"$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
                 "contentVersion": "1.0.0.0", "resources": [%s]}""".formatted(String.join(", ", templateResources)));
        resources
                .deployments()
                .manager()
                .deploymentClient()
                .getDeployments()
                .createOrUpdateAtSubscriptionScope(
                        "main-" + location,
                        new DeploymentInner()
                                .withLocation(location)
                                .withProperties(new DeploymentProperties()
                                        .withMode(DeploymentMode.INCREMENTAL)
                                        .withTemplate(Json.read(template, Map.class))));
    }

    @Test
    void findsMarkerOfEachLocation() {
        deployToSubscription("eastus", ID, resource("Microsoft.Resources/resourceGroups", "east"));
        deployToSubscription("westeurope", ID, resource("Microsoft.Resources/resourceGroups", "west"));
        deployToSubscription(
                "northeurope",
                TrackingId.of(ID + "-partnercenter"),
                resource("Microsoft.Resources/resourceGroups", "another"));

        DeploymentVerifier.Result result = verifier.inSubscription(ID);

        assertThat(result.isFound()).isTrue();
        assertThat(result.deployments().subList(0, 2))
                .allMatch(marker -> marker.startsWith(SUBSCRIPTION + DEPLOYMENTS + ID + "-"));
        assertThat(result.deployments())
                .hasSize(4)
                .contains(SUBSCRIPTION + DEPLOYMENTS + "main-eastus", SUBSCRIPTION + DEPLOYMENTS + "main-westeurope");
        assertThat(result.resources())
                .containsExactlyInAnyOrder(
                        SUBSCRIPTION + "/resourceGroups/east", SUBSCRIPTION + "/resourceGroups/west");
        assertThat(result.correlationIds()).hasSize(2).isUnmodifiable().contains(result.correlationId());
        assertThat(result.toString()).contains("correlation ID " + String.join(", ", result.correlationIds()));
    }

    @Test
    void verifiesManagementGroupAndTenant() {
        for (String scope : List.of("/providers/Microsoft.Management/managementGroups/contoso", "")) {
            String marker = scope + DEPLOYMENTS + ID + "-x";
            String main = scope + DEPLOYMENTS + "main";
            stub(
                    scope + DEPLOYMENTS,
                    okJson("{\"value\": [" + deployment(marker, CORRELATION) + ", " + deployment(main, CORRELATION)
                            + "]}"));
            stubOperations(marker);
            stubOperations(main, creation("/a"));
        }

        for (DeploymentVerifier.Result result :
                List.of(verifier.inManagementGroup("contoso", ID), verifier.inTenant(ID))) {
            assertThat(result.deployments())
                    .extracting(id -> id.substring(id.lastIndexOf('/') + 1))
                    .containsExactly(ID + "-x", "main");
            assertThat(result.resources()).containsExactly("/a");
        }
        assertThat(verifier.inManagementGroup("contoso", ID).toString())
                .startsWith(ID + " is in management group 'contoso', correlation ID ");
        assertThat(verifier.inTenant(TrackingId.random()).toString()).contains(" in the tenant (Azure: ");
    }

    /** The name has a suffix, because Azure names the deployment of a stack with the stack's name and a suffix. */
    @Test
    void findsDeploymentOfStack() throws Exception {
        deploy("stack-26112709abc", network("net"), marker(""));

        assertThat(verifier.inResourceGroup("g", ID).deployments())
                .containsExactly(MARKER, GROUP + DEPLOYMENTS + "stack-26112709abc");
    }

    @Test
    void reportsIdWithoutASlashAsResource() {
        String relative = "x" + DEPLOYMENTS + "a";

        assertThat(verify(creation(relative)).resources()).containsExactly(relative);
    }

    @Test
    void reportsResourceWithManySegmentsWithoutStackOverflow() {
        String deep = "/a/b".repeat(5_000) + "/providers/Microsoft.Resources/deployments/x y";

        assertThat(verify(creation(deep)).resources()).containsExactly(deep);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a.", "/providers/Microsoft.Management/managementGroups/a"})
    void rejectsInvalidNameOfManagementGroup(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verifier.inManagementGroup(name, ID))
                .withMessage("'" + name + "' is not a valid management group name. Use letters, digits, underscores,"
                        + " hyphens, parentheses and periods, without a final period. Write only the name, such as"
                        + " contoso.");
    }

    @Test
    void followsNestedDeploymentsIntoOtherGroupsAndSubscriptions() throws Exception {
        resources.resourceGroups().define("h").withRegion("westeurope").create();
        client(OTHER_SUBSCRIPTION_ID)
                .resourceGroups()
                .define("o")
                .withRegion("westeurope")
                .create();
        deploy(
                "main",
                marker(""),
                nested("to-h", "\"resourceGroup\": \"h\",", network("a")),
                nested(
                        "to-o",
                        "\"subscriptionId\": \"" + OTHER_SUBSCRIPTION_ID + "\", \"resourceGroup\": \"o\",",
                        network("b")));

        DeploymentVerifier.Result result = verifier.inResourceGroup("g", ID);

        String inOther = OTHER_SUBSCRIPTION + "/resourceGroups/o";
        assertThat(result.deployments())
                .containsExactly(
                        MARKER,
                        MAIN,
                        SUBSCRIPTION + "/resourceGroups/h" + DEPLOYMENTS + "to-h",
                        inOther + DEPLOYMENTS + "to-o");
        assertThat(result.resources())
                .containsExactly(SUBSCRIPTION + "/resourceGroups/h" + NETWORKS + "a", inOther + NETWORKS + "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsEveryPage(int size) throws Exception {
        deploy("main", network("a"), network("b"), network("c"), marker(""), nested("inner", "", network("d")));
        deploy("other", network("e"));
        azure.pagesOf(size);

        DeploymentVerifier.Result result = verifier.inResourceGroup("g", ID);

        assertThat(result.deployments()).containsExactly(MARKER, INNER, MAIN);
        assertThat(result.resources())
                .containsExactly(
                        GROUP + NETWORKS + "d", GROUP + NETWORKS + "a", GROUP + NETWORKS + "b", GROUP + NETWORKS + "c");
    }

    @Test
    void sendsOnlyGetRequestsThatAreAttributedLikeThoseOfItsClient() throws Exception {
        deploy("main", network("net"), marker(""));
        int before = azure.calls().size();

        DeploymentVerifier.of(ResourceManager.authenticate(
                                resources.deployments().manager().httpPipeline(), azure.profile())
                        .withDefaultSubscription()
                        .deployments())
                .inResourceGroup("g", ID);

        List<RecordedCall> calls = azure.calls().subList(before, azure.calls().size());
        assertThat(calls).extracting(RecordedCall::method).hasSize(4).containsOnly("GET");
        assertThat(calls)
                .extracting(call -> call.uri().getRawPath())
                .containsExactly(MARKER, LIST, MARKER + "/operations", MAIN + "/operations");
        assertThat(calls).allSatisfy(call -> assertThat(call.trackingIds()).containsExactly(ID.toString()));
    }

    @Test
    void separatesFailedFromCreatedResources() {
        DeploymentVerifier.Result result = verify(
                operation("Create", "Failed", "/a"),
                operation("Create", "Canceled", "/b"),
                operation("Create", "failed", "/A"),
                operation("Create", "Failed", "/c"),
                operation("Create", "Succeeded", "/C"),
                operation("Create", "Failed", "/C"),
                operation("Create", "Running", "/d"));

        assertThat(result.failedResources()).containsExactly("/a", "/b");
        assertThat(result.resources()).containsExactly("/C", "/d");
    }

    @Test
    void reportsNestedDeploymentThatDidNotStartAsFailed() {
        DeploymentVerifier.Result result =
                verify(operation("Create", "Failed", INNER), operation("Create", "Failed", MAIN), creation(MAIN));

        assertThat(result.deployments()).containsExactly(MARKER);
        assertThat(result.resources()).isEmpty();
        assertThat(result.failedResources()).containsExactly(INNER);
    }

    @ParameterizedTest
    @CsvSource({
        "Create, true",
        "Waiting, true",
        "AzureAsyncOperationWaiting, true",
        "SomethingNew, true",
        "Read, false",
        "Action, false",
        "Delete, false",
        "DeploymentCleanup, false",
    })
    void ignoresOperationsThatCreateNothing(String kind, boolean creates) {
        stubDeployment(INNER, CORRELATION);

        DeploymentVerifier.Result result = verify(
                operation(kind, "Succeeded", "/a"),
                operation(kind, "Failed", "/b"),
                operation(kind, "Succeeded", INNER));

        assertThat(result.resources()).hasSize(creates ? 1 : 0);
        assertThat(result.failedResources()).hasSize(creates ? 1 : 0);
        assertThat(result.deployments()).hasSize(creates ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\": {\"provisioningOperation\": \"EvaluateDeploymentOutput\"}}",
                "{\"properties\": {\"provisioningOperation\": \"Create\", \"targetResource\": null}}",
                "{\"properties\": {\"provisioningOperation\": \"Create\", \"targetResource\": {\"symbolicName\": \"x\"}}}",
                "{\"properties\": null}",
                "{}",
            })
    void ignoresOperationsWithoutTarget(String operation) {
        assertThat(verify(operation, creation("/a")).resources()).containsExactly("/a");
    }

    @Test
    void reportsDeploymentScriptAsResource() throws Exception {
        deploy("main", marker(""), resource("Microsoft.Resources/deploymentScripts", "script"));

        assertThat(verifier.inResourceGroup("g", ID).resources())
                .containsExactly(GROUP + "/providers/Microsoft.Resources/deploymentScripts/script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/providers/Microsoft.Resources/deploymentStacks/a",
                "/providers/MicrosoftXResources/deployments/a",
                "/providers/Contoso.Resources/deployments/a",
                "/providers/Microsoft.Resources/deployments/a/providers/Microsoft.Authorization/locks/b",
                "/providers/Microsoft.Resources/deployments",
                "/x y/providers/Microsoft.Resources/deployments/a",
            })
    void reportsSimilarTypeAsResource(String id) {
        assertThat(verify(creation(GROUP + id)).resources()).containsExactly(GROUP + id);
        assertThat(readsOf(GROUP + id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/providers/Microsoft.Management/managementGroups/mg", OTHER_SUBSCRIPTION})
    void followsNestedDeploymentsIntoAnyScope(String scope) {
        String id = scope + DEPLOYMENTS + "elsewhere";
        stubDeployment(id, CORRELATION);
        stubOperations(id, creation("/a"));

        DeploymentVerifier.Result result = verify(creation(id));

        assertThat(result.deployments()).containsExactly(MARKER, id);
        assertThat(result.resources()).containsExactly("/a");
    }

    @Test
    void ignoresLetterCaseOfIds() {
        stubDeployment(INNER, CORRELATION.toUpperCase(Locale.ROOT));

        DeploymentVerifier.Result result = verify(
                creation(INNER),
                creation(INNER.toUpperCase(Locale.ROOT)),
                creation(MARKER.toUpperCase(Locale.ROOT)),
                creation(INNER.toLowerCase(Locale.ROOT)));

        assertThat(result.deployments()).containsExactly(MARKER, INNER);
        assertThat(result.resources()).isEmpty();
        assertThat(readsOf(INNER)).hasSize(1);
    }

    @Test
    void readsDeploymentsThatReferToEachOtherOnce() {
        stubDeployment(INNER, CORRELATION);
        stubOperations(INNER, creation(MARKER), creation(INNER), creation("/a"));

        assertThat(verify(creation(INNER), creation("/a")).resources()).containsExactly("/a");

        assertThat(readsOf(MARKER + "/operations")).hasSize(1);
        assertThat(readsOf(INNER + "/operations")).hasSize(1);
    }

    @Test
    void skipsDeletedNestedDeployment() {
        DeploymentVerifier.Result result = verify(creation(INNER), creation(INNER), creation("/a"));

        assertThat(result.deployments()).containsExactly(MARKER);
        assertThat(result.resources()).containsExactly("/a");
        assertThat(readsOf(INNER)).hasSize(1);
    }

    @Test
    void skipsNestedDeploymentThatAnotherDeploymentReplaced() {
        stubDeployment(INNER, OTHER_CORRELATION);
        stubOperations(INNER, creation("/b"));

        DeploymentVerifier.Result result = verify(creation(INNER), creation("/a"));

        assertThat(result.deployments()).containsExactly(MARKER);
        assertThat(result.resources()).containsExactly("/a");
    }

    @Test
    void keepsDeploymentThatIsDeletedDuringVerification() throws Exception {
        deploy("main", network("net"), marker(""));
        stub(MARKER + "/operations", aResponse().withStatus(404));

        DeploymentVerifier.Result result = verifier.inResourceGroup("g", ID);

        assertThat(result.deployments()).containsExactly(MARKER, MAIN);
        assertThat(result.resources()).containsExactly(GROUP + NETWORKS + "net");
    }

    @Test
    void reportsOnlyMarkerIfItHasNoCorrelationId() throws Exception {
        deploy("other", network("net"));
        stub(MARKER, okJson("{}"));
        stub(INNER, okJson("{}"));
        stubOperations(MARKER, creation("/a"), creation(INNER), creation(GROUP + DEPLOYMENTS + "other"));

        DeploymentVerifier.Result result = verifier.inResourceGroup("g", ID);

        assertThat(result.isFound()).isTrue();
        assertThat(result.correlationId()).isNull();
        assertThat(result.deployments()).containsExactly(MARKER);
        assertThat(result.resources()).containsExactly("/a");
    }

    @Test
    void ignoresListedDeploymentsWithoutIdOrCorrelationId() {
        stub(
                LIST,
                okJson("{\"value\": [{}, {\"properties\": {\"correlationId\": \"" + CORRELATION + "\"}}, {\"id\": \""
                        + MAIN + "\"}, " + deployment("/of/something/else", CORRELATION) + "]}"));

        assertThat(verify().deployments()).containsExactly(MARKER);
    }

    @Test
    void encodesNonAsciiNameOfGroupInUrl() {
        String group = SUBSCRIPTION + "/resourceGroups/";
        resources
                .resourceGroups()
                .define("grüße_(1).x")
                .withRegion("westeurope")
                .create();

        assertThat(verifier.inResourceGroup("grüße_(1).x", ID)).asString().contains("DeploymentNotFound");

        assertThat(azure.calls())
                .extracting(call -> call.uri().getRawPath())
                .endsWith(
                        group + "gr%C3%BC%C3%9Fe_(1).x" + DEPLOYMENTS + ID,
                        group + "gr%C3%BC%C3%9Fe_(1).x" + DEPLOYMENTS);
    }

    @Test
    void reportsMissingMarkerWithReasonAndAdvice() throws Exception {
        deploy("main", network("net"));

        DeploymentVerifier.Result result = verifier.inResourceGroup("g", ID);

        assertThat(result.isFound()).isFalse();
        assertThat(result.correlationId()).isNull();
        assertThat(result.deployments()).isEmpty();
        assertThat(result.resources()).isEmpty();
        assertThat(result.failedResources()).isEmpty();
        assertThat(result)
                .hasToString("No deployment pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4 found in resource group 'g' of"
                        + " subscription " + FakeResourceManager.SUBSCRIPTION_ID
                        + " (Azure: DeploymentNotFound, Deployment"
                        + " 'pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4' could not be found.). Check that the template"
                        + " contains its marker, that it was deployed to this scope, and that the deployment was not"
                        + " deleted from the history. SDK and Terraform calls create no such deployment.");
    }

    @Test
    void reportsMissingGroup() {
        assertThat(verifier.inResourceGroup("none", ID))
                .asString()
                .contains("(Azure: ResourceGroupNotFound, Resource group 'none' could not be found.)");
    }

    @Test
    void reportsMissingMarkerInSubscription() {
        assertThat(verifier.inSubscription(ID))
                .asString()
                .contains(ID + " found in subscription " + FakeResourceManager.SUBSCRIPTION_ID + " (");
    }

    @Test
    void reportsMissingMarkerIfResponseHasNoBody() {
        stub(MARKER, aResponse().withStatus(404));

        assertThat(verifier.inResourceGroup("g", ID)).asString().contains("(Azure: Status code 404, (empty body))");
    }

    static Stream<Arguments> errors() {
        return Stream.concat(
                Stream.of(MARKER, LIST, MARKER + "/operations").map(path -> Arguments.of(path, 403)),
                Stream.of(MARKER, LIST, MARKER + "/operations", INNER, INNER + "/operations")
                        .map(path -> Arguments.of(path, 409)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void throwsAnyOtherError(String path, int status) {
        stubDeployment(MARKER, CORRELATION);
        stubDeployment(INNER, CORRELATION);
        stubOperations(MARKER, creation(INNER));
        stub(path, aResponse().withStatus(status).withBody("{\"error\": {\"code\": \"Refused\"}}"));

        assertThatThrownBy(() -> verifier.inResourceGroup("g", ID))
                .isInstanceOfSatisfying(ManagementException.class, e -> {
                    assertThat(e.getResponse().getStatusCode()).isEqualTo(status);
                    assertThat(e.getValue().getCode()).isEqualTo("Refused");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/operations"})
    void reportsNestedDeploymentThatCannotBeRead(String refusedPath) {
        stubDeployment(MARKER, CORRELATION);
        stubDeployment(INNER, CORRELATION);
        stubOperations(MARKER, creation("/a"), creation(INNER), creation("/b"));
        stub(INNER + refusedPath, aResponse().withStatus(403).withBody("{\"error\": {\"code\": \"Refused\"}}"));

        DeploymentVerifier.Result result = verifier.inResourceGroup("g", ID);

        assertThat(result.resources()).containsExactly("/a", "/b");
        assertThat(result.unreadableDeployments()).containsExactly(INNER);
        assertThat(result.toString()).endsWith("\nnot readable: 1\n  " + INNER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a b", "a/b", "a?b", "a#b", "a%2Fb", "a\\b", "..", "a.", "a\n", GROUP,
            })
    void rejectsInvalidNameOfGroup(String name) {
        int before = azure.calls().size();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> verifier.inResourceGroup(name, ID))
                .withMessage("'" + name + "' is not a valid resource group name. Use letters, digits, underscores,"
                        + " hyphens, parentheses and periods, without a final period. Write only the name, such"
                        + " as contoso.");

        assertThat(azure.calls()).hasSize(before);
    }

    @Test
    void rejectsNullBeforeAnyCall() {
        int before = azure.calls().size();

        assertThatNullPointerException().isThrownBy(() -> verifier.inResourceGroup("g", null));
        assertThatNullPointerException().isThrownBy(() -> verifier.inResourceGroup(null, ID));
        assertThatNullPointerException().isThrownBy(() -> verifier.inSubscription(null));

        assertThat(azure.calls()).hasSize(before);
    }

    @Test
    void rejectsOlderSdkAndNamesTheVersionNeeded() {
        Deployments older = (Deployments) Proxy.newProxyInstance(
                Deployments.class.getClassLoader(), new Class<?>[] {Deployments.class}, (proxy, method, arguments) -> {
                    throw new NoSuchMethodError("deploymentClient");
                });

        assertThatIllegalStateException()
                .isThrownBy(() -> DeploymentVerifier.of(older))
                .withMessage("The verifier needs com.azure.resourcemanager:azure-resourcemanager-resources 2.52.0 or"
                        + " newer, but an older version was found; use a newer azure-sdk-bom")
                .withCauseInstanceOf(NoSuchMethodError.class);
    }

    @Test
    void printsMarkerDeploymentsAndResourcesOfResult() {
        stubDeployment(INNER, CORRELATION);

        assertThat(verify(creation(INNER), creation("/a"), creation("/b"), operation("Create", "Failed", "/c")))
                .hasToString("""
                        %s is in resource group 'g' of subscription %s, correlation ID %s
                        note: %s is not a marker, because it created resources. Rename this deployment; otherwise it \
                        conflicts with the marker of the template.
                        deployments: 2
                          %s
                          %s
                        created: 2
                          /a
                          /b
                        failed: 1
                          /c""".formatted(ID, FakeResourceManager.SUBSCRIPTION_ID, CORRELATION, ID, MARKER, INNER));
    }

    @Test
    void returnsUnmodifiableLists() {
        DeploymentVerifier.Result result = verify(creation("/a"), operation("Create", "Failed", "/b"));

        for (List<String> list : List.of(result.deployments(), result.resources(), result.failedResources())) {
            assertThat(list).isNotEmpty().isUnmodifiable();
        }
    }
}
