// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.DeploymentsClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentInner;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.DeploymentParameter;
import com.azure.resourcemanager.resources.models.DeploymentProperties;
import com.azure.resourcemanager.resources.models.ScopedDeployment;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Deploys published templates with the Azure SDK. The system property {@code published.templates} names the folder with
 * their JSON files.
 */
class RealTemplatesTest {
    private static final Path TEMPLATES = Path.of(System.getProperty("published.templates", "../../shared/templates"));

    /** Lists the ends of the names of templates that Azure refuses too, and the starts of the errors. */
    private static final String REFUSED = """
            # Need a resource that must exist before.
            hosting-environment-configuration--customdnssuffix-main.json                  ParentResourceNotFound
            101-cloud-shell-vnet-azuredeploy.json                                         ParentResourceNotFound
            101-machine-learning-compute-create-amlcompute-azuredeploy.json               ParentResourceNotFound
            101-networkwatcher-flowLogs-create-azuredeploy.json                           ResourceGroupNotFound
            101-vm-with-data-management-gateway-azuredeploy.json                          ParentResourceNotFound
            201-decrypt-running-windows-vm-azuredeploy.json                               ParentResourceNotFound
            201-deployment-script-ssh-key-gen-azuredeploy.json                            ParentResourceNotFound
            201-encrypt-running-linux-vm-azuredeploy.json                                 ParentResourceNotFound
            automation-account-job-schedule-main.json                                     ParentResourceNotFound
            cdn-profile-afd-endpoint-route-main.json                                      ParentResourceNotFound
            dev-center-project-pool-main.json                                             ParentResourceNotFound
            logic-integration-account-assembly-main.json                                  ParentResourceNotFound
            private-dns-zone-virtual-network-link-main.json                               ParentResourceNotFound
            recovery-services-vault-backup-config-main.json                               ParentResourceNotFound
            recovery-services-vault-backup-policy-main.json                               ParentResourceNotFound
            service-bus-namespace-topic-authorization-rule-main.json                      ParentResourceNotFound
            synapse-workspace-administrator-main.json                                     ParentResourceNotFound
            web-site-basic-publishing-credentials-policy-main.json                        ParentResourceNotFound
            network-network-manager-connectivity-configuration-main.json                  ParentResourceNotFound
            # Use a variable that is not declared. The first one does so only for one value of its parameter.
            hdinsight-genomics-adam-azuredeploy.json                                      InvalidTemplate
            openedx-devstack-ubuntu-azuredeploy.json                                      InvalidTemplate
            # Lacks a comma in an expression.
            media-service-output-primary-key-azuredeploy.json                             InvalidTemplate
            # Needs a member of its parameter, which the test passes as an empty object.
            101-securitycenter-create-automation-for-alertnamecontains-azuredeploy.json   InvalidTemplate
            """;

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    @SuppressWarnings("deprecation") // JsonReadFeature has no replacement in the oldest Jackson of the Azure SDK.
    private final ObjectMapper json = new ObjectMapper()
            .enable(JsonParser.Feature.ALLOW_COMMENTS)
            .enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES)
            .enable(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonParser.Feature.ALLOW_UNQUOTED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA.mappedFeature());

    @Test
    void deploysPublishedTemplatesThatAzureDeploys() throws IOException {
        assumeTrue(Files.isDirectory(TEMPLATES), "there is no folder " + TEMPLATES + " with published templates");
        Map<String, String> failures = new TreeMap<>();
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                azure.reset();
                String name = file.getFileName().toString();
                String failure = deploy(json.readValue(Files.readString(file), Map.class));
                if (!failure.startsWith(expected(name))) {
                    failures.put(name, failure);
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    /** Returns the start of what is right for this template. */
    private static String expected(String name) {
        return REFUSED.lines()
                .map(line -> line.split(" +"))
                .filter(words -> name.endsWith(words[0]))
                .map(words -> words[1])
                .findFirst()
                .orElse("Succeeded");
    }

    private String deploy(Map<?, ?> template) {
        ResourceManager resources = ResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription();
        DeploymentProperties properties = new DeploymentProperties()
                .withMode(DeploymentMode.INCREMENTAL)
                .withTemplate(template)
                .withParameters(parameters(template));
        String schema = String.valueOf(template.get("$schema")).toLowerCase(Locale.ROOT);
        try {
            deploy(schema.replaceFirst(".*/([a-z]*)deploymenttemplate.json.*", "$1"), properties, resources);
            return "Succeeded";
        } catch (ManagementException e) {
            return e.getValue().getCode() + ": " + e.getValue().getMessage();
        }
    }

    private static void deploy(String scope, DeploymentProperties properties, ResourceManager resources) {
        DeploymentsClient deployments = resources.deploymentClient().getDeployments();
        ScopedDeployment scoped = new ScopedDeployment().withLocation("eastus").withProperties(properties);
        switch (scope) {
            case "subscription" ->
                deployments.createOrUpdateAtSubscriptionScope(
                        "main", new DeploymentInner().withLocation("eastus").withProperties(properties));
            case "managementgroup" -> deployments.createOrUpdateAtManagementGroupScope("contoso", "main", scoped);
            case "tenant" -> deployments.createOrUpdateAtTenantScope("main", scoped);
            default -> {
                resources
                        .resourceGroups()
                        .define("contoso")
                        .withRegion("eastus")
                        .create();
                deployments.createOrUpdate("contoso", "main", new DeploymentInner().withProperties(properties));
            }
        }
    }

    /** Returns a value for each parameter that needs one. */
    private static Map<String, DeploymentParameter> parameters(Map<?, ?> template) {
        Map<String, DeploymentParameter> parameters = new LinkedHashMap<>();
        if (template.get("parameters") instanceof Map<?, ?> declared) {
            declared.forEach((name, json) -> {
                Map<?, ?> declaration = (Map<?, ?>) json;
                if (!declaration.containsKey("defaultValue") && !Boolean.TRUE.equals(declaration.get("nullable"))) {
                    Object value = anyValue((String) name, declaration, template);
                    parameters.put((String) name, new DeploymentParameter().withValue(value));
                }
            });
        }
        return parameters;
    }

    private static Object anyValue(String name, Map<?, ?> declaration, Map<?, ?> template) {
        if (declaration.get("$ref") instanceof String ref) {
            Map<?, ?> definitions = (Map<?, ?>) template.get("definitions");
            return anyValue(name, (Map<?, ?>) definitions.get(ref.substring("#/definitions/".length())), template);
        }
        String type = String.valueOf(declaration.get("type")).toLowerCase(Locale.ROOT);
        if (declaration.get("allowedValues") instanceof List<?> allowed && !type.equals("array")) {
            return allowed.get(0);
        }
        return switch (type) {
            case "int" -> 1;
            case "bool" -> true;
            case "array" -> List.of();
            case "object", "secureobject" -> Map.of();
            default -> name.toLowerCase(Locale.ROOT);
        };
    }
}
