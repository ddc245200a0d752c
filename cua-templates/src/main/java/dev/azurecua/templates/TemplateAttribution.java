// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds a tracking ID to Azure Resource Manager templates. The ID is added as a marker: an empty nested deployment that
 * is named with the ID. Microsoft finds the marker in the deployments of the template. This works for every way to
 * deploy the template, including the portal.
 *
 * <p>Pass a {@link TrackingId} when the template is built or published. A text that is not a template is an error:
 *
 * <pre>{@code
 * TrackingId id = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * Path file = Paths.get("mainTemplate.json");
 * String template = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
 * String attributed = TemplateAttribution.of(id).withOptOut("attributeUsage").attribute(template);
 * }</pre>
 *
 * <p>Pass an {@link Attribution} when the template is deployed. It honours the customer's opt-out and never fails the
 * deployment:
 *
 * <pre>{@code
 * resources.deployments()
 *         .define("contoso")
 *         .withExistingResourceGroup("contoso")
 *         .withTemplate(TemplateAttribution.of(attribution).attribute(template))
 *         .withParameters("{}")
 *         .withMode(DeploymentMode.INCREMENTAL)
 *         .create();
 * }</pre>
 *
 * <p>The marker becomes the last of the template's {@code resources}. They are an array or, with
 * {@code languageVersion} 2.0, an object. The marker is formatted like the resource before it. All other characters
 * stay unchanged, including comments and line ends. Pass the main template, as Microsoft recommends. Nested and linked
 * templates are not changed. Partner Center adds the ID to the template of a marketplace app automatically, but only if
 * the template has no other nested deployment. A Bicep module is a nested deployment.
 *
 * <p>In a template for a resource group the marker's name is the ID. In any other template a hash of the deployment's
 * location follows the ID, because Resource Manager binds a deployment outside of resource groups to one location. An
 * ID of 60 or more characters leaves no room for the hash. Logs one WARN then.
 *
 * <p>A template that already has the marker of this ID is not changed. A marker is a deployment that is named with the
 * ID, or with the ID and a suffix after a hyphen. The name may be a literal, a variable, a parameter with a default
 * value, or {@code concat} or {@code format} of these. Resource Manager rejects duplicate deployment names. So the
 * template is also not changed if another deployment may have the name of the marker. There are two cases: the nested
 * template of that deployment contains the ID, or the name of that deployment cannot be resolved and the ID occurs
 * anywhere in the template. Logs one WARN then.
 *
 * <p>A marker of another ID stays. By default this ID is then not added. Logs one WARN. {@link #besideOthers()} adds
 * this ID too, and {@link #replacing} replaces the other ID. If the marker of another ID is off by default, that other
 * ID is not credited, so this ID is added beside it.
 *
 * <p>Immutable and thread-safe. Does not need the Azure SDK.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 * @see DeploymentVerifier
 */
public final class TemplateAttribution {
    /** Limits the resources of a template, as Resource Manager does. */
    private static final int MAX_RESOURCES = 800;

    private static final int MAX_PARAMETERS = 256;
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Limits the characters in the name of a deployment. */
    private static final int MAX_NAME = 64;
    /** Counts the characters that uniqueString returns. */
    private static final int HASH = 13;

    private static final int MIN_HASH = 4;

    private final @Nullable TrackingId trackingId;
    private final boolean deploying;
    private final boolean besideOthers;
    private final @Nullable TrackingId replaced;
    private final @Nullable String optOut;

    private TemplateAttribution(
            @Nullable TrackingId trackingId,
            boolean deploying,
            boolean besideOthers,
            @Nullable TrackingId replaced,
            @Nullable String optOut) {
        this.trackingId = trackingId;
        this.deploying = deploying;
        this.besideOthers = besideOthers;
        this.replaced = replaced;
        this.optOut = optOut;
    }

    /**
     * Creates an attribution for templates that are built or published. It throws an exception if a text is not a
     * template.
     *
     * @param trackingId the ID of the partner who is credited
     * @return an attribution of templates to this ID
     */
    public static TemplateAttribution of(TrackingId trackingId) {
        return new TemplateAttribution(Objects.requireNonNull(trackingId, "trackingId"), false, false, null, null);
    }

    /**
     * Creates an attribution for templates that are being deployed. It never throws an exception if a text is not a
     * template, because attribution must not break a deployment. An inactive attribution changes nothing.
     *
     * <p>It does not attribute the call that deploys the template. Attribute the client for that.
     *
     * @param attribution the attribution of the client that deploys; only its tracking ID is used
     * @return an attribution of templates to its tracking ID
     */
    public static TemplateAttribution of(Attribution attribution) {
        return new TemplateAttribution(attribution.trackingId(), true, false, null, null);
    }

    /**
     * Adds the marker even if the template has a marker of another ID. The other marker stays. Microsoft's own
     * templates have several markers.
     *
     * @return a copy that adds the marker beside others
     */
    public TemplateAttribution besideOthers() {
        return new TemplateAttribution(trackingId, deploying, true, replaced, optOut);
    }

    /**
     * Replaces the ID of another marker, for example to publish one template with an ID for each distribution channel.
     * The marker gets the name that an added marker would have. A template that already has the marker of this ID is
     * not changed, so the other ID stays.
     *
     * @param other the ID to replace. The template must have exactly one marker of it. The marker must not be in a
     *     loop, and its name must not occur elsewhere
     * @return a copy that replaces the other ID
     */
    public TemplateAttribution replacing(TrackingId other) {
        return new TemplateAttribution(
                trackingId, deploying, besideOthers, Objects.requireNonNull(other, "other"), optOut);
    }

    /**
     * Lets customers opt out with a parameter of the template. Adds a bool parameter that is true by default, and makes
     * it the condition of the marker that is added or replaced. Uses an existing bool parameter of this name. If a
     * marker to be replaced already has a condition, keeps this condition, does not add the opt-out to it, and logs one
     * WARN.
     *
     * @param parameter the name of the parameter: a letter or underscore, then letters, digits and underscores
     * @return a copy that adds the opt-out
     * @throws IllegalArgumentException if {@code parameter} is not such a name
     */
    public TemplateAttribution withOptOut(String parameter) {
        if (!parameter.matches("[A-Za-z_][A-Za-z0-9_]{0,254}")) {
            throw new IllegalArgumentException("'" + Log.printable(parameter) + "' is not a valid parameter name; start"
                    + " with a letter or underscore, then use letters, digits and underscores, such as"
                    + " attributeUsage");
        }
        return new TemplateAttribution(trackingId, deploying, besideOthers, replaced, parameter);
    }

    /**
     * Adds the marker to a template, unless the template already has it.
     *
     * <p>Accepts what Resource Manager accepts in addition to JSON: comments, strings of several lines, trailing
     * commas, single quotes and names without quotes. The SDK's {@code withTemplate(String)} accepts less.
     *
     * @param templateJson the main template
     * @return the attributed template, or the given string if nothing was added. If a template cannot be attributed at
     *     deployment time, returns it unchanged and logs one ERROR
     * @throws IllegalArgumentException if the text is not a template or has more than 500 nested levels, with line and
     *     column of the problem; if the template would exceed a limit of Resource Manager: 800 resources, 256
     *     parameters or 4 MB; if the other ID cannot be replaced; or if the parameter of the opt-out is not of type
     *     bool. Never at deployment time
     */
    public String attribute(String templateJson) {
        if (trackingId == null) {
            return templateJson;
        }
        if (!deploying) {
            return attribute(templateJson, trackingId);
        }
        try {
            return attribute(templateJson, trackingId);
        } catch (Throwable e) {
            // Catches every Throwable, for example from an old Jackson, because attribution must not fail a deployment.
            Log.error(
                    (e instanceof IllegalArgumentException ? e.getMessage() : "The template cannot be attributed: " + e)
                            + ". The template is deployed unchanged, without attribution.");
            return templateJson;
        }
    }

    /**
     * Returns whether a template has the marker of this tracking ID, for example to check it before it is published.
     *
     * @param templateJson the main template
     * @return true if the template has a marker of this ID that is on by default; false if the attribution is inactive.
     *     At deployment time also false if the text is not a template
     * @throws IllegalArgumentException if the text is not a template, with line and column of the problem; never at
     *     deployment time
     */
    public boolean isAttributed(String templateJson) {
        if (trackingId == null) {
            return false;
        }
        if (!deploying) {
            return isAttributed(templateJson, trackingId);
        }
        try {
            return isAttributed(templateJson, trackingId);
        } catch (Throwable e) {
            return false;
        }
    }

    /**
     * Returns the tracking IDs of all markers of a template, of any partner. Includes markers that are off.
     *
     * @param templateJson the main template
     * @return the IDs, in the order of the markers; unmodifiable. Excludes markers with names that cannot be resolved
     * @throws IllegalArgumentException if the text is not a template, with line and column of the problem
     */
    public static List<TrackingId> trackingIds(String templateJson) {
        return Collections.unmodifiableList(markers(TemplateReader.read(templateJson)).stream()
                .map(marker -> marker.trackingId)
                .filter(Objects::nonNull)
                .map(TrackingId::of)
                .collect(Collectors.toList()));
    }

    private static boolean isAttributed(String templateJson, TrackingId id) {
        return markers(TemplateReader.read(templateJson)).stream().anyMatch(marker -> marker.isOf(id) && marker.on);
    }

    private static List<Marker> markers(ArmTemplate template) {
        TemplateValues values = new TemplateValues(template);
        return template.deployments.stream()
                .map(deployment -> Marker.of(deployment, values))
                .filter(Objects::nonNull)
                .collect(Collectors.toList());
    }

    private String attribute(String templateJson, TrackingId id) {
        ArmTemplate template = TemplateReader.read(templateJson);
        List<Marker> markers = markers(template);
        List<Marker> own = markers.stream().filter(marker -> marker.isOf(id)).collect(Collectors.toList());
        if (!own.isEmpty()) {
            warnOfOwn(own);
            return templateJson;
        }
        if (mayHaveOwn(templateJson, template, markers, id)) {
            return templateJson;
        }
        if (replaced != null) {
            return replace(templateJson, template, markers, id, replaced);
        }
        return isKeptOut(markers, id) ? templateJson : add(templateJson, template, id);
    }

    private void warnOfOwn(List<Marker> own) {
        if (own.stream().noneMatch(marker -> marker.on)) {
            warnOfCondition(own.get(0));
        } else if (optOut != null) {
            Log.warn("The template already has the marker of " + own.get(0).trackingId + ", so the opt-out is not"
                    + " added. To add it, remove the marker and attribute the template again.");
        }
    }

    private static void warnOfCondition(Marker marker) {
        Log.warn("The marker of " + marker.trackingId + " is off by default, so usage is not credited. Change its"
                + " condition to be true by default.");
    }

    /**
     * Returns whether another deployment may have the name that the marker would get, because its name cannot be
     * resolved or its nested template contains the ID. Resource Manager rejects duplicate deployment names. Logs one
     * WARN if so.
     */
    private static boolean mayHaveOwn(String templateJson, ArmTemplate template, List<Marker> markers, TrackingId id) {
        Matcher mentions = Pattern.compile(
                        Pattern.quote(String.valueOf(id.guid() == null ? id : id.guid())), Pattern.CASE_INSENSITIVE)
                .matcher(templateJson);
        if (!mentions.find()) {
            return false;
        }
        for (Marker marker : markers) {
            if (marker.trackingId == null) {
                Log.warn("The deployment name " + Log.shorten(marker.deployment.name) + " cannot be resolved and may"
                        + " be " + id + ". Not adding " + id + ", because Resource Manager rejects duplicate deployment"
                        + " names. Add a default value to each parameter in the name, or remove " + id
                        + " from the template.");
                return true;
            }
        }
        Set<ArmTemplate.Deployment> named =
                markers.stream().map(marker -> marker.deployment).collect(Collectors.toSet());
        for (ArmTemplate.Deployment deployment : template.deployments) {
            // Searches around the name, because the name is resolved and is not that of the marker.
            if (!named.contains(deployment)
                    && (mentions.region(deployment.position.start, deployment.nameStart)
                                    .find()
                            || mentions.region(deployment.nameEnd, deployment.position.end)
                                    .find())) {
                Log.warn("The deployment " + Log.shorten(deployment.name) + " contains " + id
                        + ", possibly as a marker in its nested template. Not adding " + id + ", because Resource"
                        + " Manager rejects duplicate deployment names. Attribute the main template only.");
                return true;
            }
        }
        return false;
    }

    /** Returns whether this ID is not added because of a marker of another ID. Logs one WARN if so. */
    private boolean isKeptOut(List<Marker> markers, TrackingId id) {
        for (Marker marker : markers) {
            String other = marker.trackingId;
            if (other == null) {
                if (marker.hasLiteral() && !besideOthers) {
                    Log.warn("The deployment name " + Log.shorten(marker.deployment.name)
                            + " may be another partner's ID. Not adding " + id
                            + ". To add it anyway, use besideOthers() or cua template attribute --beside.");
                    return true;
                }
            } else if (marker.on && !besideOthers) {
                Log.warn("The template is attributed to " + other + " already, so " + id + " is not added. To add"
                        + " it too, use besideOthers() or --beside; to replace " + other
                        + ", use replacing(TrackingId.of(\"" + other + "\")) or --replace " + other + ".");
                return true;
            }
        }
        markers.stream()
                .filter(marker -> marker.trackingId != null && !marker.on)
                .forEach(marker -> Log.warn("The template also has the marker of " + marker.trackingId
                        + ", which is off by default, so " + id + " is added beside it."));
        return false;
    }

    private String add(String templateJson, ArmTemplate template, TrackingId id) {
        if (template.resourceCount >= MAX_RESOURCES) {
            throw fault("it has " + template.resourceCount + " resources, and Resource Manager accepts at most "
                    + MAX_RESOURCES + " including the marker; move some of them into a nested template");
        }
        return limited(withParameter(new TemplateInsertion(templateJson, template), template)
                .addMarker(nameOf(id, template.scope), optOut)
                .toString());
    }

    private String replace(
            String templateJson, ArmTemplate template, List<Marker> markers, TrackingId id, TrackingId other) {
        List<Marker> found =
                markers.stream().filter(marker -> marker.isOf(other)).collect(Collectors.toList());
        if (found.size() != 1) {
            throw fault(
                    found.isEmpty()
                            ? "it has no marker of " + other + " to replace by " + id + "; check " + other + ", or add "
                                    + id + " without replacing() or --replace"
                            : "it has " + found.size() + " markers of " + other
                                    + ", but only a single one can be replaced by " + id
                                    + "; remove the others, or add " + id
                                    + " with besideOthers() or --beside instead");
        }
        ArmTemplate.Deployment marker = found.get(0).deployment;
        if (marker.copied || isUsedElsewhere(marker.name, templateJson)) {
            throw fault("the marker of " + other + " is in a loop, or other parts of the template refer to its name;"
                    + " replace the ID by hand");
        }
        TemplateInsertion insertion = new TemplateInsertion(templateJson, template);
        if (optOut != null && marker.conditional) {
            Log.warn("The marker of " + other + " already has a condition. The opt-out is not added to it. Add"
                    + " parameters('" + optOut
                    + "') to that condition by hand, and declare the parameter if it is missing.");
        } else if (optOut != null) {
            withParameter(insertion, template).addCondition(marker, optOut);
        }
        if (!found.get(0).on) {
            warnOfCondition(found.get(0));
        }
        return limited(insertion.replaceName(marker, nameOf(id, template.scope)).toString());
    }

    /** Returns whether a name, or the expression of a name, occurs more than once. */
    private static boolean isUsedElsewhere(String name, String templateJson) {
        String text = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        return templateJson.indexOf(text, templateJson.indexOf(text) + 1) >= 0;
    }

    private TemplateInsertion withParameter(TemplateInsertion insertion, ArmTemplate template) {
        if (optOut == null) {
            return insertion;
        }
        if (template.hasParameters && template.parameters == null) {
            throw fault("its \"parameters\" is not an object; write \"parameters\": {}");
        }
        Map<String, @Nullable Object> declaration = template.declarations.get(optOut.toLowerCase(Locale.ROOT));
        if (declaration == null) {
            if (template.declarations.size() >= MAX_PARAMETERS) {
                throw fault(
                        "it has " + template.declarations.size() + " parameters, and Resource Manager accepts at most "
                                + MAX_PARAMETERS + " including the opt-out; use an existing bool parameter, or"
                                + " remove the opt-out");
            }
            return insertion.addParameter(optOut);
        }
        if (!"bool".equalsIgnoreCase(String.valueOf(declaration.get("type")))) {
            throw fault("its parameter '" + optOut + "' is not of type bool; use another name for the opt-out");
        }
        if (Boolean.FALSE.equals(declaration.get("defaultvalue"))) {
            Log.warn("The parameter '" + optOut + "' of the template is false by default, so usage is not credited."
                    + " Change its default value to true.");
        }
        return insertion;
    }

    private static IllegalArgumentException fault(String problem) {
        return new IllegalArgumentException("The template cannot be attributed: " + problem);
    }

    private static String limited(String after) {
        int size = after.getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            throw fault("with the marker it has " + size + " bytes, and Resource Manager accepts at most " + MAX_BYTES
                    + "; minify it, or move resources into a linked template");
        }
        return after;
    }

    /**
     * Returns the name of the marker. A deployment outside of resource groups keeps the location of its first run. So
     * the name contains a hash of the location there, and each location gets a separate marker.
     */
    private static String nameOf(TrackingId id, TemplateScope scope) {
        int room = MAX_NAME - id.toString().length() - 1;
        if (!scope.requiresLocation()) {
            return id.toString();
        }
        if (room < MIN_HASH) {
            Log.warn(id + " leaves no room for a hash of the location in the name of a deployment, which has at most "
                    + MAX_NAME + " characters. Outside of resource groups the template can be deployed to one location"
                    + " only. To deploy to several locations, use a shorter tracking ID.");
            return id.toString();
        }
        String hash = "uniqueString(deployment().location)";
        return "[format('" + id + "-{0}', " + (room < HASH ? "take(" + hash + ", " + room + ")" : hash) + ")]";
    }
}
