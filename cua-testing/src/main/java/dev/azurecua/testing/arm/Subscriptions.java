// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Describes the tenant, its subscriptions and their locations. */
final class Subscriptions {
    static final String ID = "00000000-0000-0000-0000-000000000001";
    static final String TENANT_ID = "00000000-0000-0000-0000-0000000000aa";

    private Subscriptions() {}

    static List<Map<String, Object>> list() {
        return List.of(get(ID));
    }

    /** Returns the subscription with this ID. A subscription exists for every ID. */
    static Map<String, Object> get(String id) {
        return Map.of(
                "id",
                "/subscriptions/" + id,
                "subscriptionId",
                id,
                "tenantId",
                TENANT_ID,
                "displayName",
                "FakeResourceManager",
                "state",
                "Enabled");
    }

    static List<Map<String, Object>> tenants() {
        return List.of(Map.of("id", "/tenants/" + TENANT_ID, "tenantId", TENANT_ID, "displayName", "Contoso"));
    }

    static List<Map<String, Object>> locations(String subscription) {
        return Stream.of("East US", "East US 2", "West US", "North Europe", "West Europe", "Southeast Asia")
                .map(displayName -> location(subscription, displayName))
                .toList();
    }

    private static Map<String, Object> location(String subscription, String displayName) {
        String name = displayName.replace(" ", "").toLowerCase(Locale.ROOT);
        return Map.of(
                "id",
                subscription + "/locations/" + name,
                "name",
                name,
                "type",
                "Region",
                "displayName",
                displayName,
                "regionalDisplayName",
                displayName,
                "metadata",
                Map.of("regionType", "Physical", "regionCategory", "Recommended"));
    }
}
