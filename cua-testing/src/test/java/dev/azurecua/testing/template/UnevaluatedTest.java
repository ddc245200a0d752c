// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evaluates templates of which a part is not known. */
class UnevaluatedTest {
    private static final String GROUP = "/subscriptions/S/resourceGroups/G/providers/";
    private static final String UNKNOWN = "(not evaluated: the function 'reference')";

    private static EvaluatedTemplate evaluate(String properties, DeploymentContext context) {
        return EvaluatedTemplate.of(Templates.json(properties), context);
    }

    private static EvaluatedTemplate evaluate(String template) {
        return evaluate("{\"template\": " + template + "}", Templates.LENIENT);
    }

    @Test
    void visibleTextStandsForUnknownValue() {
        EvaluatedTemplate template = evaluate("""
                {
                    "parameters": {
                        "text": {"type": "int", "defaultValue": "[reference('x').n]"},
                        "secret": {"type": "secureString", "defaultValue": "[listKeys('x', '1').key]"}
                    },
                    "variables": {"key": "[reference('x').key]", "unused": "[reference('x')]"},
                    "resources": [
                        {
                            "type": "A/t", "name": "n",
                            "tags": ["[variables('key')]", {"a": "[concat('a', variables('key'))]"}],
                            "properties": "[createObject('text', parameters('text'))]"
                        }
                    ],
                    "outputs": {
                        "o": {"type": "object", "value": "[reference('x')]"},
                        "loop": {"type": "array", "copy": {"count": "[reference('x').n]", "input": 1}}
                    }
                }
                """);

        assertThat(template.resources())
                .hasToString("{" + GROUP + "A/t/n={tags=[" + UNKNOWN + ", {a=" + UNKNOWN + "}], properties={text="
                        + UNKNOWN + "}}}");
        assertThat(template.parameters())
                .hasToString("{text={type=Int, value=" + UNKNOWN + "}, secret={type=SecureString}}");
        assertThat(template.outputs())
                .hasToString("{o={type=Object, value=" + UNKNOWN + "}, loop={type=Array, value=" + UNKNOWN + "}}");
        assertThat(template.unevaluated())
                .containsExactly(
                        "Deployment 'main', parameters.text.defaultValue, \"[reference('x').n]\": the function"
                                + " 'reference'",
                        "Deployment 'main', parameters.secret.defaultValue, \"[listKeys('x', '1').key]\": the function"
                                + " 'listKeys'",
                        "Deployment 'main', variables.key, \"[reference('x').key]\": the function 'reference'",
                        "Deployment 'main', outputs.o.value, \"[reference('x')]\": the function 'reference'",
                        "Deployment 'main', outputs.loop.copy.count, \"[reference('x').n]\": the function 'reference'");
    }

    @Test
    void nothingIsListedIfAllIsEvaluated() {
        assertThat(evaluate("{\"resources\": [{\"type\": \"A/t\", \"name\": \"[concat('n')]\"}]}")
                        .unevaluated())
                .isEmpty();
    }

    @Test
    void resourceWithUnknownConditionIsCreated() {
        assertThat(evaluate("""
                                {
                                    "resources": [
                                        {"type": "A/t", "name": "n", "condition": "[equals(reference('x').y, 1)]"}
                                    ],
                                    "outputs": {"o": {"type": "int", "value": 1, "condition": "[reference('x').y]"}}
                                }
                                """).outputs()).hasToString("{o={type=Int, value=1}}");
    }

    @Test
    void resourcesWithUnknownNamesHaveDifferentIds() {
        assertThat(evaluate("""
                                {
                                    "resources": [
                                        {
                                            "type": "A/t", "name": "[reference('x').name]",
                                            "resources": [{"type": "u", "name": "[reference('y').name]"}]
                                        },
                                        {"type": "A/t/u/", "name": "[reference('x').name]"},
                                        {"type": "A/t", "name": "[reference('x')]", "copy": {"name": "c", "count": 2}}
                                    ]
                                }
                                """).resources().keySet())
                .containsExactly(
                        GROUP + "A/t/not-evaluated-resources-0-",
                        GROUP + "A/t/not-evaluated-resources-0-/u/not-evaluated-resources-0-resources-0-",
                        GROUP + "A/t/not-evaluated-resources-1-/u/not-evaluated-resources-1-",
                        GROUP + "A/t/not-evaluated-resources-2-0-c-0-",
                        GROUP + "A/t/not-evaluated-resources-2-1-c-1-");
    }

    @ParameterizedTest
    @CsvSource({"scope, subscriptionId", "resourceGroup, apiVersion", "subscriptionId, apiVersion"})
    void resourceWithUnknownScopeIsInScopeOfDeployment(String unknown, String known) {
        assertThat(evaluate("{\"resources\": [{\"type\": \"A/t\", \"name\": \"n\", \"" + unknown
                                + "\": \"[reference('x').id]\", \"" + known + "\": \"U\"}]}")
                        .resources()
                        .keySet())
                .containsExactly(GROUP + "A/t/n");
    }

    /** The parameters of a nested deployment are evaluated before it, and its template afterwards. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"p\": {\"value\": \"[reference('x').y]\"}}         | " + UNKNOWN,
                "{\"p\": \"[reference('x').y]\"}                      | " + UNKNOWN,
                "\"[reference('x').y]\"                               | " + UNKNOWN,
                "{\"p\": {\"value\": {\"a\": \"[reference('x')]\"}}}  | {a=" + UNKNOWN + "}",
            })
    void nestedDeploymentGetsUnknownValues(String parameters, String expected) {
        EvaluatedTemplate outer = evaluate("""
                {
                    "resources": [
                        {
                            "type": "Microsoft.Resources/deployments", "name": "nested",
                            "Properties": {
                                "ExpressionEvaluationOptions": {"Scope": "INNER"},
                                "Parameters": %s,
                                "Template": {
                                    "parameters": {"p": {"type": "object"}},
                                    "resources": [
                                        {
                                            "type": "A/t", "name": "n",
                                            "condition": "[contains(parameters('p'), 'a')]",
                                            "properties": "[parameters('p')]"
                                        }
                                    ]
                                }
                            }
                        }
                    ]
                }
                """.formatted(parameters));

        @SuppressWarnings("unchecked")
        Map<String, Object> nested = (Map<String, Object>)
                outer.resources().values().iterator().next().get("properties");
        assertThat(EvaluatedTemplate.of(nested, Templates.LENIENT).resources())
                .hasToString("{" + GROUP + "A/t/n={properties=" + expected + "}}");
        assertThat(outer.unevaluated()).hasSize(1);
    }

    @Test
    void linkedTemplateCreatesNothing() {
        String linked = "{\"templateLink\": {\"uri\": \"https://a/b\"}, \"parameters\": {\"p\": {\"value\": 1}}}";
        EvaluatedTemplate template = evaluate(linked, Templates.LENIENT);

        assertThat(template.resources()).isEmpty();
        assertThat(template.unevaluated()).containsExactly("Deployment 'main', templateLink: the linked template");
        assertThatThrownBy(() -> evaluate(linked, Templates.IN_GROUP))
                .hasMessage("Deployment 'main', templateLink: the linked template is not evaluated by"
                        + " FakeResourceManager; simplify the template, or stub the deployment's PUT with wireMock()");
    }

    @Test
    void unknownTemplateCreatesNothing() {
        EvaluatedTemplate unknown = EvaluatedTemplate.of(Map.of("template", new Unevaluated("x")), Templates.LENIENT);

        assertThat(unknown.resources()).isEmpty();
        assertThat(unknown.unevaluated()).isEmpty();
    }

    @Test
    void linkedParametersAreUnknown() {
        String properties = """
                {
                    "template": {
                        "parameters": {"p": {"type": "string", "defaultValue": "d"}},
                        "resources": [{"type": "A/t", "name": "n", "properties": "[parameters('p')]"}]
                    },
                    "parametersLink": {"uri": "https://a/b"}
                }
                """;
        EvaluatedTemplate template = evaluate(properties, Templates.LENIENT);

        assertThat(template.resources())
                .hasToString("{" + GROUP + "A/t/n={properties=(not evaluated: the linked parameter file)}}");
        assertThat(template.unevaluated())
                .containsExactly("Deployment 'main', parametersLink: the linked parameter file");
        assertThatThrownBy(() -> evaluate(properties, Templates.IN_GROUP))
                .hasMessageStartingWith(
                        "Deployment 'main', parametersLink: the linked parameter file is not evaluated");
    }

    @Test
    void referenceToKeyVaultIsUnknown() {
        String properties = """
                {
                    "template": {
                        "parameters": {"p": {"type": "secureString"}},
                        "resources": [{"type": "A/t", "name": "n", "properties": "[parameters('p')]"}]
                    },
                    "parameters": {"p": {"reference": {"keyVault": {"id": "/v"}, "secretName": "s"}}}
                }
                """;
        EvaluatedTemplate template = evaluate(properties, Templates.LENIENT);

        assertThat(template.resources().values())
                .hasToString("[{properties=(not evaluated: the reference to Key Vault in the parameter 'p')}]");
        assertThat(template.unevaluated())
                .containsExactly("Deployment 'main': the reference to Key Vault in the parameter 'p'");
        assertThatThrownBy(() -> evaluate(properties, Templates.IN_GROUP))
                .hasMessageStartingWith("Deployment 'main': the reference to Key Vault in the parameter 'p' is not"
                        + " evaluated by FakeResourceManager");
    }
}
