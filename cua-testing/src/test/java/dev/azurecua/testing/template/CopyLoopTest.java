// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.common.Json;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyLoopTest {
    private static final String GROUP = "/subscriptions/S/resourceGroups/G/providers/";

    private static Map<String, Object> resources(String resources, DeploymentContext context) {
        Map<String, Object> byName = new TreeMap<>();
        Templates.evaluate("{\"resources\": " + resources + "}", "{}", context)
                .resources()
                .forEach((id, body) -> byName.put(id.replace(GROUP, ""), body));
        return byName;
    }

    private static Map<String, Object> resources(String resources) {
        return resources(resources, Templates.IN_GROUP);
    }

    @Test
    void resourceIsCreatedOnceForEachCopy() {
        assertThat(resources("""
                                [
                                    {
                                        "type": "A/t", "name": "[concat('n', copyIndex())]",
                                        "copy": {"name": "all", "count": "[length(createArray(1, 2))]"},
                                        "properties": {"one": "[copyIndex(1)]", "ten": "[copyIndex('ALL', 10)]"},
                                        "resources": [{"type": "u", "name": "[concat('m', copyIndex('all'))]"}]
                                    },
                                    {"type": "A/t", "name": "none", "copy": {"name": "none", "count": 0}}
                                ]
                                """))
                .hasToString("{A/t/n0={properties={one=1, ten=10}}, A/t/n0/u/m0={},"
                        + " A/t/n1={properties={one=2, ten=11}}, A/t/n1/u/m1={}}");
    }

    @Test
    void resourceWithSymbolicNameAndConditionCanHaveLoop() {
        assertThat(resources("""
                                {
                                    "vm": {
                                        "type": "A/t", "name": "[string(copyIndex())]", "COPY": {"Name": "c", "Count": 3},
                                        "condition": "[equals(copyIndex(), 1)]"
                                    }
                                }
                                """)).hasToString("{A/t/1={}}");
    }

    @Test
    void propertyLoopsCanBeNestedInEachOtherAndInResourceLoop() {
        assertThat(resources("""
                                [
                                    {
                                        "type": "A/t", "name": "[concat('n', copyIndex())]",
                                        "copy": {"name": "outer", "count": 2},
                                        "properties": {
                                            "fixed": true,
                                            "copy": [
                                                {
                                                    "name": "disks", "count": 2,
                                                    "input": {
                                                        "id": "[format('{0}{1}', copyIndex('outer'), copyIndex('disks'))]",
                                                        "copy": [
                                                            {"name": "[concat('luns')]", "count": 1, "input": "[copyIndex(5)]"}
                                                        ]
                                                    }
                                                },
                                                {"name": "empty", "count": 0, "input": "x"}
                                            ]
                                        }
                                    }
                                ]
                                """))
                .hasToString(
                        "{A/t/n0={properties={fixed=true, disks=[{id=00, luns=[5]}, {id=01, luns=[5]}], empty=[]}},"
                                + " A/t/n1={properties={fixed=true, disks=[{id=10, luns=[5]}, {id=11, luns=[5]}], empty=[]}}}");
    }

    @Test
    void copyWithoutLoopIsOrdinaryProperty() {
        assertThat(resources(
                        "[{\"type\": \"A/t\", \"name\": \"n\", \"properties\": {\"copy\": \"x\", \"p\": [{\"copy\": {\"count\": 1}},"
                                + " {\"copy\": {\"name\": \"x\"}}]}}]"))
                .hasToString("{A/t/n={properties={copy=x, p=[{copy={count=1}}, {copy={name=x}}]}}}");
    }

    @Test
    void variablesAndOutputsCanHaveLoops() {
        assertThat(Templates.evaluate("""
                                {
                                    "variables": {
                                        "copy": [
                                            {"name": "names", "count": 2, "input": "[concat('n', copyIndex('NAMES'))]"},
                                            {"name": "twice", "count": "[length(variables('names'))]", "input": "[copyIndex(1)]"}
                                        ],
                                        "object": {"copy": [{"name": "list", "count": 2, "input": {"i": "[copyIndex('list')]"}}]}
                                    },
                                    "resources": [],
                                    "outputs": {
                                        "names": {"type": "array", "value": "[variables('NAMES')]"},
                                        "twice": {"type": "array", "value": "[variables('twice')]"},
                                        "object": {"type": "object", "value": "[variables('object')]"},
                                        "loop": {"type": "array", "copy": {"count": 2, "input": "[copyIndex(3)]"}}
                                    }
                                }
                                """).outputs())
                .hasToString("{names={type=Array, value=[n0, n1]}, twice={type=Array, value=[1, 2]},"
                        + " object={type=Object, value={list=[{i=0}, {i=1}]}}, loop={type=Array, value=[3, 4]}}");
    }

    @Test
    void copyThatIsNotArrayOfVariablesIsOrdinaryVariable() {
        assertThat(Templates.evaluate("""
                                {
                                    "variables": {"copy": "x"},
                                    "resources": [],
                                    "outputs": {"o": {"type": "string", "value": "[variables('copy')]"}}
                                }
                                """).outputs()).hasToString("{o={type=String, value=x}}");
    }

    /** A template of the outer scope is evaluated with the loops of the outer template. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outer | {n1={properties={i=1, list=[0, 1]}}, n2={properties={i=2, list=[0, 1]}}}",
                "inner | {n0={properties={i=0, list=[0, 1]}}, n1={properties={i=1, list=[0, 1]}}}",
            })
    void templateOfNestedDeploymentCanHaveLoops(String scope, String expected) {
        Map<String, Map<String, Object>> outer = Templates.evaluate(
                        """
                {
                    "resources": [
                        {
                            "type": "Microsoft.Resources/deployments", "name": "[concat('d', copyIndex())]",
                            "copy": {"name": "deployments", "count": 1},
                            "properties": {
                                "expressionEvaluationOptions": {"scope": "%s"},
                                "template": {
                                    "resources": [
                                        {
                                            "type": "A/t", "name": "[concat('n', copyIndex(%s))]",
                                            "copy": {"name": "inner", "count": 2},
                                            "properties": {
                                                "i": "[copyIndex(%s)]",
                                                "copy": [{"name": "list", "count": 2, "input": "[copyIndex('list')]"}]
                                            }
                                        }
                                    ]
                                }
                            }
                        }
                    ]
                }
                """.formatted(scope, scope.equals("outer") ? "1" : "", scope.equals("outer") ? "1" : ""))
                .resources();

        Map<String, Object> byName = new TreeMap<>();
        EvaluatedTemplate.of(
                        Templates.json(
                                Json.write(outer.values().iterator().next().get("properties"))),
                        Templates.IN_GROUP)
                .resources()
                .forEach((id, body) -> byName.put(id.replace(GROUP + "A/t/", ""), body));
        assertThat(outer).hasSize(1).containsKey(GROUP + "Microsoft.Resources/deployments/d0");
        assertThat(byName).hasToString(expected);
    }

    @Test
    void loopOfUnknownCountCreatesOneResourceAndNoElements() {
        String unknown = "\"count\": \"[reference('x').count]\"";
        String resource = "[{\"type\": \"A/t\", \"name\": \"[concat('n', copyIndex())]\", \"copy\": {\"name\": \"c\", "
                + unknown + "}, \"properties\": {\"copy\": [{\"name\": \"p\", " + unknown
                + ", \"input\": 1}]}}]";

        assertThat(resources(resource, Templates.LENIENT))
                .hasToString("{A/t/n0={properties={p=(not evaluated: the function 'reference')}}}");
        assertThatThrownBy(() -> resources(resource))
                .hasMessageStartingWith("Deployment 'main', resources[0].copy.count, \"[reference('x').count]\": the"
                        + " function 'reference' is not evaluated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // resources | other members of the template | problem
                "[{'copy': {'name': 'c', 'count': 2}, 'type': 'A/t', 'name': 'n'}] | 'x': 0 | resources[0]:"
                        + " the template declares the resource " + GROUP + "A/t/n more than once",
                "{'vm': {'copy': {}, 'type': 'A/t', 'name': 'n'}} | 'x': 0 | resources.vm.copy.name:"
                        + " expected a string, found nothing",
                "[{'copy': [], 'type': 'A/t', 'name': 'n'}] | 'x': 0 | resources[0].copy:"
                        + " expected an object, found an array",
                "[{'copy': {'name': 'c', 'count': '2'}, 'type': 'A/t', 'name': 'n'}] | 'x': 0"
                        + " | resources[0].copy.count: expected an int, found a string",
                "[{'copy': {'name': 'c'}, 'type': 'A/t', 'name': 'n'}] | 'x': 0"
                        + " | resources[0].copy.count: expected an int, found nothing",
                "[{'copy': {'name': 'c', 'count': -1}, 'type': 'A/t', 'name': 'n'}] | 'x': 0"
                        + " | resources[0].copy.count: a loop makes 0 to 800 copies, not -1",
                "[{'copy': {'name': 'c', 'count': 801}, 'type': 'A/t', 'name': 'n'}] | 'x': 0"
                        + " | resources[0].copy.count: a loop makes 0 to 800 copies, not 801",
                "[{'type': 'A/t', 'name': 'n', 'properties': {'copy': [1]}}] | 'x': 0"
                        + " | resources[0].properties.copy[0]: expected an object, found an int",
                "[] | 'variables': {'copy': [{'count': 1, 'input': 1}]}"
                        + " | variables.copy: expected a string, found nothing",
                "[] | 'outputs': {'o': {'type': 'array', 'copy': {}}} | outputs.o.copy.count:"
                        + " expected an int, found nothing",
                "[] | 'outputs': {'o': {'type': 'array', 'copy': 1}} | outputs.o.copy:"
                        + " expected an object, found an int",
            })
    void rejectsInvalidLoop(String resources, String further, String problem) {
        assertThatThrownBy(() ->
                        Templates.evaluate(("{'resources': " + resources + ", " + further + "}").replace('\'', '"')))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessage("Deployment 'main', " + problem);
    }
}
