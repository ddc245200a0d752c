// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.github.tomakehurst.wiremock.common.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatedTemplateTest {
    private static final String GROUP = "/subscriptions/S/resourceGroups/G";

    private static List<String> ids(EvaluatedTemplate template) {
        return List.copyOf(template.resources().keySet());
    }

    private static List<String> ids(String resources, DeploymentContext context) {
        return ids(Templates.evaluate("{\"resources\": " + resources + "}", "{}", context));
    }

    private static List<String> ids(String resources) {
        return ids(resources, Templates.IN_GROUP);
    }

    private static Map<String, Object> parameters(String declared, String given) {
        return Templates.evaluate("{\"parameters\": " + declared + ", \"resources\": []}", given, Templates.IN_GROUP)
                .parameters();
    }

    private static Map<String, Object> outputs(String outputs) {
        return Templates.evaluate("{\"resources\": [], \"outputs\": " + outputs + "}")
                .outputs();
    }

    /** Evaluates the last resource of a template, a nested deployment, as Resource Manager does afterwards. */
    private static EvaluatedTemplate nested(EvaluatedTemplate template, DeploymentContext context) {
        List<String> ids = ids(template);
        String id = ids.get(ids.size() - 1);
        assertThat(id).containsIgnoringCase("/providers/Microsoft.Resources/deployments/");
        return EvaluatedTemplate.of(
                Templates.json(Json.write(template.resources().get(id).get("properties"))), context);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void evaluatesBicepTemplateWithAndWithoutSymbolicNames(boolean bySymbolicName) {
        String template = """
                {
                    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                    %s
                    "contentVersion": "1.0.0.0",
                    "metadata": {"_generator": {"name": "bicep", "version": "0.36.1.42791"}},
                    "parameters": {
                        "location": {"type": "string", "defaultValue": "[resourceGroup().location]"},
                        "prefix": {"type": "string", "minLength": 3, "metadata": {"description": "Of every name"}},
                        "sharedKeys": {"type": "bool", "defaultValue": false},
                        "tags": {"type": "object", "defaultValue": {}}
                    },
                    "variables": {
                        "storageName": "[toLower(format('{0}{1}', parameters('prefix'), variables('suffix')))]",
                        "suffix": "[uniqueString(resourceGroup().id)]",
                        "addressPrefix": "10.0.0.0/16"
                    },
                    "resources": %s
                        %s {
                            "existing": %s,
                            "condition": %s,
                            "type": "Microsoft.Network/networkSecurityGroups",
                            "apiVersion": "2024-05-01",
                            "name": "shared"
                        },
                        %s {
                            "type": "Microsoft.Network/virtualNetworks/subnets",
                            "apiVersion": "2024-05-01",
                            "name": "[format('{0}/{1}', format('{0}-net', parameters('prefix')), 'default')]",
                            "properties": {
                                "addressPrefix": "10.0.0.0/24",
                                "networkSecurityGroup": {
                                    "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'shared')]"
                                }
                            },
                            "dependsOn": [
                                "[resourceId('Microsoft.Network/virtualNetworks', format('{0}-net', 'unread'))]"
                            ]
                        },
                        %s {
                            "type": "Microsoft.Network/virtualNetworks",
                            "apiVersion": "2024-05-01",
                            "name": "[format('{0}-net', parameters('prefix'))]",
                            "location": "[parameters('location')]",
                            "tags": "[parameters('tags')]",
                            "properties": {"addressSpace": {"addressPrefixes": ["[variables('addressPrefix')]"]}}
                        },
                        %s {
                            "type": "Microsoft.Storage/storageAccounts",
                            "apiVersion": "2024-01-01",
                            "name": "[variables('storageName')]",
                            "location": "[parameters('location')]",
                            "sku": {"name": "Standard_LRS"},
                            "kind": "StorageV2",
                            "properties": {
                                "allowSharedKeyAccess": "[parameters('sharedKeys')]",
                                "networkAcls": {"bypass": "AzureServices", "virtualNetworkRules": [], "ipRules": null}
                            }
                        }
                    %s,
                    "outputs": {
                        "storageId": {
                            "type": "string",
                            "value": "[resourceId('Microsoft.Storage/storageAccounts', variables('storageName'))]"
                        }
                    }
                }
                """.formatted(
                        bySymbolicName ? "\"languageVersion\": \"2.0\"," : "",
                        bySymbolicName ? "{" : "[",
                        bySymbolicName ? "\"shared\":" : "",
                        bySymbolicName,
                        bySymbolicName,
                        bySymbolicName ? "\"subnet\":" : "",
                        bySymbolicName ? "\"net\":" : "",
                        bySymbolicName ? "\"storage\":" : "",
                        bySymbolicName ? "}" : "]");

        EvaluatedTemplate evaluated = Templates.evaluate(template, """
                {"prefix": {"value": "Contoso"}, "tags": {"value": {"costCenter": "[42]"}}}
                """, Templates.IN_GROUP);

        String storage = "contosofvnh7d7cxngpk";
        assertThat(evaluated.resources())
                .containsExactly(
                        entry(GROUP + "/providers/Microsoft.Network/virtualNetworks/Contoso-net", Templates.json("""
                                        {
                                            "location": "westus",
                                            "tags": {"costCenter": "[42]"},
                                            "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}
                                        }
                                        """)),
                        entry(
                                GROUP + "/providers/Microsoft.Network/virtualNetworks/Contoso-net/subnets/default",
                                Templates.json("""
                                        {
                                            "properties": {
                                                "addressPrefix": "10.0.0.0/24",
                                                "networkSecurityGroup": {
                                                    "id": "%s/providers/Microsoft.Network/networkSecurityGroups/shared"
                                                }
                                            }
                                        }
                                        """.formatted(GROUP))),
                        entry(GROUP + "/providers/Microsoft.Storage/storageAccounts/" + storage, Templates.json("""
                                        {
                                            "location": "westus",
                                            "sku": {"name": "Standard_LRS"},
                                            "kind": "StorageV2",
                                            "properties": {
                                                "allowSharedKeyAccess": false,
                                                "networkAcls": {
                                                    "bypass": "AzureServices",
                                                    "virtualNetworkRules": [],
                                                    "ipRules": null
                                                }
                                            }
                                        }
                                        """)));
        assertThat(evaluated.parameters())
                .hasToString("{location={type=String, value=westus}, prefix={type=String, value=Contoso},"
                        + " sharedKeys={type=Bool, value=false}, tags={type=Object, value={costCenter=[42]}}}");
        assertThat(evaluated.outputs())
                .hasToString("{storageId={type=String, value=" + GROUP + "/providers/Microsoft.Storage/storageAccounts/"
                        + storage + "}}");
    }

    @Test
    void bodyOmitsMembersForResourceManagerOnly() {
        Map<String, Object> body =
                Templates.evaluate("""
                        {
                            "resources": [
                                {
                                    "type": "A/t", "name": "n", "apiVersion": "2025-01-01", "comments": "c",
                                    "condition": true, "dependsOn": ["[reference('x')]"], "existing": false,
                                    "metadata": {}, "resources": [], "scope": "/subscriptions/S",
                                    "subscriptionId": "S", "resourceGroup": "G",
                                    "zones": ["1"], "copied": "c", "properties": {"copy": "c"}
                                }
                            ]
                        }
                        """).resources().values().iterator().next();

        assertThat(body).hasToString("{zones=[1], copied=c, properties={copy=c}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // further properties of the resource | its scope, in a group | in a subscription | in the tenant
                "''                              | /subscriptions/S/resourceGroups/G"
                        + "                      | /subscriptions/S"
                        + "                      | ''",
                "'\"resourceGroup\": \"H\"'      | /subscriptions/S/resourceGroups/H"
                        + "                      | /subscriptions/S/resourceGroups/H"
                        + "                      | /subscriptions/S/resourceGroups/H",
                "'\"subscriptionId\": \"U\"'     | /subscriptions/U | /subscriptions/U | /subscriptions/U",
                "'\"subscriptionId\": \"U\", \"resourceGroup\": \"[toUpper(''h'')]\"'"
                        + "                      | /subscriptions/U/resourceGroups/H"
                        + "                      | /subscriptions/U/resourceGroups/H"
                        + "                      | /subscriptions/U/resourceGroups/H",
                "'\"scope\": \"/\"'              | '' | '' | ''",
                "'\"scope\": \"/subscriptions/U\"' | /subscriptions/U | /subscriptions/U | /subscriptions/U",
                "'\"scope\": \"[concat(''B/u/'', ''m'')]\"'"
                        + "                      | /subscriptions/S/resourceGroups/G/providers/B/u/m"
                        + "                      | /subscriptions/S/providers/B/u/m"
                        + "                      | /providers/B/u/m",
                "'\"scope\": \"microsoft.management/managementGroups/M\"'"
                        + "                      | /providers/microsoft.management/managementGroups/M"
                        + "                      | /providers/microsoft.management/managementGroups/M"
                        + "                      | /providers/microsoft.management/managementGroups/M",
            })
    void resourceHasScopeOfDeploymentOrItsOwn(String further, String inGroup, String inSubscription, String inTenant) {
        String resources = "[{" + (further.isEmpty() ? "" : further + ", ") + "\"type\": \"A/t\", \"name\": \"n\"}]";

        assertThat(ids(resources)).containsExactly(inGroup + "/providers/A/t/n");
        assertThat(ids(resources, Templates.IN_SUBSCRIPTION)).containsExactly(inSubscription + "/providers/A/t/n");
        assertThat(ids(resources, Templates.IN_TENANT)).containsExactly(inTenant + "/providers/A/t/n");
    }

    @Test
    void resourceGroupNeedsDeploymentToSubscription() {
        String group = "[{\"type\": \"microsoft.resources/ResourceGroups\", \"name\": \"g\"}]";

        assertThat(ids(group, Templates.IN_SUBSCRIPTION)).containsExactly("/subscriptions/S/resourceGroups/g");
        assertThatThrownBy(() -> ids(group))
                .hasMessage("Deployment 'main', resources[0]: a resource group must be deployed to a"
                        + " subscription, but the scope is '/subscriptions/S/resourceGroups/G'");
        assertThatThrownBy(() -> ids(group, Templates.IN_TENANT)).hasMessageEndingWith(", but the scope is ''");
    }

    @Test
    void childrenAreNamedAfterTheirParent() {
        assertThat(ids("""
                                [
                                    {
                                        "type": "A/t", "name": "n", "scope": "/subscriptions/U",
                                        "resources": [
                                            {
                                                "type": "u", "name": "[concat('m')]",
                                                "resources": {"last": {"type": "v/w", "name": "l/k"}}
                                            }
                                        ]
                                    }
                                ]
                                """))
                .containsExactly(
                        "/subscriptions/U/providers/A/t/n",
                        "/subscriptions/U/providers/A/t/n/u/m",
                        "/subscriptions/U/providers/A/t/n/u/m/v/l/w/k");
    }

    @Test
    void nestedResourceCanHaveCompleteTypeAndName() {
        assertThat(ids("""
                                [
                                    {
                                        "type": "A/t", "name": "n",
                                        "resources": [
                                            {"type": "a/T/u", "name": "n/m"},
                                            {"type": "u", "name": "o"}
                                        ]
                                    }
                                ]
                                """))
                .containsExactly(
                        GROUP + "/providers/A/t/n", GROUP + "/providers/a/T/n/u/m", GROUP + "/providers/A/t/n/u/o");
    }

    @Test
    void ignoresSlashAtEndOfTypeAndName() {
        assertThat(ids("""
                                [
                                    {
                                        "type": "A/t/", "name": "/n/",
                                        "resources": [{"type": "u/", "name": "m/"}]
                                    }
                                ]
                                """)).containsExactly(GROUP + "/providers/A/t/n", GROUP + "/providers/A/t/n/u/m");
    }

    @Test
    void ignoresLetterCaseOfMembers() {
        EvaluatedTemplate template = Templates.evaluate("""
                {
                    "Parameters": {"p": {"Type": "string", "DefaultValue": "d"}},
                    "Variables": {"v": "[parameters('P')]"},
                    "Resources": [
                        {
                            "Type": "A/t", "Name": "[variables('V')]", "DependsOn": [], "Condition": true, "Location": "l",
                            "Scope": "/subscriptions/U", "Resources": [{"TYPE": "u", "NAME": "m"}]
                        }
                    ],
                    "Outputs": {"o": {"Type": "string", "Value": "[parameters('p')]", "Condition": true}}
                }
                """);

        assertThat(template.resources())
                .hasToString(
                        "{/subscriptions/U/providers/A/t/d={Location=l}, /subscriptions/U/providers/A/t/d/u/m={}}");
        assertThat(template.outputs()).hasToString("{o={type=String, value=d}}");
    }

    @Test
    void skipsDisabledAndExistingResourcesWithTheirChildren() {
        assertThat(ids("""
                                {
                                    "yes": {"condition": "[variables('yes')]", "type": "A/t", "name": "a"},
                                    "no": {
                                        "condition": false, "type": "A/t", "name": "[reference('x')]",
                                        "resources": [{"type": "u", "name": "m"}]
                                    },
                                    "there": {
                                        "existing": true, "type": "A/t", "name": "[reference('x')]",
                                        "resources": [{"type": "u", "name": "m"}]
                                    },
                                    "here": {"existing": false, "type": "A/t", "name": "b"}
                                }, "variables": {"yes": true}
                                """)).containsExactly(GROUP + "/providers/A/t/a", GROUP + "/providers/A/t/b");
    }

    @Test
    void ordersResourcesForCreation() {
        assertThat(ids("""
                                [
                                    {"type": "Microsoft.Resources/deployments", "name": "b", "properties": {}},
                                    {"type": "microsoft.resources/DEPLOYMENTS", "name": "a", "properties": {}},
                                    {"type": "A/t", "name": "nn"},
                                    {"type": "B/lock", "name": "lock", "scope": "A/T/N"},
                                    {"type": "A/t/u/v", "name": "n/m/l"},
                                    {"type": "A/t/u", "name": "n/m"},
                                    {"type": "A/t", "name": "n"},
                                    {"type": "Microsoft.Resources/resourceGroups", "name": "h"}
                                ]
                                """, Templates.IN_SUBSCRIPTION))
                .containsExactly(
                        "/subscriptions/S/resourceGroups/h",
                        "/subscriptions/S/providers/A/t/nn",
                        "/subscriptions/S/providers/A/t/n",
                        "/subscriptions/S/providers/A/T/N/providers/B/lock/lock",
                        "/subscriptions/S/providers/A/t/n/u/m",
                        "/subscriptions/S/providers/A/t/n/u/m/v/l",
                        "/subscriptions/S/providers/Microsoft.Resources/deployments/b",
                        "/subscriptions/S/providers/microsoft.resources/DEPLOYMENTS/a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // declared | given | value
                "{'type': 'string'}                          | {'p': {'value': 'a'}}  | {type=String, value=a}",
                "{'type': 'STRING'}                          | {'P': {'value': ''}}   | {type=String, value=}",
                "{'type': 'string', 'defaultValue': 'd'}     | {}                     | {type=String, value=d}",
                "{'type': 'string', 'defaultValue': 'd'}     | null                   | {type=String, value=d}",
                "{'type': 'string', 'defaultValue': 'd'}     | {'p': {'value': null}} | {type=String, value=d}",
                "{'type': 'string', 'defaultValue': 'd'}     | {'p': {'value': 'a'}}  | {type=String, value=a}",
                "{'type': 'string', 'defaultValue': '[deployment().name]'} | {}       | {type=String, value=main}",
                "{'type': 'int'}                             | {'p': {'value': 1}}    | {type=Int, value=1}",
                "{'type': 'int'}   | {'p': {'value': 5000000000}}         | {type=Int, value=5000000000}",
                "{'type': 'bool'}                            | {'p': {'value': true}} | {type=Bool, value=true}",
                "{'type': 'array'}                           | {'p': {'value': [1]}}  | {type=Array, value=[1]}",
                "{'type': 'object'}                          | {'p': {'value': {}}}   | {type=Object, value={}}",
                "{'type': 'securestring'}                    | {'p': {'value': 'a'}}  | {type=SecureString}",
                "{'type': 'secureObject', 'defaultValue': {}} | {}                    | {type=SecureObject}",
                "{'type': 'string', 'nullable': true}        | {}                     | {type=String}",
                "{'type': 'int', 'defaultValue': '-3'}       | {}                     | {type=Int, value=-3}",
                "{'type': 'bool', 'defaultValue': 'True'}    | {}                     | {type=Bool, value=true}",
                "{'type': 'string', 'defaultValue': '3'}     | {}                     | {type=String, value=3}",
                "{'Type': 'string', 'DefaultValue': 'd'}     | {}                     | {type=String, value=d}",
            })
    void reportsParameters(String declared, String given, String expected) {
        assertThat(parameters(("{'p': " + declared + "}").replace('\'', '"'), given.replace('\'', '"')))
                .hasToString("{p=" + expected + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // declared | given | value or problem
                "{'$ref': '#/definitions/name'}                   | {'p': {'value': 'a'}} | {p={type=String, value=a}}",
                "{'$ref': '#/definitions/name', 'nullable': true} | {}                    | {p={type=String}}",
                "{'$ref': '#/definitions/alias'}                  | {}                    | {p={type=String}}",
                "{'$ref': '#/definitions/name'} | {'p': {'value': 1}} | parameters.p: expected a string, found an int",
                "{'$ref': '#/definitions/none'} | {'p': {'value': 1}}"
                        + " | parameters.p: there is no type '#/definitions/none'; the template has [name, alias, loop]",
                "{'$ref': 'https://a/b'} | {'p': {'value': 1}}"
                        + " | parameters.p: there is no type 'https://a/b'; the template has [name, alias, loop]",
                "{'$ref': '#/definitions/loop'} | {'p': {'value': 1}}"
                        + " | parameters.p: this is more than 100 levels deep; simplify the template",
                "{'nullable': true}                               | {}                    | {p={type=String}}",
                "{}                                               | {'p': {'value': [1]}} | {p={type=Array, value=[1]}}",
            })
    void parameterCanReferToType(String declared, String given, String expected) {
        String template = "{'languageVersion': '2.0', 'definitions': {'name': {'type': 'string'},"
                + " 'alias': {'$ref': '#/definitions/name', 'nullable': true},"
                + " 'loop': {'$ref': '#/definitions/loop'}}, 'parameters': {'p': " + declared + "}, 'resources': {}}";

        if (expected.startsWith("{")) {
            assertThat(Templates.evaluate(template.replace('\'', '"'), given.replace('\'', '"'), Templates.IN_GROUP)
                            .parameters())
                    .hasToString(expected);
        } else {
            assertThatThrownBy(() -> Templates.evaluate(
                            template.replace('\'', '"'), given.replace('\'', '"'), Templates.IN_GROUP))
                    .hasMessage("Deployment 'main', " + expected);
        }
    }

    @Test
    void givenValueIsNotEvaluated() {
        assertThat(parameters("{\"p\": {\"type\": \"string\"}}", "{\"p\": {\"value\": \"[deployment().name]\"}}"))
                .hasToString("{p={type=String, value=[deployment().name]}}");
    }

    @Test
    void defaultValueCanUseOtherParametersButNotItself() {
        assertThat(parameters("""
                                {
                                    "a": {"type": "string", "defaultValue": "[concat(parameters('B'), 'c')]"},
                                    "b": {"type": "string"}
                                }
                                """, "{\"b\": {\"value\": \"b\"}}"))
                .hasToString("{a={type=String, value=bc}, b={type=String, value=b}}");
        assertThatThrownBy(() ->
                        parameters("{\"a\": {\"type\": \"string\", \"defaultValue\": \"[parameters('A')]\"}}", "{}"))
                .hasMessage("Deployment 'main', parameters.a.defaultValue, \"[parameters('A')]\":"
                        + " the parameter refers to itself: a -> a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // declared | given | problem
                "{\"p\": {\"type\": \"string\"}} | {} | parameters.p: The value for the template parameter 'p' is not"
                        + " provided; pass one with the deployment, or add a defaultValue",
                "{\"p\": {\"type\": \"string\", \"defaultValue\": null}} | {\"p\": {\"value\": null}} | parameters.p:"
                        + " The value for the template parameter 'p' is not provided; pass one with the deployment, or"
                        + " add a defaultValue",
                "{\"p\": {\"type\": \"string\"}} | {\"P\": {\"value\": 1}} | parameters.p:"
                        + " expected a string, found an int",
                "{\"p\": {\"type\": \"secureString\"}} | {\"p\": {\"value\": [\"secret\"]}} | parameters.p:"
                        + " expected a string, found an array",
                "{\"p\": {\"type\": \"int\"}} | {\"p\": {\"value\": 1.5}} | parameters.p:"
                        + " expected an int, found a number that is not an int",
                "{\"p\": {\"type\": \"int\"}} | {\"p\": {\"value\": 9223372036854775808}} | parameters.p:"
                        + " expected an int, found a number that is not an int",
                "{\"p\": {\"type\": \"bool\"}} | {\"p\": {\"value\": \"true\"}} | parameters.p:"
                        + " expected a bool, found a string",
                "{\"p\": {\"type\": \"bool\", \"defaultValue\": \"yes\"}} | {} | parameters.p:"
                        + " expected a bool, found a string",
                "{\"p\": {\"type\": \"int\", \"defaultValue\": \"1.5\"}} | {} | parameters.p:"
                        + " expected an int, found a string",
                "{\"p\": {\"type\": \"int\"}} | {\"p\": {\"value\": \"1\"}} | parameters.p:"
                        + " expected an int, found a string",
                "{\"p\": {\"type\": \"array\"}} | {\"p\": {\"value\": {}}} | parameters.p:"
                        + " expected an array, found an object",
                "{\"p\": {\"type\": \"object\"}} | {\"p\": {\"value\": false}} | parameters.p:"
                        + " expected an object, found a bool",
                "{\"p\": {\"type\": \"number\"}} | {\"p\": {\"value\": 1}} | parameters.p.type: 'number' is not"
                        + " a type; write one of String, SecureString, Int, Bool, Object, SecureObject, Array",
                "{\"p\": {\"$ref\": \"#/definitions/d\"}} | {\"p\": {\"value\": 1}} | parameters.p:"
                        + " there is no type '#/definitions/d'; the template has []",
                "{\"p\": {}} | {\"p\": {\"value\": 1}} | parameters.p.type: expected a string, found nothing",
                "{\"p\": \"string\"} | {\"p\": {\"value\": 1}} | parameters.p: expected an object, found a string",
                "[] | {} | parameters: expected an object, found an array",
                "{} | [] | parameters: expected an object, found an array",
            })
    void rejectsInvalidParameter(String declared, String given, String problem) {
        assertThatThrownBy(() -> parameters(declared, given))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessage("Deployment 'main', " + problem);
    }

    @Test
    void rejectsUndeclaredParameter() {
        assertThatThrownBy(() -> parameters("{\"p\": {\"type\": \"string\"}}", "{\"q\": {\"value\": \"a\"}}"))
                .hasMessage("Deployment 'main': the deployment passes the parameter 'q', which the template does not"
                        + " declare; it declares [p]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ref\": {}}", "\"a\"", "null"})
    void rejectsParameterThatIsNotGivenAsValue(String given) {
        assertThatThrownBy(() -> parameters("{\"p\": {\"type\": \"string\"}}", "{\"p\": " + given + "}"))
                .hasMessage("Deployment 'main': the deployment passes the parameter 'p' without a value; write"
                        + " {\"value\": …}");
    }

    @Test
    void reportsOutputs() {
        assertThat(outputs("""
                                {
                                    "text": {"type": "string", "value": "[deployment().name]"},
                                    "list": {"type": "Array", "value": ["[deployment().name]", "[[x]"]},
                                    "secret": {"type": "secureString", "value": "s"},
                                    "yes": {"type": "int", "value": 1, "condition": true},
                                    "no": {"type": "int", "value": "[reference('x')]", "condition": false}
                                }
                                """))
                .hasToString("{text={type=String, value=main}, list={type=Array, value=[main, [x]]},"
                        + " secret={type=SecureString}, yes={type=Int, value=1}}");
        assertThat(Templates.evaluate("{\"resources\": []}").outputs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // properties | problem
                "{} | , template: expected an object, found nothing",
                "{'template': '{}'} | , template: expected an object, found a string",
                "{'template': {}} | , resources: expected an array of resources, or an object of them by their symbolic"
                        + " names, found nothing",
                "{'template': {'resources': 'a'}} | , resources: expected an array of resources, or an object of them"
                        + " by their symbolic names, found a string",
                "{'template': {'resources': ['a']}} | , resources[0]: expected an object, found a string",
                "{'template': {'resources': {'vm': [1]}}} | , resources.vm: expected an object, found an array",
                "{'template': {'resources': [{'name': 'n'}]}} | , resources[0].type: expected a string, found nothing",
                "{'template': {'resources': [{'type': 'A/t', 'name': 1}]}}"
                        + " | , resources[0].name: expected a string, found an int",
                "{'template': {'resources': [{'type': 'A/t', 'name': 'n', 'scope': null}]}}"
                        + " | , resources[0].scope: expected a string, found nothing",
                "{'template': {'resources': [{'type': 'A/t', 'name': 'n', 'condition': 'true'}]}}"
                        + " | , resources[0].condition: expected a bool, found a string",
                "{'template': {'resources': [{'type': 'A/t', 'name': 'n', 'resources': [{'type': 'u', 'name': {}}]}]}}"
                        + " | , resources[0].resources[0].name: expected a string, found an object",
                "{'template': {'resources': [{'type': 'A/t', 'name': 'n', 'resources': null}]}}"
                        + " | , resources[0].resources: expected an array of resources, or an object of them by their"
                        + " symbolic names, found nothing",
                "{'template': {'resources': [{'type': 'A/t', 'name': 'n'}, {'type': 'a/t', 'name': 'N'}]}}"
                        + " | , resources[1]: the template declares the resource"
                        + " /subscriptions/S/resourceGroups/G/providers/a/t/N more than once",
                "{'template': {'resources': [{'type': 'Microsoft.Resources/deployments', 'name': 'n'}]}}"
                        + " | , resources[0].properties: expected an object, found nothing",
                "{'template': {'resources': [], 'variables': 1}} | , variables: expected an object, found an int",
                "{'template': {'resources': [], 'outputs': []}} | , outputs: expected an object, found an array",
                "{'template': {'resources': [], 'outputs': {'o': {'type': 'string'}}}}"
                        + " | , outputs.o.value: expected a string, found nothing",
                "{'template': {'resources': [], 'outputs': {'o': {'type': 'int', 'value': 'a'}}}}"
                        + " | , outputs.o.value: expected an int, found a string",
                "{'template': {'resources': [], 'outputs': {'o': {'value': 'a'}}}}"
                        + " | , outputs.o.type: expected a string, found nothing",
                "{'template': {'resources': [], 'outputs': {'o': {'type': 'int', 'value': 1, 'condition': null}}}}"
                        + " | , outputs.o.condition: expected a bool, found nothing",
            })
    void rejectsInvalidTemplate(String properties, String problem) {
        assertThatThrownBy(
                        () -> EvaluatedTemplate.of(Templates.json(properties.replace('\'', '"')), Templates.IN_GROUP))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessage("Deployment 'main'" + problem.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Network/virtualNetworks/subnets, a",
        "Microsoft.Network/virtualNetworks, net/a",
        "Microsoft.Network, a",
        "Microsoft.Network//subnets, net/a",
        "Microsoft.Network/virtualNetworks/subnets, net/",
        "Microsoft.Network/virtualNetworks, ''",
    })
    void rejectsNameThatDoesNotMatchType(String type, String name) {
        assertThatThrownBy(() -> ids("[{\"type\": \"" + type + "\", \"name\": \"" + name + "\"}]"))
                .hasMessage("Deployment 'main', resources[0]: the type '" + type + "' and the name '" + name
                        + "' do not match; a name must have one segment fewer than its type, such as 'net/a' of"
                        + " Microsoft.Network/virtualNetworks/subnets");
    }

    @Test
    void rejectsDeeplyNestedTemplate() {
        String json = "{\"a\": [".repeat(400) + "]}".repeat(400);
        String resource = "{\"type\": \"A/t\", \"name\": \"n\", \"properties\": " + json + "}";
        String variables = IntStream.range(0, 5000)
                .mapToObj(i -> "\"v" + i + "\": \"[variables('v" + (i + 1) + "')]\"")
                .collect(Collectors.joining(", ", "{", "}"));

        assertThatThrownBy(() -> ids("[" + resource + "]"))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessageStartingWith("Deployment 'main', resources[0].properties.a[0].a[0]")
                .hasMessageEndingWith(".a: this is more than 100 levels deep; simplify the template");
        assertThatThrownBy(() -> Templates.evaluate("{\"variables\": " + variables
                        + ", \"resources\": [{\"type\": \"A/t\", \"name\": \"[variables('v0')]\"}]}"))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessageEndingWith("100 levels deep; simplify the template");
    }

    @Test
    void outerScopeIsEvaluatedInOuterDeployment() {
        EvaluatedTemplate outer = Templates.evaluate("""
                {
                    "variables": {"x": "outer", "bracketed": "[[reference('x')]"},
                    "resources": [
                        {
                            "type": "microsoft.resources/Deployments", "name": "nested",
                            "resourceGroup": "[toUpper('h')]",
                            "properties": {
                                "mode": "Incremental",
                                "parameters": {"p": {"value": "[[deployment().name]"}},
                                "template": {
                                    "parameters": {"p": {"type": "string"}},
                                    "variables": {"x": "inner"},
                                    "resources": [
                                        {
                                            "type": "A/t", "name": "[variables('x')]",
                                            "properties": {
                                                "deployment": "[deployment().name]",
                                                "group": "[resourceGroup().name]",
                                                "bracketed": "[variables('bracketed')]",
                                                "brackets": ["[[[a]", "[[b]", "[[c", "[d"]
                                            }
                                        }
                                    ]
                                }
                            }
                        }
                    ]
                }
                """);

        assertThat(ids(outer))
                .containsExactly("/subscriptions/S/resourceGroups/H/providers/microsoft.resources/Deployments/nested");
        EvaluatedTemplate nested = nested(
                outer,
                new DeploymentContext(
                        "/subscriptions/S/resourceGroups/H",
                        "nested",
                        null,
                        Templates.subscription("S"),
                        Map.of(),
                        true));
        assertThat(nested.resources())
                .containsExactly(entry("/subscriptions/S/resourceGroups/H/providers/A/t/outer", Templates.json("""
                                {
                                    "properties": {
                                        "deployment": "main",
                                        "group": "G",
                                        "bracketed": "[reference('x')]",
                                        "brackets": ["[[a]", "[b]", "[[c", "[d"]
                                    }
                                }
                                """)));
        assertThat(nested.parameters()).hasToString("{p={type=String, value=[deployment().name]}}");
    }

    @Test
    void innerScopeIsEvaluatedInNestedDeployment() {
        EvaluatedTemplate outer = Templates.evaluate("""
                {
                    "variables": {"x": "outer"},
                    "resources": [
                        {
                            "type": "Microsoft.Resources/deployments", "name": "nested",
                            "subscriptionId": "U",
                            "location": "[concat('east', 'us')]",
                            "properties": {
                                "expressionEvaluationOptions": {"scope": "Inner"},
                                "parameters": {"p": {"value": "[variables('x')]"}},
                                "template": {
                                    "parameters": {"p": {"type": "string"}},
                                    "variables": {"x": "inner"},
                                    "resources": [
                                        {
                                            "type": "A/t", "name": "[variables('x')]",
                                            "properties": {
                                                "given": "[parameters('p')]",
                                                "deployment": "[deployment().name]",
                                                "bracketed": "[[x]"
                                            }
                                        }
                                    ]
                                }
                            }
                        }
                    ]
                }
                """);

        assertThat(ids(outer)).containsExactly("/subscriptions/U/providers/Microsoft.Resources/deployments/nested");
        assertThat(outer.resources().values())
                .singleElement(InstanceOfAssertFactories.MAP)
                .containsEntry("location", "eastus");
        assertThat(nested(
                                outer,
                                new DeploymentContext(
                                        "/subscriptions/U",
                                        "nested",
                                        "eastus",
                                        Templates.subscription("U"),
                                        null,
                                        true))
                        .resources())
                .containsExactly(entry("/subscriptions/U/providers/A/t/inner", Templates.json("""
                                {"properties": {"given": "outer", "deployment": "nested", "bracketed": "[x]"}}
                                """)));
    }

    @ParameterizedTest
    @CsvSource({"inner, inner, b", "inner, outer, b", "outer, inner, c", "outer, outer, a"})
    void scopesOfNestedDeploymentsCombine(String ofFirst, String ofSecond, String expected) {
        String innermost = """
                {
                    "variables": {"x": "c"},
                    "resources": [
                        {
                            "type": "A/t", "name": "[variables('x')]",
                            "properties": {"bracketed": "[[variables('x')]"}
                        }
                    ]
                }
                """;
        String middle = "{\"variables\": {\"x\": \"b\"}, \"resources\": [" + deployment(ofSecond, innermost) + "]}";
        EvaluatedTemplate outermost = Templates.evaluate(
                "{\"variables\": {\"x\": \"a\"}, \"resources\": [" + deployment(ofFirst, middle) + "]}");

        EvaluatedTemplate evaluated = nested(nested(outermost, Templates.IN_GROUP), Templates.IN_GROUP);

        assertThat(ids(evaluated))
                .containsExactly(GROUP + "/providers/A/t/" + (ofSecond.equals("inner") ? "c" : expected));
        assertThat(evaluated.resources().values())
                .singleElement()
                .hasToString("{properties={bracketed=[variables('x')]}}");
    }

    private static String deployment(String scope, String template) {
        return "{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"d\", \"properties\":"
                + " {\"expressionEvaluationOptions\": {\"scope\": \"" + scope + "\"}, \"template\": " + template + "}}";
    }
}
