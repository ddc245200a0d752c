// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds a tracking ID to Azure Resource Manager templates, as an empty nested deployment that is named with the ID. By
 * this marker Microsoft knows the template, whoever deploys it, also in the portal.
 *
 * <p>Pass a {@link TrackingId} when the template is built or published. A text that is not a template is then an error:
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
 * <p>The marker becomes the last of the template's {@code resources}, an array or, with {@code languageVersion} 2.0, an
 * object. It is indented like the resource before it. Every other character stays as it is, including comments and line
 * ends. Nested and linked templates are left alone, as Microsoft recommends, so pass the main template. To the template
 * of an app in the commercial marketplace, Partner Center adds the ID automatically, unless the template has nested
 * deployments of its own, as every Bicep module is.
 *
 * <p>In a template for a resource group the marker's name is the ID. In any other template a hash of the deployment's
 * location follows the ID, because Resource Manager binds a deployment outside of resource groups to one location.
 *
 * <p>A template that already has the marker of this ID is not changed. A marker is a deployment whose name is the ID,
 * or the ID and a suffix after a hyphen. The name may be a literal, a variable, a parameter with a default value, or
 * {@code concat} or {@code format} of these. If a name cannot be resolved and may be the ID, the template is not
 * changed either, with one WARN, because Resource Manager refuses two deployments of one name.
 *
 * <p>A marker of another ID stays. By default this ID is then not added, with one WARN; {@link #besideOthers()} and
 * {@link #replacing} are the two ways on. A marker whose condition is false by default credits nobody: this ID is added
 * beside it.
 *
 * <p>Immutable and thread-safe. It needs no class of the Azure SDK.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 * @see DeploymentVerifier
 */
public final class TemplateAttribution {
    /** The limits of Resource Manager. */
    private static final int MAX_RESOURCES = 800;

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** The most characters in the name of a deployment. */
    private static final int MAX_NAME = 64;
    /** The number of characters that uniqueString returns. */
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
     * Creates an attribution for templates that are built or published. It fails on a text that is not a template.
     *
     * @param trackingId the ID of the partner who is credited
     * @return an attribution of templates to this ID
     */
    public static TemplateAttribution of(TrackingId trackingId) {
        return new TemplateAttribution(Objects.requireNonNull(trackingId, "trackingId"), false, false, null, null);
    }

    /**
     * Creates an attribution for templates that are being deployed. It never fails on a text that is not a template,
     * because attribution must not break a deployment. With an inactive attribution it changes nothing.
     *
     * <p>The call that deploys the template is attributed by its User-Agent, if its client is.
     *
     * @param attribution the attribution of the client that deploys; only its tracking ID is used
     * @return an attribution of templates to its tracking ID
     */
    public static TemplateAttribution of(Attribution attribution) {
        return new TemplateAttribution(attribution.trackingId(), true, false, null, null);
    }

    /**
     * Adds the marker although the template has a marker of another ID, which stays. Microsoft's own templates have
     * several.
     *
     * @return a copy that does so
     */
    public TemplateAttribution besideOthers() {
        return new TemplateAttribution(trackingId, deploying, true, replaced, optOut);
    }

    /**
     * Replaces the ID of another marker, for example to publish one template with an ID for each distribution channel.
     * Only the marker's name changes; it gets the name that an added marker would have.
     *
     * @param other the ID to be replaced. A template that has neither this ID nor the other one is a fault, and one
     *     that has this ID already is not changed
     * @return a copy that does so
     */
    public TemplateAttribution replacing(TrackingId other) {
        return new TemplateAttribution(
                trackingId, deploying, besideOthers, Objects.requireNonNull(other, "other"), optOut);
    }

    /**
     * Lets customers opt out with a parameter of the template. Adds a bool parameter that is true by default, and makes
     * it the condition of the marker. A bool parameter of this name that the template already has is used. A marker
     * that the template already has is not changed.
     *
     * @param parameter the name of the parameter: a letter or underscore, then letters, digits and underscores
     * @return a copy that does so
     * @throws IllegalArgumentException if it is not such a name
     */
    public TemplateAttribution withOptOut(String parameter) {
        if (!parameter.matches("[A-Za-z_][A-Za-z0-9_]{0,254}")) {
            throw new IllegalArgumentException(
                    "'" + Log.printable(parameter) + "' is not the name of a parameter; write"
                            + " a letter, then letters, digits and underscores, such as attributeUsage");
        }
        return new TemplateAttribution(trackingId, deploying, besideOthers, replaced, parameter);
    }

    /**
     * Adds the marker to a template, unless it has one already.
     *
     * <p>Accepts what Resource Manager accepts in addition to JSON: comments, strings of several lines, trailing
     * commas, single quotes and names without quotes. The SDK's {@code withTemplate(String)} accepts less.
     *
     * @param templateJson the main template
     * @return the attributed template, or the given string if nothing is to be added. At deployment time that includes
     *     a template that cannot be attributed, with one ERROR
     * @throws IllegalArgumentException if the text is not a template, with line and column of the fault; if the marker
     *     would exceed a limit of Resource Manager, 800 resources or 4 MB; if there is nothing to replace; or if the
     *     parameter of the opt-out has another type than bool. Never at deployment time
     */
    public String attribute(String templateJson) {
        if (trackingId == null) {
            return templateJson;
        }
        try {
            return attribute(templateJson, trackingId);
        } catch (IllegalArgumentException | LinkageError e) {
            // A LinkageError means that the application has a Jackson that is too old.
            if (!deploying) {
                throw e;
            }
            Log.error(e.getMessage() + ". It is deployed as it is.");
            return templateJson;
        }
    }

    /**
     * Returns whether a template has the marker of this tracking ID, for example to check it before it is published.
     *
     * @param templateJson the main template
     * @return true if a deployment among its resources is named with this ID, and its condition is not false by
     *     default; false if the attribution is inactive. At deployment time also false if the text is not a template
     * @throws IllegalArgumentException if the text is not a template, with line and column of the fault; never at
     *     deployment time
     */
    public boolean isAttributed(String templateJson) {
        if (trackingId == null) {
            return false;
        }
        try {
            return markers(TemplateReader.read(templateJson)).stream()
                    .anyMatch(marker -> marker.isOf(trackingId) && marker.on);
        } catch (IllegalArgumentException | LinkageError e) {
            if (!deploying) {
                throw e;
            }
            return false;
        }
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
        for (Marker marker : markers) {
            if (marker.isOf(id)) {
                warnOfOwn(marker);
                return templateJson;
            }
        }
        if (replaced != null) {
            return replace(templateJson, template, markers, id, replaced);
        }
        return isKeptOut(templateJson, markers, id) ? templateJson : add(templateJson, template, id);
    }

    private void warnOfOwn(Marker marker) {
        if (!marker.on) {
            Log.warn("The template has the marker of " + marker.trackingId + ", but its condition is false"
                    + (marker.conditional ? " by default" : "") + ", and then nobody is credited. Make it true.");
        } else if (optOut != null && marker.deployment.condition == null) {
            Log.warn(
                    "The template already has the marker of " + marker.trackingId
                            + ", without a condition. The opt-out is not added; remove the marker and attribute the template again.");
        }
    }

    /** Returns whether another marker, or one that may be our own, keeps this one out. Logs why. */
    private boolean isKeptOut(String templateJson, List<Marker> markers, TrackingId id) {
        for (Marker marker : markers) {
            String other = marker.trackingId;
            if (other == null) {
                if (mentions(templateJson, id) || (marker.hasLiteral() && !besideOthers)) {
                    Log.warn("The template has a deployment whose name cannot be resolved and may be a tracking ID, "
                            + Log.shorten(marker.deployment.name) + ". " + id
                            + " is not added, because Resource Manager"
                            + " refuses two deployments of one name. Write the ID itself as the name of that deployment"
                            + (mentions(templateJson, id) ? "." : ", or add this ID beside it: besideOthers()."));
                    return true;
                }
            } else if (!marker.on) {
                Log.warn("The template also has the marker of " + other + ", which is off by its condition. " + id
                        + " is added beside it.");
            } else if (!besideOthers) {
                Log.warn("The template is attributed to " + other + " already, so " + id + " is not added. To add"
                        + " it beside the other one, use besideOthers(); to replace the other one,"
                        + " replacing(TrackingId.of(\"" + other + "\")).");
                return true;
            }
        }
        return false;
    }

    /** Returns whether the text has the ID, or the GUID of the ID, anywhere. */
    private static boolean mentions(String text, TrackingId id) {
        String key = id.guid() == null ? id.toString() : id.guid().toString();
        return text.toLowerCase(Locale.ROOT).contains(key.toLowerCase(Locale.ROOT));
    }

    private String add(String templateJson, ArmTemplate template, TrackingId id) {
        if (template.resources.count >= MAX_RESOURCES) {
            throw new IllegalArgumentException("The template cannot be attributed: it has " + template.resources.count
                    + " resources, and with the marker it would have more than the " + MAX_RESOURCES
                    + " that Resource Manager takes; move some of them into a nested template");
        }
        return limited(withParameter(new TemplateInsertion(templateJson, template), template)
                .addMarker(nameOf(id, template.scope), optOut)
                .toString());
    }

    private String replace(
            String templateJson, ArmTemplate template, List<Marker> markers, TrackingId id, TrackingId other) {
        List<ArmTemplate.Deployment> found = markers.stream()
                .filter(marker -> marker.isOf(other))
                .map(marker -> marker.deployment)
                .collect(Collectors.toList());
        if (found.size() != 1) {
            throw new IllegalArgumentException("The template cannot be attributed: it has "
                    + (found.isEmpty() ? "no marker" : found.size() + " markers") + " of " + other
                    + ", and exactly one can be replaced by " + id);
        }
        ArmTemplate.Deployment marker = found.get(0);
        TemplateInsertion insertion = new TemplateInsertion(templateJson, template);
        if (optOut != null && marker.condition == null) {
            withParameter(insertion, template).addCondition(marker, optOut);
        }
        return limited(insertion.replaceName(marker, nameOf(id, template.scope)).toString());
    }

    private TemplateInsertion withParameter(TemplateInsertion insertion, ArmTemplate template) {
        if (optOut == null) {
            return insertion;
        }
        Map<String, @Nullable Object> declaration = template.declarations.get(optOut.toLowerCase(Locale.ROOT));
        if (declaration == null) {
            return insertion.addParameter(optOut);
        }
        if (!"bool".equalsIgnoreCase(String.valueOf(declaration.get("type")))) {
            throw new IllegalArgumentException("The template cannot be attributed: its parameter " + optOut
                    + " is not of the type bool; choose another name for the opt-out");
        }
        if (Boolean.FALSE.equals(declaration.get("defaultvalue"))) {
            Log.warn("The parameter " + optOut + " of the template is false by default, and then nobody is credited."
                    + " Make it true by default.");
        }
        return insertion;
    }

    private static String limited(String after) {
        int size = after.getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "The template cannot be attributed: with the marker it would have " + size
                            + " bytes, and Resource Manager takes no more than " + MAX_BYTES
                            + "; minify it, or move resources into a linked template");
        }
        return after;
    }

    /**
     * Returns the name of the marker. A deployment outside of resource groups keeps the location of its first run, so
     * each location gets a marker of its own there.
     */
    private static String nameOf(TrackingId id, TemplateScope scope) {
        int room = MAX_NAME - id.toString().length() - 1;
        if (!scope.requiresLocation()) {
            return id.toString();
        }
        if (room < MIN_HASH) {
            Log.warn(id + " leaves no room for a hash of the location in the name of a deployment, which has at most "
                    + MAX_NAME + " characters. Outside of resource groups the template can be deployed to one location"
                    + " only.");
            return id.toString();
        }
        String hash = "uniqueString(deployment().location)";
        return "[format('" + id + "-{0}', " + (room < HASH ? "take(" + hash + ", " + room + ")" : hash) + ")]";
    }
}
