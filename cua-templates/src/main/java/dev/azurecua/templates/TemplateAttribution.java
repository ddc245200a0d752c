// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
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
 * String attributed = TemplateAttribution.of(id).attribute(template);
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
 * ends. In a template that does not deploy to a resource group the marker has a {@code location}, which Resource
 * Manager requires there: the location of the deployment itself. Nested and linked templates are left alone, as
 * Microsoft recommends, so pass the main template. To the template of an app in the commercial marketplace, Partner
 * Center adds the ID automatically.
 *
 * <p>A template that already has a marker, of this ID or of any other, is not changed: the first writer keeps the
 * credit. A marker is a deployment among the resources whose name starts with {@code pid-}, or is an expression that
 * contains such a string. Expressions are not evaluated, and an ID in a variable or in a parameter is not found. If the
 * marker has another ID, one WARN names both.
 *
 * <p>Immutable and thread-safe. It needs no class of the Azure SDK.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 * @see DeploymentVerifier
 */
public final class TemplateAttribution {
    /** The start of a tracking ID; in an expression too, but not as the name of a parameter or a variable. */
    private static final Pattern TRACKING_ID = Pattern.compile(
            "pid-|\\[.*(?<!parameters\\(|variables\\()'pid-", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final @Nullable TrackingId trackingId;
    private final boolean deploying;

    private TemplateAttribution(@Nullable TrackingId trackingId, boolean deploying) {
        this.trackingId = trackingId;
        this.deploying = deploying;
    }

    /**
     * Creates an attribution for templates that are built or published. It fails on a text that is not a template.
     *
     * @param trackingId the ID of the partner who is credited
     * @return an attribution of templates to this ID
     */
    public static TemplateAttribution of(TrackingId trackingId) {
        return new TemplateAttribution(Objects.requireNonNull(trackingId, "trackingId"), false);
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
        return new TemplateAttribution(attribution.trackingId(), true);
    }

    /**
     * Adds the marker to a template, unless it has one already.
     *
     * <p>Accepts what Resource Manager accepts in addition to JSON: comments and strings of several lines.
     *
     * @param templateJson the main template
     * @return the attributed template, or the given string if nothing is to be added. At deployment time that includes
     *     a text that is not a template, with one ERROR
     * @throws IllegalArgumentException if the text is not a template, with line and column of the fault; never at
     *     deployment time
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
     * @return true if a deployment among its resources is named with this ID; false if the attribution is inactive. At
     *     deployment time also false if the text is not a template
     * @throws IllegalArgumentException if the text is not a template, with line and column of the fault; never at
     *     deployment time
     */
    public boolean isAttributed(String templateJson) {
        if (trackingId == null) {
            return false;
        }
        try {
            return isAttributed(TemplateReader.read(templateJson), trackingId);
        } catch (IllegalArgumentException | LinkageError e) {
            if (!deploying) {
                throw e;
            }
            return false;
        }
    }

    private static String attribute(String templateJson, TrackingId trackingId) {
        ArmTemplate template = TemplateReader.read(templateJson);
        if (isAttributed(template, trackingId)) {
            return templateJson;
        }
        for (String name : template.deployments) {
            if (TRACKING_ID.matcher(name).lookingAt()) {
                Log.warn("The template is attributed to " + name + " already, so " + trackingId
                        + " is not added to it: the first writer keeps the credit. Remove that deployment from it if it"
                        + " is not meant.");
                return templateJson;
            }
        }
        return TemplateInsertion.into(templateJson, template, trackingId);
    }

    private static boolean isAttributed(ArmTemplate template, TrackingId trackingId) {
        return template.deployments.stream().anyMatch(name -> isNamed(name, trackingId));
    }

    private static boolean isNamed(String name, TrackingId trackingId) {
        return name.equalsIgnoreCase(trackingId.toString())
                || (name.startsWith("[")
                        && name.toLowerCase(Locale.ROOT)
                                .contains("'" + trackingId.toString().toLowerCase(Locale.ROOT) + "'"));
    }
}
