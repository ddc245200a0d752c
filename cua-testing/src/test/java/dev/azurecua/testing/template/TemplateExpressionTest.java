// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.common.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateExpressionTest {
    private static final String VARIABLES = """
            {
                "text": "t",
                "number": 1,
                "half": 0.5,
                "yes": true,
                "nothing": null,
                "two": ["a", "b"],
                "Object": {"Name": "n", "list": [{"k": "v"}], "with space": "w", "nothing": null, "_a_1": "u", "$x": "d"},
                "derived": "[concat(variables('text'), variables('number'))]",
                "deep": {"list": ["[variables('derived')]"]},
                "ping": "[variables('pong')]",
                "pong": "[concat(variables('text'), variables('PING'))]"
            }
            """;

    private static Object evaluate(String expression, DeploymentContext context) {
        String template = "{\"variables\": " + VARIABLES
                + ", \"resources\": [{\"type\": \"A/t\", \"name\": \"n\", \"properties\": {\"x\": "
                + Json.write(expression) + "}}]}";
        Map<String, Object> body = Templates.evaluate(template, "{}", context)
                .resources()
                .values()
                .iterator()
                .next();
        return ((Map<?, ?>) body.get("properties")).get("x");
    }

    private static Object evaluate(String expression) {
        return evaluate(expression, Templates.IN_GROUP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "[", "]", "[text", "text]", "a[0]", "[a] b", "[[a", "[] [ ", "['a'] "})
    void whatIsNotInBracketsIsNoExpression(String text) {
        assertThat(evaluate(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"[[], []", "[[text], [text]", "[[[text], [[text]", "[[variables('text')], [variables('text')]"})
    void literalBracketIsNotAnExpression(String text, String expected) {
        assertThat(evaluate(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "['']                                        | \"\"",
                "['a']                                       | a",
                "['it''s']                                   | it's",
                "['''a''''b''']                              | 'a''b'",
                "['[x] ] (,) \\']                            | [x] ] (,) \\",
                "[ ' a ' ]                                   | \" a \"",
                "[concat('a')]                               | a",
                "[concat('a', 1, -2, variables('yes'))]      | a1-2True",
                "[CONCAT('a', 'b')]                          | ab",
                "[  concat ( 'a' ,\t'b' ) ]                  | ab",
                "[concat(toUpper('a'), toLower('B'))]        | Ab",
                "[variables('derived')]                      | t1",
                "[VARIABLES('DERIVED')]                      | t1",
                "[variables('object').name]                  | n",
                "[variables('object') . NAME]                | n",
                "[variables('object')._a_1]                  | u",
                "[variables('object').$x]                    | d",
                "[variables('object')['name']]               | n",
                "[variables('object')['with space']]         | w",
                "[variables('object').list[0].k]             | v",
                "[variables('object').list [ 0 ] [ 'k' ]]    | v",
                "[variables('two')[variables('number')]]     | b",
                "[variables('deep').list[0]]                 | t1",
                "[resourceGroup().location]                  | westus",
                "[resourceGroup().tags['a.b']]               | c",
                "[subscription().id]                         | /subscriptions/S",
                "[subscription().subscriptionId]             | S",
                "[subscription().tenantId]                   | 00000000-0000-0000-0000-0000000000aa",
                "[subscription().displayName]                | FakeResourceManager",
                "[deployment().name]                         | main",
                "[format('a')]                               | a",
                "[format('{0}-{1}-{0}', 'a', 1)]             | a-1-a",
                "[format('{{{0}}} {{0}} $1 \\', 'a{0}$1\\')] | {a{0}$1\\} {0} $1 \\",
                "[take('abc', 2)]                            | ab",
                "[take('abc', 9)]                            | abc",
                "[format('{0}x', take('abc', -1))]           | x",
                "[take(variables('two'), 1)[0]]              | a",
                "[format('{0}', variables('yes'))]           | True",
                "[format('{0}', variables('Object').list[0].k)] | v",
                "[format('{0}', variables('half'))]          | 0.5",
            })
    void anExpressionIsEvaluated(String expression, String expected) {
        assertThat(evaluate(expression)).isEqualTo(expected);
    }

    @Test
    void aValueKeepsItsType() {
        assertThat(evaluate("[1]")).isEqualTo(1L);
        assertThat(evaluate("[-9223372036854775808]")).isEqualTo(Long.MIN_VALUE);
        assertThat(evaluate("[variables('yes')]")).isEqualTo(true);
        assertThat(evaluate("[variables('nothing')]")).isNull();
        assertThat(evaluate("[variables('object').nothing]")).isNull();
        assertThat(evaluate("[variables('two')]")).isEqualTo(List.of("a", "b"));
        assertThat(evaluate("[concat(variables('two'), variables('two'))]")).isEqualTo(List.of("a", "b", "a", "b"));
        assertThat(evaluate("[variables('deep')]")).isEqualTo(Map.of("list", List.of("t1")));
        assertThat(evaluate("[deployment().location]", Templates.IN_SUBSCRIPTION))
                .isEqualTo("eastus");
    }

    @Test
    void falseIsWrittenAsDotNetWritesIt() {
        assertThat(Templates.evaluate("""
                                {
                                    "parameters": {"no": {"type": "bool", "defaultValue": false}},
                                    "resources": [],
                                    "outputs": {"text": {"type": "string", "value": "[format('{0}', parameters('no'))]"}}
                                }
                                """).outputs())
                .isEqualTo(Map.of("text", Map.of("type", "String", "value", "False")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // arguments | in a group | in a subscription
                "'A/t', 'n'                     | /subscriptions/S/resourceGroups/G/providers/A/t/n"
                        + "                     | /subscriptions/S/providers/A/t/n",
                "'A/t/u', 'n', 'm'              | /subscriptions/S/resourceGroups/G/providers/A/t/n/u/m"
                        + "                     | /subscriptions/S/providers/A/t/n/u/m",
                "'H', 'A/t', 'n'                | /subscriptions/S/resourceGroups/H/providers/A/t/n"
                        + "                     | /subscriptions/S/resourceGroups/H/providers/A/t/n",
                "'s', 'A/t', 'n'                | /subscriptions/s/resourceGroups/G/providers/A/t/n"
                        + "                     | /subscriptions/s/providers/A/t/n",
                "'00000000-0000-0000-0000-00000000000a', 'A/t', 'n'"
                        + " | /subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/G/providers/A/t/n"
                        + " | /subscriptions/00000000-0000-0000-0000-00000000000a/providers/A/t/n",
                "'U', 'H', 'A/t', 'n'           | /subscriptions/U/resourceGroups/H/providers/A/t/n"
                        + "                     | /subscriptions/U/resourceGroups/H/providers/A/t/n",
                "'microsoft.resources/resourcegroups', 'g'"
                        + " | /subscriptions/S/resourceGroups/G/providers/microsoft.resources/resourcegroups/g"
                        + " | /subscriptions/S/resourceGroups/g",
            })
    void aResourceIdIsOfTheScope(String arguments, String inGroup, String inSubscription) {
        String expression = "[resourceId(" + arguments + ")]";

        assertThat(evaluate(expression)).isEqualTo(inGroup);
        assertThat(evaluate(expression, Templates.IN_SUBSCRIPTION)).isEqualTo(inSubscription);
    }

    @Test
    void aSubscriptionResourceIdIsOfASubscription() {
        assertThat(evaluate("[subscriptionResourceId('A/t', 'n')]")).isEqualTo("/subscriptions/S/providers/A/t/n");
        assertThat(evaluate("[subscriptionResourceId('U', 'A/t', 'n')]")).isEqualTo("/subscriptions/U/providers/A/t/n");
        assertThat(evaluate("[subscriptionResourceId('Microsoft.Resources/resourceGroups', 'g')]"))
                .isEqualTo("/subscriptions/S/resourceGroups/g");
    }

    @Test
    void aResourceIdOfTheTenantHasNoScope() {
        assertThat(evaluate("[resourceId('A/t', 'n')]", Templates.IN_TENANT)).isEqualTo("/providers/A/t/n");
    }

    @Test
    void aUniqueStringDependsOnItsArgumentsAlone() {
        Object unique = evaluate("[uniqueString('a', 'b')]");

        assertThat(unique).asString().matches("[a-z2-7]{13}").isEqualTo("k7aqtl4eztx6m");
        assertThat(evaluate("[uniqueString('a', 'b')]", Templates.IN_SUBSCRIPTION))
                .isEqualTo(unique);
        assertThat(evaluate("[uniqueString('ab')]")).isNotEqualTo(unique);
        assertThat(evaluate("[uniqueString('b', 'a')]")).isNotEqualTo(unique);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // The grammar
                "[]              | expected a function, a string in single quotes or an integer at position 2",
                "[ ]             | expected a function, a string in single quotes or an integer at position 3",
                "[\"\"a\"\"]     | expected a function, a string in single quotes or an integer at position 2",
                "['a'b]          | expected the end of the expression at position 5",
                "['a' 'b']       | expected the end of the expression at position 6",
                "['a'] ]         | expected nothing after the expression at position 6",
                "['a]            | the string that starts at position 2 has no closing quote",
                "[concat('a', 'b''] | the string that starts at position 14 has no closing quote",
                "[true]          | expected '(' at position 6",
                "[concat 'a']    | expected '(' at position 9",
                "[concat(]       | expected a function, a string in single quotes or an integer at position 9",
                "[concat('a']    | expected ',' or ')' at position 12",
                "[concat('a' 'b')] | expected ',' or ')' at position 13",
                "[concat('a',)]  | expected a function, a string in single quotes or an integer at position 13",
                "[concat('a'))]  | expected the end of the expression at position 13",
                "[variables('two')[0] | expected the end of the expression at position 21",
                "[variables('two')[0 1]] | expected ']' at position 21",
                "[variables('two')[]] | expected a function, a string in single quotes or an integer at position 19",
                "[variables('Object').] | expected the name of a property at position 22",
                "[variables('Object').?name] | expected the name of a property at position 22",
                "[contoso.]      | expected the name of a function at position 10",
                "[-]             | '-' is not a 64-bit integer",
                "[9223372036854775808] | '9223372036854775808' is not a 64-bit integer",
                "[1.5]           | there is no property '5' in an int",
                // Access
                "[variables('object').x] | there is no property 'x'; there are [Name, list, with space, nothing, _a_1, $x]",
                "[variables('object')['x']] | there is no property 'x'; there are [Name, list, with space, nothing, _a_1, $x]",
                "[variables('text').x]   | there is no property 'x' in a string",
                "[variables('nothing').x] | there is no property 'x' in nothing",
                "[variables('text')[0]]  | an index requires an array, not a string",
                "[variables('two')[2]]   | there is no element 2 in an array of length 2",
                "[variables('two')[-1]]  | there is no element -1 in an array of length 2",
                "[variables('two')[9223372036854775807]] | there is no element 9223372036854775807 in an array"
                        + " of length 2",
                "[variables('two')[variables('half')]] | an index must be an int, not a number that is not an int",
                "[variables('two')[variables('nothing')]] | an index must be an int, not nothing",
                "[variables('x')]        | there is no variable 'x'; the template has [deep, derived, half, nothing,"
                        + " number, Object, ping, pong, text, two, yes]",
                "[parameters('x')]       | there is no parameter 'x'; the template has []",
                // Arguments
                "[concat()]              | 'concat' takes 1 or more, not 0, arguments",
                "[concat('a', variables('two'))] | 'concat' takes a string, a number or a bool as argument 2, but was given an array",
                "[concat(variables('two'), 'a')] | 'concat' takes only arrays after an array, but was given a string",
                "[concat(variables('nothing'))] | 'concat' takes a string, a number or a bool as argument 1, but was given nothing",
                "[ToLower()]             | 'ToLower' takes 1, not 0, arguments",
                "[toLower('a', 'b')]     | 'toLower' takes 1, not 2, arguments",
                "[toUpper(1)]            | 'toUpper' takes a string as argument 1, but was given an int",
                "[variables(variables('object'))] | 'variables' takes a string as argument 1, but was given an object",
                "[parameters(variables('yes'))] | 'parameters' takes a string as argument 1, but was given a bool",
                "[format()]              | 'format' takes 1 or more, not 0, arguments",
                "[format('{0}{1}', 'a')] | 'format' was given no value for {1}",
                "[format('a{x}', 1)]     | 'format' takes {0}, {1} and so on, {{ and }}, but its format has an"
                        + " unexpected '{' at position 2",
                "[format('}')]           | 'format' takes {0}, {1} and so on, {{ and }}, but its format has an"
                        + " unexpected '}' at position 1",
                "[format('{0}', variables('two'))] | 'format' takes a string, a number or a bool as argument 2, but was given an array",
                "[take('a')]             | 'take' takes 2, not 1, arguments",
                "[take('a', 'b')]        | 'take' takes an integer as argument 2, but was given a string",
                "[take(1, 1)]            | 'take' takes a string as argument 1, but was given an int",
                "[uniqueString()]        | 'uniqueString' takes 1 or more, not 0, arguments",
                "[uniqueString(1)]       | 'uniqueString' takes a string as argument 1, but was given an int",
                "[resourceGroup('g')]    | 'resourceGroup' takes 0, not 1, arguments",
                "[subscription('s')]     | 'subscription' takes 0, not 1, arguments",
                "[deployment('d')]       | 'deployment' takes 0, not 1, arguments",
                "[resourceId()]          | 'resourceId' takes a type such as Microsoft.Storage/storageAccounts and"
                        + " names, and may take a subscription's ID and a group's name before them, but was given []",
                "[resourceId('s', 'g', 'x', 'A/t', 'n')] | 'resourceId' takes a type such as"
                        + " Microsoft.Storage/storageAccounts and names, and may take a subscription's ID and a group's"
                        + " name before them, but was given [s, g, x, A/t, n]",
                "[subscriptionResourceId('s', 'g', 'A/t', 'n')] | 'subscriptionResourceId' takes a type such as"
                        + " Microsoft.Storage/storageAccounts and names, and may take a subscription's ID before them,"
                        + " but was given [s, g, A/t, n]",
                "[resourceId('A/t')]     | the type 'A/t' and the name '' do not match; a name must have one segment"
                        + " fewer than its type, such as 'net/a' of Microsoft.Network/virtualNetworks/subnets",
            })
    void whatIsWrongIsSaid(String expression, String problem) {
        assertThatThrownBy(() -> evaluate(expression.replace("\"\"", "\"")))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessage("Deployment 'main', resources[0].properties.x, \"" + expression.replace("\"\"", "\"")
                        + "\": " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "listKeys", "contoso.unique", "if2"})
    void strictEvaluationRefusesUnknownFunction(String function) {
        String expression = "[concat('a', " + function + "('b', 1).c)]";

        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessage("Deployment 'main', resources[0].properties.x, \"" + expression + "\": the function '"
                        + function + "' is not evaluated by FakeResourceManager; simplify the template, or stub the"
                        + " deployment's PUT with wireMock()");
        assertThat(evaluate(expression, Templates.LENIENT))
                .isEqualTo("(not evaluated: the function '" + function + "')");
    }

    @Test
    void aVariableIsNotMadeOfItself() {
        assertThatThrownBy(() -> evaluate("[variables('ping')]"))
                .hasMessage("Deployment 'main', variables.pong, \"[concat(variables('text'), variables('PING'))]\":"
                        + " the variable refers to itself: ping -> pong -> ping");
    }

    @Test
    void aGroupIsOnlyInAGroup() {
        assertThatThrownBy(() -> evaluate("[resourceGroup().location]", Templates.IN_SUBSCRIPTION))
                .hasMessage("Deployment 'main', resources[0].properties.x, \"[resourceGroup().location]\":"
                        + " 'resourceGroup' is for a deployment to a resource group; this one is to"
                        + " '/subscriptions/S'");
    }

    @ParameterizedTest
    @CsvSource({"concat(,)", "variables('two')[,]"})
    void depthEndsBeforeTheStackDoes(String opening, String closing) {
        String deep = "[" + opening.repeat(100_000) + "'a'" + closing.repeat(100_000) + "]";

        assertThatThrownBy(() -> evaluate(deep))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessageEndingWith(": this is more than 100 levels deep; simplify the template");
        assertThat(evaluate("[" + "concat(".repeat(50) + "'a'" + ")".repeat(50) + "]"))
                .isEqualTo("a");
    }

    @Test
    void lengthIsNoDepth() {
        assertThat(evaluate("[concat('" + "''".repeat(100_000) + "'" + ",'a'".repeat(10_000) + ")]"))
                .isEqualTo("'".repeat(100_000) + "a".repeat(10_000));
    }
}
