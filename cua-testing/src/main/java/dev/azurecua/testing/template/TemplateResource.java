// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Describes a resource that a template creates.
 *
 * @param id the complete ID
 * @param type the type, which starts with the types of its parents
 * @param body the body of its PUT
 */
record TemplateResource(String id, String type, Map<String, Object> body) {
    private static final String GROUP = "Microsoft.Resources/resourceGroups";
    private static final Pattern SUBSCRIPTION = Pattern.compile("/subscriptions/[^/]+", Pattern.CASE_INSENSITIVE);

    /**
     * Returns the ID of a resource.
     *
     * @param name the name, which starts with the names of its parents as {@code type} starts with their types
     */
    static String id(String scope, String type, String name, TemplateLocation location) {
        List<String> types = Arrays.asList(trimmed(type).split("/", -1));
        List<String> names = Arrays.asList(trimmed(name).split("/", -1));
        if (types.size() != names.size() + 1 || types.contains("") || names.contains("")) {
            throw location.error(
                    "the type '" + type + "' and the name '" + name + "' do not match; a name must have one"
                            + " segment fewer than its type, such as 'net/a' of"
                            + " Microsoft.Network/virtualNetworks/subnets");
        }
        if (isGroup(type) && SUBSCRIPTION.matcher(scope).matches()) {
            return scope + "/resourceGroups/" + name;
        }
        StringBuilder id = new StringBuilder(scope).append("/providers/").append(types.get(0));
        for (int i = 0; i < names.size(); i++) {
            id.append('/').append(types.get(i + 1)).append('/').append(names.get(i));
        }
        return id.toString();
    }

    /** Returns a type or a name without a slash at its start or end, because Azure ignores it. */
    static String trimmed(String typeOrName) {
        return typeOrName.replaceFirst("^/", "").replaceFirst("/$", "");
    }

    static boolean isGroup(String type) {
        return type.equalsIgnoreCase(GROUP);
    }

    static boolean isDeployment(String type) {
        return type.equalsIgnoreCase("Microsoft.Resources/deployments");
    }

    /** Returns whether the other resource is this one, is in it, or extends it. */
    boolean isSelfOrParentOf(TemplateResource other) {
        String prefix = id + "/";
        return (other.id + "/").regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** Returns the rank. Resources of a lower rank are created first. */
    int rank() {
        if (isGroup(type)) {
            return 0;
        }
        return isDeployment(type) ? 2 : 1;
    }
}
