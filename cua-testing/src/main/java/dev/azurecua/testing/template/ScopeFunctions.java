// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static dev.azurecua.testing.template.TemplateFunctions.ANY_NUMBER;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Evaluates the functions for the deployment, its scope, and the IDs of resources. */
final class ScopeFunctions {
    private static final int ZONES = 3;
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern GROUP =
            Pattern.compile("/subscriptions/[^/]+(/resourceGroups/[^/]+)", Pattern.CASE_INSENSITIVE);

    private final DeploymentContext context;

    ScopeFunctions(DeploymentContext context) {
        this.context = context;
    }

    void addTo(TemplateFunctions functions) {
        functions.add("deployment", 0, this::deployment);
        functions.add("subscription", 0, args -> context.subscription());
        functions.add("resourceGroup", 0, this::resourceGroup);
        functions.add("tenant", 0, args -> tenant());
        functions.add("deployer", 0, args -> deployer());
        functions.add("environment", 0, args -> AzureCloud.DESCRIPTION);
        functions.add("resourceId", 0, ANY_NUMBER, this::resourceId);
        functions.add("subscriptionResourceId", 0, ANY_NUMBER, this::subscriptionResourceId);
        functions.add("tenantResourceId", 2, ANY_NUMBER, args -> id("", 0, args));
        functions.add("managementGroupResourceId", 2, ANY_NUMBER, this::managementGroupResourceId);
        functions.add("extensionResourceId", 3, ANY_NUMBER, args -> id(args.string(0), 1, args));
        functions.add("pickZones", 3, 5, ScopeFunctions::pickZones);
    }

    private Object deployment(Arguments args) {
        Map<String, Object> deployment = new LinkedHashMap<>();
        deployment.put("name", context.name());
        if (context.location() != null) {
            deployment.put("location", context.location());
        }
        Object template = args.frame().scope().template();
        deployment.put(
                "properties", Map.of("template", template, "mode", "Incremental", "provisioningState", "Accepted"));
        return deployment;
    }

    private Object resourceGroup(Arguments args) {
        if (context.resourceGroup() == null) {
            throw args.error("is for a deployment to a resource group; this one is to '" + context.scope() + "'");
        }
        return context.resourceGroup();
    }

    private String tenantId() {
        return String.valueOf(context.subscription().get("tenantId"));
    }

    private Object tenant() {
        String id = "/tenants/" + tenantId();
        return Map.of("tenantId", tenantId(), "id", id, "displayName", "Contoso", "countryCode", "US");
    }

    private Object deployer() {
        UUID objectId = UUID.nameUUIDFromBytes("deployer".getBytes(StandardCharsets.UTF_8));
        return Map.of("tenantId", tenantId(), "objectId", objectId.toString(), "userPrincipalName", "user@example.com");
    }

    private Object resourceId(Arguments args) {
        int type = indexOfType(args, 2, "a subscription's ID and a group's name");
        String scope = context.scope();
        if (type == 2) {
            scope = subscriptionScope(args.string(0)) + "/resourceGroups/" + args.string(1);
        } else if (type == 1 && isSubscription(args.string(0))) {
            Matcher group = GROUP.matcher(scope);
            scope = subscriptionScope(args.string(0)) + (group.matches() ? group.group(1) : "");
        } else if (type == 1) {
            scope = subscriptionScope(context.subscriptionId()) + "/resourceGroups/" + args.string(0);
        }
        return id(scope, type, args);
    }

    private Object subscriptionResourceId(Arguments args) {
        int type = indexOfType(args, 1, "a subscription's ID");
        return id(subscriptionScope(type == 0 ? context.subscriptionId() : args.string(0)), type, args);
    }

    private Object managementGroupResourceId(Arguments args) {
        int type = indexOfType(args, 1, "a management group's ID");
        return id(
                type == 0 ? context.scope() : "/providers/Microsoft.Management/managementGroups/" + args.string(0),
                type,
                args);
    }

    /** Finds the type by its slash, because the other arguments have none. */
    private static int indexOfType(Arguments args, int last, String before) {
        for (int i = 0; i < args.count() && i <= last; i++) {
            if (args.string(i).contains("/")) {
                return i;
            }
        }
        throw args.error("takes a type such as Microsoft.Storage/storageAccounts and names, and may take " + before
                + " before them, but was given " + args.values());
    }

    private static String id(String scope, int type, Arguments args) {
        List<String> names = new ArrayList<>();
        for (int i = type + 1; i < args.count(); i++) {
            names.add(args.text(i));
        }
        return TemplateResource.id(scope, args.string(type), String.join("/", names), args.location());
    }

    /** Recognises any GUID, because a test may use any subscription. */
    private boolean isSubscription(String argument) {
        return argument.equalsIgnoreCase(context.subscriptionId())
                || GUID.matcher(argument).matches();
    }

    private static String subscriptionScope(String subscriptionId) {
        return "/subscriptions/" + subscriptionId;
    }

    /** Returns zones as if each type had the same zones in each location. */
    private static Object pickZones(Arguments args) {
        long count = args.has(3) ? args.integer(3) : 1;
        long offset = args.has(4) ? args.integer(4) : 0;
        if (count < 0 || offset < 0 || count > ZONES - offset) {
            throw args.error("picks from " + ZONES + " zones, not " + count + " after " + offset);
        }
        return LongStream.range(offset, offset + count)
                .mapToObj(zone -> String.valueOf(zone + 1))
                .toList();
    }
}
