// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserFunctionsTest {
    private static final String FUNCTIONS = """
            [
                {
                    "namespace": "contoso",
                    "members": {
                        "name": {
                            "parameters": [{"name": "prefix", "type": "string"}, {"name": "count", "type": "int"}],
                            "output": {
                                "type": "string",
                                "value": "[format('{0}{1}', parameters('PREFIX'), parameters('count'))]"
                            }
                        },
                        "object": {"output": {"type": "object", "value": {"a": ["[contoso.name('x', 1)]"]}}},
                        "endless": {"output": {"type": "string", "value": "[contoso.endless()]"}},
                        "outside": {"output": {"type": "string", "value": "[parameters('p')]"}}
                    }
                },
                {"namespace": "empty"}
            ]
            """;

    private static Object evaluate(String functions, String expression) {
        return Templates.evaluate(("{\"functions\": %s, \"parameters\": {\"p\": {\"type\": \"string\","
                                + " \"defaultValue\": \"d\"}}, \"resources\": [], \"outputs\": {\"o\": {\"type\":"
                                + " \"string\", \"value\": \"[string(%s)]\"}}}")
                        .formatted(functions, expression))
                .outputs();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contoso.name('a', 2)              | a2",
                "CONTOSO.Name(parameters('p'), 2)  | d2",
                "contoso . object().a[0]           | x1",
            })
    void evaluatesFunctionOfTemplate(String expression, String expected) {
        assertThat(evaluate(FUNCTIONS, expression)).hasToString("{o={type=String, value=" + expected + "}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contoso.name('a')       | 'contoso.name' takes 2, not 1, arguments",
                "contoso.name('a', 1, 2) | 'contoso.name' takes 2, not 3, arguments",
                "contoso.outside()       | there is no parameter 'p'; the template has []",
                "contoso.endless()       | this is more than 100 levels deep; simplify the template",
                "contoso.none()          | the function 'contoso.none' is not evaluated by FakeResourceManager; simplify"
                        + " the template, or stub the deployment's PUT with wireMock()",
            })
    void rejectsInvalidCall(String expression, String problem) {
        assertThatThrownBy(() -> evaluate(FUNCTIONS, expression))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessageEndingWith("\": " + problem);
    }

    @Test
    void rejectsInvalidDeclaration() {
        assertThatThrownBy(() -> evaluate("[{\"members\": {}}]", "1"))
                .hasMessage("Deployment 'main', functions: expected a string, found nothing");
        assertThatThrownBy(() -> evaluate("[{\"namespace\": \"n\", \"members\": {\"f\": {}}}]", "n.f()"))
                .hasMessage("Deployment 'main', functions.n.f: expected an object, found nothing");
    }
}
