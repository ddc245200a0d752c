// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.DeploymentsClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentExtendedInner;
import com.azure.resourcemanager.resources.fluent.models.DeploymentInner;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.DeploymentProperties;
import com.azure.resourcemanager.resources.models.ScopedDeployment;
import com.github.tomakehurst.wiremock.common.Json;
import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.TemplateAttributionTest.Warnings;
import dev.azurecua.testing.FakeResourceManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deploys attributed templates with the SDK at each scope at which the original template can be deployed. */
class AttributedDeploymentTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final TrackingId OTHER = TrackingId.of("pid-0dd1e5ff-5ff4-4fc0-a2b5-0ec7861106c4");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final ResourceManager resources = AttributedClient.of(azure, azure.profile(), Attribution.of(ID));
    private final DeploymentsClient deployments =
            resources.deployments().manager().deploymentClient().getDeployments();

    @BeforeEach
    void createGroup() {
        resources.resourceGroups().define("g").withRegion("westeurope").create();
    }

    private static String scope(TemplateScope scope) {
        return switch (scope) {
            case RESOURCE_GROUP -> "subscriptions/" + FakeResourceManager.SUBSCRIPTION_ID + "/resourceGroups/g";
            case SUBSCRIPTION -> "subscriptions/" + FakeResourceManager.SUBSCRIPTION_ID;
            case MANAGEMENT_GROUP -> "providers/Microsoft.Management/managementGroups/contoso";
            case TENANT -> "";
        };
    }

    private static String template(TemplateScope scope, String members, String... deployments) {
        return "{\"$schema\": \"" + scope.schema() + "\", \"contentVersion\": \"1.0.0.0\", " + members
                + "\"resources\": [" + String.join(", ", deployments) + "]}";
    }

    private static String marker(TemplateScope scope, TrackingId id) {
        String attributed = TemplateAttribution.of(id).attribute(template(scope, ""));
        return attributed.substring(attributed.indexOf("[{") + 1, attributed.length() - 2);
    }

    private void deploy(TemplateScope scope, String name, String location, String template) {
        DeploymentInner deployment = new DeploymentInner()
                .withLocation(scope == TemplateScope.RESOURCE_GROUP ? null : location)
                .withProperties(new DeploymentProperties()
                        .withMode(DeploymentMode.INCREMENTAL)
                        .withTemplate(Json.read(template, Map.class)));
        if (scope == TemplateScope.TENANT) {
            deployments.createOrUpdateAtTenantScope(
                    name, new ScopedDeployment().withLocation(location).withProperties(deployment.properties()));
        } else {
            deployments.createOrUpdateAtScope(scope(scope), name, deployment);
        }
    }

    private List<String> names(TemplateScope scope) {
        return (scope == TemplateScope.TENANT ? deployments.listAtTenantScope() : deployments.listAtScope(scope(scope)))
                .stream().map(DeploymentExtendedInner::name).toList();
    }

    /** Each location has its own name, because Azure binds a deployment to the location of its first run. */
    @ParameterizedTest
    @EnumSource
    void deploysRepeatedlyInEachLocation(TemplateScope scope) {
        String template = TemplateAttribution.of(ID).attribute(template(scope, ""));

        deploy(scope, "first", "eastus", template);
        deploy(scope, "first", "eastus", template);
        deploy(scope, "second", "westeurope", template);
        deploy(scope, "third", "eastus", template);

        List<String> markers =
                names(scope).stream().filter(name -> name.startsWith("pid-")).toList();
        assertThat(markers)
                .hasSize(scope.requiresLocation() ? 2 : 1)
                .allMatch(name -> name.length() <= 64)
                .allMatch(name -> name.matches(ID + (scope.requiresLocation() ? "-[a-z0-9]{13}" : "")));
        assertThat(TemplateAttribution.of(ID).isAttributed(template)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4-partnercenter",
                "pid-a-contoso-offer-whose-name-is-rather-long-1234-partnercenter",
                "pid-contoso-offer-whose-name-is-rather-long-partnercenter"
            })
    void keepsNameOfMarkerWithinSixtyFourCharacters(String id) {
        String template = TemplateAttribution.of(TrackingId.of(id)).attribute(template(TemplateScope.SUBSCRIPTION, ""));

        deploy(TemplateScope.SUBSCRIPTION, "first", "eastus", template);
        if (id.length() <= 59) {
            deploy(TemplateScope.SUBSCRIPTION, "second", "westeurope", template);
        }

        assertThat(names(TemplateScope.SUBSCRIPTION))
                .filteredOn(name -> name.startsWith("pid-"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith(id) && name.length() <= 64);
        assertThat(TemplateAttribution.of(TrackingId.of(id)).isAttributed(template))
                .isTrue();
    }

    @Test
    void warnsIfIdLeavesNoRoomForHashOfLocation() {
        TrackingId id = TrackingId.of("pid-a-contoso-offer-whose-name-is-rather-long-1234-partnercenter");

        try (Warnings warnings = new Warnings()) {
            assertThat(TemplateAttribution.of(id).attribute(template(TemplateScope.TENANT, "")))
                    .contains("\"name\": \"" + id + "\"");
            assertThat(warnings.lines())
                    .containsExactly("WARN " + id + " leaves no room for a hash of the location in the name of a"
                            + " deployment, which has at most 64 characters. Outside of resource groups the template"
                            + " can be deployed to one location only. To deploy to several locations, use a shorter"
                            + " tracking ID.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void deploysMarkerBesideThatOfAnotherPartner(TemplateScope scope) {
        String both = TemplateAttribution.of(ID).besideOthers().attribute(template(scope, "", marker(scope, OTHER)));

        deploy(scope, "first", "eastus", both);
        deploy(scope, "second", "westeurope", both);

        assertThat(names(scope)).filteredOn(name -> name.startsWith("pid-")).hasSize(scope.requiresLocation() ? 4 : 2);
    }

    @Test
    void deploysTemplateWithMarkerNamedByVariable() {
        String marker = marker(TemplateScope.RESOURCE_GROUP, ID).replace("\"" + ID + "\"", "\"[variables('cua')]\"");
        String template = template(TemplateScope.RESOURCE_GROUP, "\"variables\": {\"cua\": \"" + ID + "\"}, ", marker);

        deploy(
                TemplateScope.RESOURCE_GROUP,
                "main",
                "",
                TemplateAttribution.of(Attribution.of(ID)).attribute(template));

        assertThat(names(TemplateScope.RESOURCE_GROUP)).containsExactlyInAnyOrder("main", ID.toString());
    }

    @Test
    void deploysNoMarkerIfCustomerOptsOut() {
        String template = TemplateAttribution.of(ID)
                .withOptOut("attributeUsage")
                .attribute(template(TemplateScope.RESOURCE_GROUP, ""));

        deploy(
                TemplateScope.RESOURCE_GROUP,
                "out",
                "",
                template.replace("\"defaultValue\": true", "\"defaultValue\": false"));
        assertThat(names(TemplateScope.RESOURCE_GROUP)).containsExactly("out");

        deploy(TemplateScope.RESOURCE_GROUP, "in", "", template);
        assertThat(names(TemplateScope.RESOURCE_GROUP)).contains(ID.toString());
    }

    /** The refusal is a limit of the marker that Microsoft documents, see docs/templates.md. */
    @Test
    void refusesSecondDeploymentToGroupWhileFirstIsRunning() {
        String template = TemplateAttribution.of(ID).attribute(template(TemplateScope.RESOURCE_GROUP, ""));
        azure.nextCalls(1).to("Microsoft.Resources/deployments").completeAfter(2);
        var first = deployments.beginCreateOrUpdateAtScope(
                scope(TemplateScope.RESOURCE_GROUP),
                "first",
                new DeploymentInner()
                        .withProperties(new DeploymentProperties()
                                .withMode(DeploymentMode.INCREMENTAL)
                                .withTemplate(Json.read(template, Map.class))));

        assertThatThrownBy(() -> deploy(TemplateScope.RESOURCE_GROUP, "second", "", template))
                .isInstanceOfSatisfying(
                        ManagementException.class,
                        e -> assertThat(e.getValue().getCode()).isEqualTo("DeploymentActive"));

        first.waitForCompletion();
        deploy(TemplateScope.RESOURCE_GROUP, "second", "", template);
    }

    @Test
    void refusesDeploymentWithNameOfItsMarker() {
        assertThatThrownBy(() -> deploy(
                        TemplateScope.RESOURCE_GROUP,
                        ID.toString(),
                        "",
                        TemplateAttribution.of(ID).attribute(template(TemplateScope.RESOURCE_GROUP, ""))))
                .isInstanceOf(ManagementException.class)
                .hasMessageContaining("DeploymentActive");
    }

    @Test
    void returnsTemplateUnchangedIfMarkerExceedsALimit() {
        TemplateAttribution templates = TemplateAttribution.of(Attribution.of(ID));
        String most = template(TemplateScope.RESOURCE_GROUP, "", "{}, ".repeat(799) + "{}");
        String large = template(TemplateScope.RESOURCE_GROUP, "") + " ".repeat(4 * 1024 * 1024 - 300);

        try (Warnings warnings = new Warnings()) {
            assertThat(templates.attribute(most)).isSameAs(most);
            assertThat(templates.attribute(large)).isSameAs(large);
            assertThat(warnings.lines())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("ERROR The template cannot be attributed: ")
                            && line.endsWith(". The template is deployed unchanged, without attribution."));
        }
    }
}
