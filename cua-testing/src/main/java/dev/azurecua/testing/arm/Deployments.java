// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static dev.azurecua.testing.arm.JsonObjects.object;

import dev.azurecua.testing.template.EvaluatedTemplate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs template deployments. A deployment creates all resources of its template, or none if one cannot be created. */
final class Deployments {
    private static final System.Logger LOG = System.getLogger("dev.azurecua.testing.FakeResourceManager");

    private final ResourceStore resources;
    private final Providers providers;
    /** Holds a line for each part of a template that was not evaluated. */
    private final List<String> unevaluated = new ArrayList<>();

    private boolean strict;

    Deployments(ResourceStore resources, Providers providers) {
        this.resources = resources;
        this.providers = providers;
    }

    /** Deploys, and stores the deployment with its operations. */
    ArmResponse put(ArmRequest request, ResourcePath path, Map<String, Object> sent) {
        Map<String, ResourceStore.Resource> before = resources.snapshot();
        Run run = new Run(request);
        ArmResponse response = run.deploy(path, sent);
        if (response.isSuccess()) {
            report(path, run.unevaluated);
        } else {
            resources.restore(before);
        }
        return response;
    }

    private void report(ResourcePath path, List<String> lines) {
        if (!lines.isEmpty()) {
            unevaluated.addAll(lines);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The stand-in deployed ''{0}'' without evaluating {1} part(s) of its template. The first: {2}."
                            + " FakeResourceManager.notEvaluated() lists all of them.",
                    path.name(),
                    lines.size(),
                    lines.get(0));
        }
    }

    List<String> unevaluated() {
        return List.copyOf(unevaluated);
    }

    /** Rejects templates of which a part is not evaluated. */
    void refuseUnevaluated() {
        strict = true;
    }

    void clear() {
        strict = false;
        unevaluated.clear();
    }

    /** Returns the response that {@link #put} would give, and changes nothing. */
    ArmResponse validate(ArmRequest request, ResourcePath path, Map<String, Object> sent) {
        Map<String, ResourceStore.Resource> before = resources.snapshot();
        ArmResponse response = new Run(request).deploy(path, sent);
        resources.restore(before);
        return response.withStatus(response.isSuccess() ? 200 : response.status());
    }

    /** Sets the state of a deployment and of the deployments nested in it, which Azure runs as one operation. */
    void setState(ResourcePath path, String state) {
        resources.setState(path, state);
        resources
                .in(path)
                .map(operation -> object(object(operation.body(), "properties"), "targetResource"))
                .map(target -> ResourcePath.of(String.valueOf(target.get("id"))))
                .filter(target -> target.isBuiltIn("deployments"))
                .toList()
                .forEach(nested -> setState(nested, state));
    }

    /** One deployment, with the deployments nested in it. */
    private final class Run {
        private final ArmRequest request;
        /** The keys of the deployments that have started and not ended. */
        private final Set<String> started = new HashSet<>();
        /** The resources that all of these deployments created. */
        private final List<ResourcePath> created = new ArrayList<>();
        /** A line for each part of these deployments' templates that was not evaluated. */
        private final List<String> unevaluated = new ArrayList<>();

        Run(ArmRequest request) {
            this.request = request;
        }

        ArmResponse deploy(ResourcePath path, Map<String, Object> sent) {
            ResourcePath scope = ResourcePath.of(path.scope());
            ArmResponse missing = resources.missing(scope);
            if (missing != null) {
                return missing;
            }
            ArmResponse conflict = conflict(path, sent);
            if (conflict != null) {
                return conflict;
            }
            started.add(path.key());
            ArmResponse response = deployResources(path, scope, sent);
            started.remove(path.key());
            return response;
        }

        /** Returns an error if a deployment of this name runs, or has run in another location, or else null. */
        private @Nullable ArmResponse conflict(ResourcePath path, Map<String, Object> sent) {
            Map<String, Object> earlier = resources.get(path);
            boolean active = earlier != null && !resources.isDone(path);
            if (active || started.contains(path.key())) {
                return ArmResponse.error(
                        409,
                        "DeploymentActive",
                        "Unable to edit or replace deployment '" + path.name() + "': the previous deployment of this"
                                + " name is still active.");
            }
            // In a resource group a deployment has no location.
            return earlier == null || path.group() != null || location(earlier).equals(location(sent))
                    ? null
                    : ArmResponse.error(
                            409,
                            "InvalidDeploymentLocation",
                            "Invalid deployment location '" + location(sent) + "'. The deployment '" + path.name()
                                    + "' already exists in location '" + location(earlier) + "'.");
        }

        /** Returns the location as Azure compares it: East US is eastus. */
        private static String location(Map<String, Object> deployment) {
            return String.valueOf(deployment.get("location")).replace(" ", "").toLowerCase(Locale.ROOT);
        }

        private ArmResponse deployResources(ResourcePath path, ResourcePath scope, Map<String, Object> sent) {
            EvaluatedTemplate template;
            try {
                template = evaluate(path, sent);
            } catch (IllegalArgumentException e) {
                return ArmResponse.error(
                        400, "InvalidTemplate", "Deployment template validation failed: " + e.getMessage());
            }
            unevaluated.addAll(template.unevaluated());
            int first = created.size();
            List<Map<String, Object>> operations = new ArrayList<>();
            for (Map.Entry<String, Map<String, Object>> resource :
                    template.resources().entrySet()) {
                String id = resource.getKey();
                ResourcePath target = ResourcePath.of(id);
                ArmResponse response = create(target, resource.getValue());
                if (!response.isSuccess()) {
                    return response;
                }
                operations.add(operation(
                        operations.size(),
                        "Create",
                        response.status() == 201 ? "Created" : "OK",
                        Map.of(
                                "id", target.path(),
                                "resourceType", target.type(),
                                "resourceName", id.substring(id.lastIndexOf('/') + 1))));
            }
            operations.add(operation(operations.size(), "EvaluateDeploymentOutput", "OK", null));
            List<ResourcePath> own = created.subList(first, created.size());
            Map<String, Object> properties = object(sent, "properties");
            if ("Complete".equalsIgnoreCase(String.valueOf(properties.get("mode")))) {
                deleteOthers(scope, own);
            }
            ArmResponse response = resources.put(
                    path, JsonObjects.with(sent, "properties", describe(properties, template, own)), version());
            // An earlier deployment of this name left its operations here.
            resources.in(path).map(ResourceStore.Resource::path).toList().forEach(resources::delete);
            operations.forEach(operation -> resources.put(
                    ResourcePath.of(path.path() + "/operations/" + operation.get("operationId")),
                    operation,
                    version()));
            return response;
        }

        private ArmResponse create(ResourcePath target, Map<String, Object> body) {
            if (target.isBuiltIn("deployments")) {
                return deploy(target, body);
            }
            if (providers.lacksRegistration(target)) {
                return providers.missingRegistration(target);
            }
            created.add(target);
            return resources.put(target, body, version());
        }

        /** Deletes the resources that are not in the template, as the mode Complete does. */
        private void deleteOthers(ResourcePath scope, List<ResourcePath> own) {
            resources
                    .in(scope)
                    .map(ResourceStore.Resource::path)
                    .filter(path -> !path.isBuiltIn("deployments"))
                    .filter(path -> own.stream().noneMatch(kept -> (kept.key() + "/").startsWith(path.key() + "/")))
                    .toList()
                    .forEach(resources::delete);
        }

        private EvaluatedTemplate evaluate(ResourcePath path, Map<String, Object> sent) {
            ResourcePath group = path.group();
            return EvaluatedTemplate.of(
                    object(sent, "properties"),
                    path.scope(),
                    Objects.requireNonNull(path.name()),
                    sent.get("location") instanceof String location ? location : null,
                    Subscriptions.get(path.subscriptionId()),
                    group == null ? null : resources.get(group),
                    strict);
        }

        private Map<String, Object> describe(
                Map<String, Object> properties, EvaluatedTemplate template, List<ResourcePath> own) {
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("mode", String.valueOf(properties.getOrDefault("mode", "Incremental")));
            description.put("correlationId", request.correlationId());
            description.put("timestamp", now());
            description.put("duration", "PT0S");
            description.put("parameters", template.parameters());
            description.put("outputs", template.outputs());
            if (!template.unevaluated().isEmpty()) {
                description.put("diagnostics", diagnostics(template.unevaluated()));
            }
            description.put(
                    "outputResources",
                    own.stream().map(path -> Map.of("id", path.path())).toList());
            return description;
        }

        /** Returns the lines in the form of Azure's own diagnostics of a deployment. */
        private static List<Map<String, Object>> diagnostics(List<String> lines) {
            return lines.stream()
                    .map(line -> Map.<String, Object>of("level", "Warning", "code", "NotEvaluated", "message", line))
                    .toList();
        }

        private String version() {
            return request.apiVersion();
        }
    }

    private static Map<String, Object> operation(
            int index, String kind, String statusCode, @Nullable Map<String, Object> targetResource) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("provisioningOperation", kind);
        properties.put("timestamp", now());
        properties.put("duration", "PT0S");
        properties.put("statusCode", statusCode);
        if (targetResource != null) {
            properties.put("targetResource", targetResource);
        }
        return Map.of("operationId", String.format(Locale.ROOT, "%016X", index), "properties", properties);
    }

    private static String now() {
        return OffsetDateTime.now(ZoneOffset.UTC).toString();
    }
}
