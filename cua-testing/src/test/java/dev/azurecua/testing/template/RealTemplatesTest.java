// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.DeploymentsClient;
import com.azure.resourcemanager.resources.fluent.models.DeploymentInner;
import com.azure.resourcemanager.resources.models.DeploymentMode;
import com.azure.resourcemanager.resources.models.DeploymentProperties;
import com.azure.resourcemanager.resources.models.ScopedDeployment;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deploys published templates with the real SDK. Skipped where the folder with the templates is missing. */
@SuppressWarnings("deprecation")
class RealTemplatesTest {
    private static final Path TEMPLATES = Path.of(System.getProperty("published.templates", "../../shared/templates"));

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final ObjectMapper json = new ObjectMapper()
            .enable(JsonParser.Feature.ALLOW_COMMENTS)
            .enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES)
            .enable(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonParser.Feature.ALLOW_UNQUOTED_CONTROL_CHARS)
            .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_TRAILING_COMMA.mappedFeature());

    @Test
    void deploysNearlyAllPublishedTemplates() throws IOException {
        assumeTrue(Files.isDirectory(TEMPLATES), "no folder with published templates");
        Map<String, String> failures = new TreeMap<>();
        int count = 0;
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                count++;
                azure.reset();
                try {
                    deploy(Files.readString(file));
                } catch (ManagementException e) {
                    failures.put(
                            file.getFileName().toString(),
                            e.getValue() == null
                                    ? e.toString()
                                    : e.getValue().getCode() + ": "
                                            + e.getValue().getMessage());
                } catch (RuntimeException e) {
                    failures.put(file.getFileName().toString(), e.toString());
                }
            }
        }
        System.out.println("DEPLOYED " + (count - failures.size()) + " of " + count);
        failures.forEach((file, failure) -> System.out.println("  " + file + "\n     " + failure));
        assertThat(failures.size()).isLessThanOrEqualTo(count / 20);
    }

    private void deploy(String text) throws IOException {
        Map<?, ?> template = json.readValue(text, Map.class);
        ResourceManager resources = ResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription();
        DeploymentsClient deployments = resources.deploymentClient().getDeployments();
        DeploymentProperties properties = new DeploymentProperties()
                .withMode(DeploymentMode.INCREMENTAL)
                .withTemplate(template)
                .withParameters(parameters(template));
        String schema = String.valueOf(template.get("$schema")).toLowerCase();
        if (schema.contains("subscription")) {
            deployments.createOrUpdateAtSubscriptionScope(
                    "main", new DeploymentInner().withLocation("eastus").withProperties(properties));
        } else if (schema.contains("managementgroup")) {
            deployments.createOrUpdateAtManagementGroupScope(
                    "contoso",
                    "main",
                    new ScopedDeployment().withLocation("eastus").withProperties(properties));
        } else if (schema.contains("tenant")) {
            deployments.createOrUpdateAtTenantScope(
                    "main", new ScopedDeployment().withLocation("eastus").withProperties(properties));
        } else {
            resources.resourceGroups().define("contoso").withRegion("eastus").create();
            deployments.createOrUpdate("contoso", "main", new DeploymentInner().withProperties(properties));
        }
    }

    private static Map<String, com.azure.resourcemanager.resources.models.DeploymentParameter> parameters(
            Map<?, ?> template) {
        Map<String, com.azure.resourcemanager.resources.models.DeploymentParameter> parameters = new LinkedHashMap<>();
        if (template.get("parameters") instanceof Map<?, ?> declared) {
            declared.forEach((name, json) -> {
                Map<?, ?> declaration = (Map<?, ?>) json;
                if (!declaration.containsKey("defaultValue") && !Boolean.TRUE.equals(declaration.get("nullable"))) {
                    parameters.put(
                            (String) name,
                            new com.azure.resourcemanager.resources.models.DeploymentParameter()
                                    .withValue(anyValue((String) name, declaration, template)));
                }
            });
        }
        return parameters;
    }

    private static Object anyValue(String name, Map<?, ?> declaration, Map<?, ?> template) {
        if (declaration.get("$ref") instanceof String ref) {
            return anyValue(
                    name,
                    (Map<?, ?>) ((Map<?, ?>) template.get("definitions")).get(ref.substring("#/definitions/".length())),
                    template);
        }
        if (declaration.get("allowedValues") instanceof List<?> allowed
                && !"array".equalsIgnoreCase(String.valueOf(declaration.get("type")))) {
            return allowed.get(0);
        }
        return switch (String.valueOf(declaration.get("type")).toLowerCase()) {
            case "int" -> 1;
            case "bool" -> true;
            case "array" -> List.of();
            case "object", "secureobject" -> Map.of();
            default -> name.toLowerCase(java.util.Locale.ROOT);
        };
    }
}
