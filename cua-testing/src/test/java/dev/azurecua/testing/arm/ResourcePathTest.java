// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcePathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // path | scope | type | name
                "''                            | ''                            | Microsoft.Resources                |",
                "/                             | ''                            | Microsoft.Resources                |",
                "/subscriptions                | ''                            | Microsoft.Resources/subscriptions  |",
                "/subscriptions/S              | ''                            | Microsoft.Resources/subscriptions  | S",
                "/subscriptions/S/providers    | /subscriptions/S              | Microsoft.Resources/providers      |",
                "/subscriptions/S/providers/A  | /subscriptions/S              | Microsoft.Resources/providers      | A",
                "/subscriptions/S/providers/A/register | /subscriptions/S      | A/register                         |",
                "/subscriptions/S/providers/A/t        | /subscriptions/S      | A/t                                |",
                "/subscriptions/S/providers/A/t/n      | /subscriptions/S      | A/t                                | n",
                "/subscriptions/S/resourceGroups       | /subscriptions/S      | Microsoft.Resources/resourceGroups |",
                "/subscriptions/S/resourceGroups/G     | /subscriptions/S      | Microsoft.Resources/resourceGroups | G",
                "/subscriptions/S/resourceGroups/providers | /subscriptions/S  | Microsoft.Resources/resourceGroups | providers",
                "/subscriptions/S/resourceGroups/G/providers/A/t   | /subscriptions/S/resourceGroups/G | A/t | ",
                "/subscriptions/S/resourceGroups/G/providers/A/t/n | /subscriptions/S/resourceGroups/G | A/t | n",
                "/subscriptions/S/resourceGroups/G/providers/A/t/n/u"
                        + " | /subscriptions/S/resourceGroups/G/providers/A/t/n | A/t/u | ",
                "/subscriptions/S/resourceGroups/G/providers/A/t/n/u/m"
                        + " | /subscriptions/S/resourceGroups/G/providers/A/t/n | A/t/u | m",
                "/subscriptions/S/resourceGroups/G/providers/A/virtualMachines/vm/start"
                        + " | /subscriptions/S/resourceGroups/G/providers/A/virtualMachines/vm"
                        + " | A/virtualMachines/start | ",
                "/subscriptions/S/providers/A/t/n/providers/B/u/m | /subscriptions/S/providers/A/t/n | B/u | m",
                "/subscriptions/S/providers/A/t/n/providers/B/u   | /subscriptions/S/providers/A/t/n | B/u | ",
                "/providers/A          | ''               | Microsoft.Resources/providers | A",
                "/providers/A/t        | ''               | A/t                           | ",
                "/providers/A/t/n      | ''               | A/t                           | n",
                "/providers/A/t/n/u/m  | /providers/A/t/n | A/t/u                         | m",
            })
    void parsesScopeTypeAndName(String path, String scope, String type, String name) {
        assertThat(ResourcePath.of(path)).isEqualTo(new ResourcePath(path.equals("/") ? "" : path, scope, type, name));
    }

    @Test
    void ignoresExtraSlashes() {
        assertThat(ResourcePath.of("//subscriptions///S/")).isEqualTo(ResourcePath.of("/subscriptions/S"));
    }

    @Test
    void keepsLetterCaseAndComparesWithoutIt() {
        ResourcePath path = ResourcePath.of("/SUBSCRIPTIONS/S/ResourceGroups/G/Providers/A/T/N");

        assertThat(path.type()).isEqualTo("A/T");
        assertThat(path.key()).isEqualTo("/subscriptions/s/resourcegroups/g/providers/a/t/n");
        assertThat(ResourcePath.of("/subscriptions/S/RESOURCEgroups/G").isBuiltIn("resourceGroups"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/s, s, ",
        "/subscriptions/s/resourcegroups/g, s, /subscriptions/s/resourceGroups/g",
        "/SUBSCRIPTIONS/s/resourceGroups/g/providers/P.N/t/n, s, /SUBSCRIPTIONS/s/resourceGroups/g",
        "/subscriptions/s/providers/P.N/t/n, s, ",
        "/providers/P.N/t/n, '', ",
    })
    void findsSubscriptionAndGroup(String path, String subscription, String group) {
        assertThat(ResourcePath.of(path).subscriptionId()).isEqualTo(subscription);
        assertThat(ResourcePath.of(path).group()).isEqualTo(group == null ? null : ResourcePath.of(group));
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /subscriptions/s/resourceGroups/g/providers/P.N/t/n, true",
        "GET, /subscriptions/s/providers/p.n/T, true",
        "POST, /subscriptions/s/resourceGroups/g/providers/P.N/t/n/start, true",
        "GET, /subscriptions/s/resourceGroups/g/providers/P.N/t/n/parts, false",
        "POST, /subscriptions/s/resourceGroups/g/providers/P.N/t/n/parts/p, false",
        "POST, /subscriptions/s/resourceGroups/g/providers/P.N/t/n/parts/p/start, false",
        "POST, /, false",
    })
    void matchesResourcesListsAndActionsOfType(String method, String path, boolean isOf) {
        assertThat(ResourcePath.of(path).isOf("P.N/t", method)).isEqualTo(isOf);
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/s/resourceGroups/g/providers/P.N/t/n, /subscriptions/s/resourceGroups/g/providers/P.N/t/n",
        "/subscriptions/s/resourceGroups/g/providers/P.N/t/n/a/b/c/d, /subscriptions/s/resourceGroups/g/providers/P.N/t/n",
        "/providers/P.N/t/n/providers/Q.N/u/m/a/b, /providers/P.N/t/n/providers/Q.N/u/m",
    })
    void findsTopLevelResource(String path, String topLevel) {
        assertThat(ResourcePath.of(path).topLevel()).isEqualTo(ResourcePath.of(topLevel));
    }

    @Test
    void shortPathOfDeploymentEqualsLongPath() {
        assertThat(ResourcePath.of("/subscriptions/s/resourcegroups/g/deployments/d/operations"))
                .isEqualTo(ResourcePath.of(
                        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/deployments/d/operations"));
    }
}
