// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

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
    void aPathIsTakenApart(String path, String scope, String type, String name) {
        assertThat(ResourcePath.of(path)).isEqualTo(new ResourcePath(path.equals("/") ? "" : path, scope, type, name));
    }

    @Test
    void slashesTooManyDoNotMatter() {
        assertThat(ResourcePath.of("//subscriptions///S/")).isEqualTo(ResourcePath.of("/subscriptions/S"));
    }

    @Test
    void letterCaseIsKeptButDoesNotMatter() {
        ResourcePath path = ResourcePath.of("/SUBSCRIPTIONS/S/ResourceGroups/G/Providers/A/T/N");

        assertThat(path.type()).isEqualTo("A/T");
        assertThat(path.key()).isEqualTo("/subscriptions/s/resourcegroups/g/providers/a/t/n");
        assertThat(path.scopeKey()).isEqualTo("/subscriptions/s/resourcegroups/g");
        assertThat(ResourcePath.of("/subscriptions/S/RESOURCEgroups/G").isBuiltIn("resourceGroups"))
                .isTrue();
    }
}
