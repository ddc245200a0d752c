// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFunctionsTest {
    private static final String TEMPLATE = """
            {
                "contentVersion": "1.0.0.0",
                "variables": {
                    "list": ["b", "a", "b"],
                    "people": [{"name": "Eve", "age": 30}, {"name": "Al", "age": 25}, {"name": "Bo", "age": 30}],
                    "object": {"Two": [2], "one": {"x": 1}, "nothing": null},
                    "half": 0.5
                },
                "resources": [],
                "outputs": {"result": {"type": "array", "value": ["%s"]}}
            }
            """;

    private static String evaluate(String expression, DeploymentContext context) {
        String template = TEMPLATE.formatted(
                ("[" + expression + "]").replace("\\", "\\\\").replace("\"", "\\\""));
        Map<?, ?> output = (Map<?, ?>)
                Templates.evaluate(template, "{}", context).outputs().get("result");
        return JsonText.write(((List<?>) output.get("value")).get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Values
                "null()                                        | null",
                "true()                                        | true",
                "FALSE()                                       | false",
                "json('{\"a\": [1, null]}')                    | {\"a\":[1,null]}",
                "json('null')                                  | null",
                "json('\"t\"')                                 | \"t\"",
                "createObject()                                | {}",
                "createObject('a', 1, 'b', null())             | {\"a\":1,\"b\":null}",
                "createArray()                                 | []",
                "createArray(1, 'a', createArray())            | [1,\"a\",[]]",
                "array(1)                                      | [1]",
                "array('a')                                    | [\"a\"]",
                "array(createObject('a', 'b'))                 | [{\"a\":\"b\"}]",
                "array(variables('list'))                      | [\"b\",\"a\",\"b\"]",
                "string(5)                                     | \"5\"",
                "string('5')                                   | \"5\"",
                "string(true())                                | \"True\"",
                "string(variables('list'))                     | \"[\\\"b\\\",\\\"a\\\",\\\"b\\\"]\"",
                "string(createObject('a', 1, 'b', null()))      | \"{\\\"a\\\":1,\\\"b\\\":null}\"",
                "bool('true')                                  | true",
                "bool('FALSE')                                 | false",
                "bool(1)                                       | true",
                "bool(0)                                       | false",
                "bool(true())                                  | true",
                "int('-42')                                    | -42",
                "int(7)                                        | 7",
                "float('1.5')                                  | 1.5",
                "float(2)                                      | 2.0",
                // Logic
                "if(true(), 'yes', reference('x'))             | \"yes\"",
                "if(false(), variables('none'), 'no')          | \"no\"",
                "and(true(), true())                           | true",
                "and(true(), true(), false())                  | false",
                "and(false(), reference('x'))                  | false",
                "or(false(), false())                          | false",
                "or(false(), true())                           | true",
                "not(true())                                   | false",
                "not(false())                                  | true",
                "coalesce(null(), null(), 'a', 'b')            | \"a\"",
                "coalesce(null())                              | null",
                "equals('a', 'a')                              | true",
                "equals('a', 'A')                              | false",
                "equals(1, '1')                                | false",
                "equals(1, length(createArray('a')))           | true",
                "equals(createObject('a', 1, 'b', 2), json('{\"b\": 2, \"a\": 1}')) | true",
                "equals(createArray(1, 2), createArray(2, 1))  | false",
                "equals(null(), null())                        | true",
                "equals(createObject('a', null()), createObject()) | false",
                "less(1, 2)                                    | true",
                "less('b', 'a')                                | false",
                "lessOrEquals(2, 2)                            | true",
                "lessOrEquals(3, 2)                            | false",
                "greater(1, 1)                                 | false",
                "greaterOrEquals('b', 'a')                     | true",
                "greaterOrEquals('a', 'b')                     | false",
                // Strings
                "concat('a', 'b', 1)                           | \"ab1\"",
                "concat(createArray(1), createArray(2, 3))     | [1,2,3]",
                "format('{0}, {1}. {2:N0}', 'Hi', 'you', 8175133) | \"Hi, you. 8,175,133\"",
                "format('{0:D3} {0:d} {1:000} {1:X2} {1:x}', 7, 10) | \"007 7 010 0A a\"",
                "format('{0:N} {1:D2}', 1234, -5)              | \"1,234.00 -05\"",
                "format('{0:D3}', variables('people')[0].age)  | \"030\"",
                "format('{0,4}.{0,-4}.{0,1}', 'ab')            | \"  ab.ab  .ab\"",
                "format('{0}{1:D2}', null(), 'text')           | \"text\"",
                "toLower('AbC')                                | \"abc\"",
                "toUpper('AbC')                                | \"ABC\"",
                "trim('  a b  ')                               | \"a b\"",
                "replace('123-123', '1', 'x')                  | \"x23-x23\"",
                "split('a,b;c', ',')                           | [\"a\",\"b;c\"]",
                "split('a,b;c', createArray(';', ','))         | [\"a\",\"b\",\"c\"]",
                "split('a.b', '')                              | [\"a.b\"]",
                "split('a,,', ',')                             | [\"a\",\"\",\"\"]",
                "join(createArray('a', 'b'), ', ')             | \"a, b\"",
                "join(range(1, 3), '-')                        | \"1-2-3\"",
                "join(createArray('a', null(), true()), ',')   | \"a,,True\"",
                "substring('one two', 4, 3)                    | \"two\"",
                "substring('one two', 4)                       | \"two\"",
                "substring('ab', 2, null())                    | \"\"",
                "padLeft('123', 5, '0')                        | \"00123\"",
                "padLeft(7, 3)                                 | \"  7\"",
                "padLeft('abc', -1)                            | \"abc\"",
                "startsWith('abcdef', 'AB')                    | true",
                "startsWith('abcdef', 'e')                     | false",
                "endsWith('abcdef', 'EF')                      | true",
                "endsWith('abcdef', 'e')                       | false",
                "base64('one, two')                            | \"b25lLCB0d28=\"",
                "base64ToString('b25lLCB0d28=')                | \"one, two\"",
                "base64ToJson(base64('{\"one\": \"a\"}'))      | {\"one\":\"a\"}",
                "dataUri('Hello')                              | \"data:text/plain;charset=utf8;base64,SGVsbG8=\"",
                "dataUriToString('data:;base64,SGVsbG8=')      | \"Hello\"",
                "uri('http://contoso.org/firstpath', 'a.sh')   | \"http://contoso.org/a.sh\"",
                "uri('http://contoso.org/firstpath/', '/a.sh') | \"http://contoso.org/firstpath/a.sh\"",
                "uri('http://contoso.org/p/azuredeploy.json', 'n/a.json') | \"http://contoso.org/p/n/a.json\"",
                "uri('http://contoso.org', 'a.sh')             | \"http://contoso.org/a.sh\"",
                "uriComponent('http://a/b c*~+')               | \"http%3A%2F%2Fa%2Fb%20c%2A~%2B\"",
                "uriComponentToString('http%3A%2F%2Fa%20b+')   | \"http://a b+\"",
                "length(guid('a', 'b'))                        | 36",
                "equals(guid('a', 'b'), guid('a', 'b'))        | true",
                "equals(guid('a', 'b'), guid('ab'))            | false",
                "length(uniqueString('a'))                     | 13",
                // Numbers and addresses
                "add(5, 3)                                     | 8",
                "sub(5, 3)                                     | 2",
                "mul(5, 3)                                     | 15",
                "div(8, 3)                                     | 2",
                "mod(7, 3)                                     | 1",
                "min(0, 3, -2)                                 | -2",
                "max(createArray(0, 3, 2))                     | 3",
                "range(5, 3)                                   | [5,6,7]",
                "range(5, 0)                                   | []",
                "parseCidr('10.144.3.7/20')                    | {\"network\":\"10.144.0.0\","
                        + "\"netmask\":\"255.255.240.0\",\"broadcast\":\"10.144.15.255\","
                        + "\"firstUsable\":\"10.144.0.1\",\"lastUsable\":\"10.144.15.254\",\"cidr\":20}",
                "parseCidr('10.0.0.1/32')                      | {\"network\":\"10.0.0.1\","
                        + "\"netmask\":\"255.255.255.255\",\"broadcast\":\"10.0.0.1\","
                        + "\"firstUsable\":\"10.0.0.1\",\"lastUsable\":\"10.0.0.1\",\"cidr\":32}",
                "parseCidr('fdad:3236:5555::/48')              | {\"network\":\"fdad:3236:5555::\","
                        + "\"netmask\":\"ffff:ffff:ffff::\",\"firstUsable\":\"fdad:3236:5555::\","
                        + "\"lastUsable\":\"fdad:3236:5555:ffff:ffff:ffff:ffff:ffff\",\"cidr\":48}",
                "cidrSubnet('10.144.0.0/20', 24, 3)            | \"10.144.3.0/24\"",
                "cidrSubnet('10.144.0.0/20', 20, 0)            | \"10.144.0.0/20\"",
                "cidrHost('10.144.3.0/24', 0)                  | \"10.144.3.1\"",
                "cidrHost('10.144.3.0/24', 4)                  | \"10.144.3.5\"",
                // Dates
                "dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')    | \"2023-04-07 14:53:14Z\"",
                "dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')   | \"2020-03-29 14:53:14Z\"",
                "dateTimeAdd('20200407T145314Z', 'PT1H')       | \"20200407T155314Z\"",
                "dateTimeAdd('20200407T145314Z', '-P1DT1H')    | \"20200406T135314Z\"",
                "dateTimeAdd('2020-01-31T00:00:00+02:00', 'P1M', 'yyyy-MM-dd') | \"2020-02-29\"",
                "dateTimeAdd('2020-04-07', 'PT90M', 's')       | \"2020-04-07T01:30:00\"",
                "dateTimeAdd('2020-04-07T13:05:09.250', 'PT0S', 'o') | \"2020-04-07T13:05:09.2500000Z\"",
                "dateTimeAdd('2020-04-07', 'P1D', 'd')         | \"04/08/2020\"",
                "dateTimeAdd('2020-04-07', 'P1D', 'u')         | \"2020-04-08 00:00:00Z\"",
                "dateTimeAdd('2020-04-07', 'P1D', 'dd MMM yyyy hh:mm tt, fffzzz') | \"08 Apr 2020 12:00 AM, 000+00:00\"",
                "dateTimeFromEpoch(1683040573)                 | \"2023-05-02T15:16:13Z\"",
                "dateTimeToEpoch('2023-05-02T15:16:13Z')       | 1683040573",
                // Collections
                "length(variables('list'))                     | 3",
                "length('One Two')                             | 7",
                "length(variables('object'))                   | 3",
                "empty(createArray())                          | true",
                "empty(createObject())                         | true",
                "empty('')                                     | true",
                "empty(null())                                 | true",
                "empty('a')                                    | false",
                "contains('OneTwo', 'eT')                      | true",
                "contains('OneTwo', 'et')                      | false",
                "contains('a1', 1)                             | true",
                "contains(variables('object'), 'TWO')          | true",
                "contains(variables('object'), 'x')            | false",
                "contains(variables('list'), 'a')              | true",
                "contains(variables('list'), 'A')              | false",
                "contains(range(0, 3), 2)                      | true",
                "first(variables('list'))                      | \"b\"",
                "first('One')                                  | \"O\"",
                "first(createArray())                          | null",
                "last(createArray(1, 2))                       | 2",
                "last('One')                                   | \"e\"",
                "last('')                                      | \"\"",
                "take(variables('list'), 2)                    | [\"b\",\"a\"]",
                "skip(variables('list'), 2)                    | [\"b\"]",
                "skip('one two', 4)                            | \"two\"",
                "skip('one', 9)                                | \"\"",
                "skip('one', -1)                               | \"one\"",
                "indexOf('test', 'T')                          | 0",
                "lastIndexOf('test', 'T')                      | 3",
                "indexOf('abcdef', 'z')                        | -1",
                "indexOf(variables('list'), 'b')               | 0",
                "indexOf(variables('list'), 'B')               | -1",
                "lastIndexOf(variables('list'), 'b')           | 2",
                "indexOf(createArray(1, createObject('a', 1, 'b', 2)), createObject('b', 2, 'a', 1)) | 1",
                "union(variables('list'), createArray('c', 'a')) | [\"b\",\"a\",\"c\"]",
                "union(createObject('a', 1, 'b', 2), createObject('b', 3), createObject('c', 4))"
                        + "                            | {\"a\":1,\"b\":3,\"c\":4}",
                "union(json('{\"p\":{\"x\":1,\"y\":1},\"n\":[1]}'), json('{\"p\":{\"y\":2},\"n\":[2]}'))"
                        + "                            | {\"p\":{\"x\":1,\"y\":2},\"n\":[2]}",
                "union(createObject('a', 1, 'o', createObject()), createObject('a', null(), 'o', 1))"
                        + "                            | {\"a\":null,\"o\":1}",
                "intersection(createArray(1, 2, 3), createArray(3, 2), createArray(2)) | [2]",
                "intersection(json('{\"a\":1,\"b\":2,\"c\":3}'), json('{\"c\":3,\"b\":9}')) | {\"c\":3}",
                "flatten(createArray(createArray(1), createArray(), createArray(2, createArray(3)))) | [1,2,[3]]",
                "items(createObject('b', 1, 'a', null())) | [{\"key\":\"a\",\"value\":null},{\"key\":\"b\",\"value\":1}]",
                "objectKeys(createObject('b', 1, 'a', 2))      | [\"a\",\"b\"]",
                "shallowMerge(createArray(json('{\"a\":{\"x\":1}}'), null(), json('{\"a\":{\"y\":2}}')))"
                        + "                            | {\"a\":{\"y\":2}}",
                "tryGet(variables('object'), 'ONE', 'x')       | 1",
                "tryGet(variables('object'), 'none', 'x')      | null",
                "tryGet(variables('list'), 1)                  | \"a\"",
                "tryGet(variables('list'), 3)                  | null",
                "tryGet(variables('list'), 'a')                | null",
                "tryGet(null(), 'a')                           | null",
                "indexFromEnd(createArray(1, 2, 3), 1)         | 3",
                "tryIndexFromEnd(createArray(1, 2, 3), 3)      | 1",
                "tryIndexFromEnd(createArray(1, 2, 3), 4)      | null",
                "tryIndexFromEnd(createArray(1, 2, 3), 0)      | null",
                // Lambdas
                "map(variables('list'), lambda('x', toUpper(lambdaVariables('x')))) | [\"B\",\"A\",\"B\"]",
                "map(createArray('a', 'b'), lambda('x', 'i', concat(lambdaVariables('x'), lambdaVariables('i'))))"
                        + "                            | [\"a0\",\"b1\"]",
                "map(createArray(1, 2), lambda(1))             | [1,1]",
                "map(range(0, 2), lambda('x', map(range(0, 2), lambda('y', add(lambdaVariables('x'), lambdaVariables('y'))))))"
                        + "                            | [[0,1],[1,2]]",
                "filter(range(0, 4), lambda('x', greater(lambdaVariables('x'), 1))) | [2,3]",
                "filter(createArray('a', 'b', 'c'), lambda('x', 'i', equals(mod(lambdaVariables('i'), 2), 0)))"
                        + "                            | [\"a\",\"c\"]",
                "reduce(range(1, 3), 10, lambda('sum', 'x', add(lambdaVariables('sum'), lambdaVariables('x')))) | 16",
                "reduce(range(1, 3), 0, lambda('s', 'x', 'i', add(lambdaVariables('s'), lambdaVariables('i')))) | 3",
                "sort(createArray(1, 2, 3, 5, 4, 1), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))"
                        + "                            | [1,1,2,3,4,5]",
                "map(sort(variables('people'), lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age))),"
                        + " lambda('p', lambdaVariables('p').name)) | [\"Al\",\"Eve\",\"Bo\"]",
                "mapValues(groupBy(variables('people'), lambda('p', string(lambdaVariables('p').age))),"
                        + " lambda('all', length(lambdaVariables('all')))) | {\"30\":2,\"25\":1}",
                "toObject(createArray('a', 'b'), lambda('x', toUpper(lambdaVariables('x')))) | {\"A\":\"a\",\"B\":\"b\"}",
                "toObject(createArray('a'), lambda('x', lambdaVariables('x')), lambda('x', 1)) | {\"a\":1}",
                // Scopes
                "deployment().name                             | \"main\"",
                "deployment().properties.template.contentVersion | \"1.0.0.0\"",
                "contains(deployment().properties, 'templateLink') | false",
                "createObject('templateLink', 1).templateLink   | 1",
                "subscription().subscriptionId                 | \"S\"",
                "resourceGroup().location                      | \"westus\"",
                "tenant().tenantId                             | \"00000000-0000-0000-0000-0000000000aa\"",
                "deployer().tenantId                           | \"00000000-0000-0000-0000-0000000000aa\"",
                "environment().suffixes.storage                | \"core.windows.net\"",
                "tenantResourceId('A/t', 'n')                  | \"/providers/A/t/n\"",
                "managementGroupResourceId('M', 'A/t', 'n')"
                        + "                            | \"/providers/Microsoft.Management/managementGroups/M/providers/A/t/n\"",
                "managementGroupResourceId('A/t', 'n')         | \"/subscriptions/S/resourceGroups/G/providers/A/t/n\"",
                "extensionResourceId('/subscriptions/S', 'A/t/u/', 'n', 'm') | \"/subscriptions/S/providers/A/t/n/u/m\"",
                "pickZones('A', 't', 'westus')                 | [\"1\"]",
                "pickZones('A', 't', 'westus', 2, 1)           | [\"2\",\"3\"]",
            })
    void evaluatesFunction(String expression, String json) {
        assertThat(evaluate(expression, Templates.IN_GROUP)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json('{')                             | 'json' takes JSON, but was given another text",
                "json(1)                               | 'json' takes a string as argument 1, but was given an int",
                "createObject('a')                     | 'createObject' takes pairs of a key and a value, not 1 arguments",
                "bool('yes')                           | 'bool' takes 'true', 'false' or an integer, but was given another text",
                "int('1.5')                            | 'int' takes a number, but was given another text",
                "int(createArray())                    | 'int' takes a string, a number or a bool as argument 1, but was"
                        + " given an array",
                "if('true', 1, 2)                      | 'if' takes a bool, but was given a string",
                "if(true(), 1)                         | 'if' takes 3, not 2, arguments",
                "and(true())                           | 'and' takes 2 or more, not 1, arguments",
                "or(false(), 1)                        | 'or' takes a bool, but was given an int",
                "not('a')                              | 'not' takes a bool as argument 1, but was given a string",
                "less(1, 'a')                          | 'less' takes an integer as argument 2, but was given a string",
                "less('a', 1)                          | 'less' takes a string as argument 2, but was given an int",
                "substring('abc', 1, 3)                | 'substring' is given a start or a length that is outside of a text"
                        + " with 3 characters",
                "substring('abc', 4)                   | 'substring' is given a start or a length that is outside of a text"
                        + " with 3 characters",
                "substring('abc', -1)                  | 'substring' is given a start or a length that is outside of a text"
                        + " with 3 characters",
                "substring('abc', 1, -1)               | 'substring' is given a start or a length that is outside of a text"
                        + " with 3 characters",
                "padLeft('a', 2, 'xy')                 | 'padLeft' takes a length of at most 131072, and one character to pad"
                        + " with",
                "padLeft('a', 131073)                  | 'padLeft' takes a length of at most 131072, and one character to pad"
                        + " with",
                "split('a', createArray(1))            | 'split' takes strings, but was given an int",
                "join('a', 'b')                        | 'join' takes an array as argument 1, but was given a string",
                "base64ToString('?')                   | 'base64ToString' takes Base64, but was given another text",
                "uriComponentToString('%zz')           | 'uriComponentToString' takes an encoded text, but was given a '%'"
                        + " that encodes nothing",
                "guid(1)                               | 'guid' takes a string as argument 1, but was given an int",
                "div(1, 0)                             | 'div' fails: / by zero",
                "add(9223372036854775807, 1)           | 'add' fails: long overflow",
                "add('a', 1)                           | 'add' takes integers, but was given a string",
                "add(1, variables('half'))             | 'add' takes integers, but was given a number that is not an int",
                "take('a', variables('half'))          | 'take' takes an integer as argument 2, but was given a number that"
                        + " is not an int",
                "min(createArray())                    | 'min' takes an integer or more, but was given an empty array",
                "range(0, -1)                          | 'range' makes 0 to 10000 numbers, not -1",
                "range(0, 10001)                       | 'range' makes 0 to 10000 numbers, not 10001",
                "parseCidr('10.0.0.0')                 | 'parseCidr' takes a range of IP addresses such as 10.0.0.0/16, but was"
                        + " given another text",
                "parseCidr('10.0.0.256/8')             | 'parseCidr' takes a range of IP addresses such as 10.0.0.0/16, but was"
                        + " given another text",
                "parseCidr('10.0.0.0/33')              | 'parseCidr' takes a range of IP addresses such as 10.0.0.0/16, but was"
                        + " given another text",
                "parseCidr(':::/8')                    | 'parseCidr' takes a range of IP addresses such as 10.0.0.0/16, but was"
                        + " given another text",
                "cidrSubnet('10.0.0.0/20', 19, 0)      | 'cidrSubnet' is given a subnet that is not in the range",
                "cidrSubnet('10.0.0.0/20', 33, 0)      | 'cidrSubnet' is given a subnet that is not in the range",
                "cidrSubnet('10.0.0.0/20', 24, 16)     | 'cidrSubnet' is given a subnet that is not in the range",
                "cidrSubnet('10.0.0.0/20', 24, -1)     | 'cidrSubnet' is given a subnet that is not in the range",
                "cidrHost('10.0.0.0/24', 255)          | 'cidrHost' is given a host that is not in the range",
                "cidrHost('10.0.0.0/24', -1)           | 'cidrHost' is given a host that is not in the range",
                "utcNow()                              | 'utcNow' is only for the default value of a parameter",
                "newGuid()                             | 'newGuid' is only for the default value of a parameter",
                "dateTimeAdd('today', 'P1D')           | 'dateTimeAdd' takes an ISO 8601 date such as 2026-01-31T12:00:00Z, but"
                        + " was given another text",
                "dateTimeAdd('2026-01-31', 'day')      | 'dateTimeAdd' takes an ISO 8601 duration such as P1D, but was given"
                        + " another text",
                "dateTimeAdd('2026-01-31', 'P')        | 'dateTimeAdd' takes an ISO 8601 duration such as P1D, but was given"
                        + " another text",
                "dateTimeFromEpoch(9223372036854775807) | 'dateTimeFromEpoch' takes the seconds since 1970, but was given too"
                        + " many",
                "length(1)                             | 'length' takes a string as argument 1, but was given an int",
                "union(createArray(), createObject())  | 'union' takes arrays, but was given an object",
                "union(createObject(), createArray())  | 'union' takes arrays, but was given an object",
                "intersection(createObject(), 'a')     | 'intersection' takes arrays, but was given an object",
                "intersection(createArray(), 'a')      | 'intersection' takes arrays, but was given a string",
                "union(createArray())                  | 'union' takes 2 or more, not 1, arguments",
                "flatten(createArray(1))               | 'flatten' takes arrays, but was given an int",
                "items('a')                            | expected an object, found a string",
                "shallowMerge(createArray(1))          | expected an object, found an int",
                "indexFromEnd(createArray(1), 2)       | there is no element -1 in an array of length 1",
                "map('a', lambda('x', 1))              | 'map' takes an array, but was given a string",
                "map(createArray(), 'x')               | 'map' takes a lambda as argument 2",
                "map(createArray(), true())            | 'map' takes a lambda as argument 2",
                "map(createArray(), lambda())          | 'lambda' takes 1 or more, not 0, arguments",
                "map(createArray(), lambda('x', 1), 2) | 'map' takes 2, not 3, arguments",
                "map(createArray(1), lambda('x', 'i', 'z', 1)) | a lambda here has at most 2 variables, not 3",
                "map(createArray(1), lambda('x', lambdaVariables('y'))) | 'lambdaVariables' was given 'y', but the lambdas here"
                        + " have [x]",
                "filter(createArray(1), lambda('x', 1)) | 'filter' takes a bool, but was given an int",
                "toObject(createArray(1), lambda('x', lambdaVariables('x'))) | expected a string, found an int",
                "mapValues(createArray(), lambda('x', 1)) | expected an object, found an array",
                "lambda('x', 1)                        | 'lambda' is only for the arguments of functions such as 'map'",
                "copyIndex()                           | 'copyIndex' is for a copy loop",
                "copyIndex(1, 2, 3)                    | 'copyIndex' takes 0 to 2, not 3, arguments",
                "copyIndex('c')                        | 'copyIndex' is for a copy loop of this name, 'c'",
                "tenantResourceId('A/t')               | 'tenantResourceId' takes 2 or more, not 1, arguments",
                "pickZones('A', 't', 'l', 3, 1)        | 'pickZones' picks from 3 zones, not 3 after 1",
                "pickZones('A', 't', 'l', -1)          | 'pickZones' picks from 3 zones, not -1 after 0",
                "pickZones('A', 't', 'l', 1, -1)       | 'pickZones' picks from 3 zones, not 1 after -1",
                "deployment().properties.none          | there is no property 'none'; there are",
            })
    void rejectsCall(String expression, String problem) {
        assertThatThrownBy(() -> evaluate(expression, Templates.IN_GROUP))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessageStartingWith(
                        "Deployment 'main', outputs.result.value[0], \"[" + expression + "]\": " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format('{0:E3}', 1)",
                "format('{0:N2}', variables('half'))",
                "dateTimeAdd('2026-01-31', 'P1D', 'dddd zz')",
                "dateTimeAdd('2026-01-31', 'P1D', 't')",
                "deployment().properties.TemplateLink.uri",
                "if(reference('x'), 1, 2)",
                "and(true(), reference('x'))",
                "or(reference('x'), false())",
                "coalesce(null(), reference('x'), 1)",
                "concat('a', reference('x'))",
                "createObject(reference('x'), 1)",
                "reference('x').a[0]",
                "variables('list')[reference('x')]",
                "tryGet(createArray(reference('x')), 0, 'a')",
                "map(reference('x'), lambda('a', 1))",
                "filter(variables('list'), lambda('a', reference('x')))",
                "sort(variables('list'), lambda('a', 'b', reference('x')))",
                "groupBy(variables('list'), lambda('a', reference('x')))",
                "toObject(variables('list'), lambda('a', reference('x')))",
                "reduce(variables('list'), 0, lambda('a', 'b', reference('x')))",
            })
    void resultIsUnknownIfAnArgumentIs(String expression) {
        assertThat(evaluate(expression, Templates.LENIENT)).startsWith("\"(not evaluated: the ");
        assertThatThrownBy(() -> evaluate(expression, Templates.IN_GROUP))
                .hasMessageContaining(" is not evaluated by FakeResourceManager; ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "or(true(), reference('x'))            | true",
                "or(reference('x'), true())            | true",
                "and(reference('x'), false())          | false",
                "coalesce('a', reference('x'))         | \"a\"",
                "length(createArray(reference('x')))   | 1",
                "string(createArray(reference('x')))   | \"[\\\"(not evaluated: the function 'reference')\\\"]\"",
                "map(createArray('a'), lambda('x', reference('y'))) | [\"(not evaluated: the function 'reference')\"]",
                "mapValues(createObject('a', 1), lambda('x', reference('y')))"
                        + "                    | {\"a\":\"(not evaluated: the function 'reference')\"}",
                "concat(createArray(1), createArray(reference('x')))"
                        + "                    | [1,\"(not evaluated: the function 'reference')\"]",
            })
    void resultIsKnownIfItDoesNotDependOnUnknownArgument(String expression, String json) {
        assertThat(evaluate(expression, Templates.LENIENT)).isEqualTo(json);
    }

    @Test
    void defaultValueMayDifferFromDeploymentToDeployment() {
        assertThat(Templates.evaluate("""
                                {
                                    "parameters": {
                                        "id": {"type": "string", "defaultValue": "[newGuid()]"},
                                        "now": {"type": "string", "defaultValue": "[utcNow()]"},
                                        "year": {"type": "string", "defaultValue": "[utcNow('yyyy')]"}
                                    },
                                    "resources": []
                                }
                                """).parameters().toString())
                .matches("\\{id=\\{type=String, value=[0-9a-f-]{36}}, now=\\{type=String, value=\\d{8}T\\d{6}Z},"
                        + " year=\\{type=String, value=\\d{4}}}");
    }

    @Test
    void sortsAndUnitesLargeArrays() {
        String descending = "lambda('a', 'b', greater(lambdaVariables('a'), lambdaVariables('b')))";

        assertThat(evaluate("first(sort(range(0, 10000), " + descending + "))", Templates.IN_GROUP))
                .isEqualTo("9999");
        assertThat(evaluate("length(union(range(0, 10000), range(5000, 10000)))", Templates.IN_GROUP))
                .isEqualTo("15000");
    }
}
