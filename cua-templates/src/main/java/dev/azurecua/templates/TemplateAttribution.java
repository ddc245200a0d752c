// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Attributes Azure Resource Manager templates: adds an empty nested deployment that is named with the tracking ID, by
 * which Microsoft knows the template whoever deploys it, in the portal too.
 *
 * <pre>{@code
 * Path file = Paths.get("mainTemplate.json");
 * String template = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
 * String attributed = TemplateAttribution.attribute(template, TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"));
 * }</pre>
 *
 * <p>The deployment becomes the last of the template's {@code resources}, an array or, with {@code languageVersion}
 * 2.0, an object, and is indented like the one before. Every other character stays as it is, comments and line ends
 * too. In a template that does not deploy to a resource group it gets the {@code location} that is demanded there, that
 * of the deployment of the template. Nested and linked templates are left alone, as Microsoft wants it: give the main
 * template. To the template of an app in the commercial marketplace Partner Center adds its ID by itself.
 *
 * <p>A template that is attributed already is left as it is, whoever is credited: the first writer keeps the credit. It
 * is if one of its resources is a deployment whose name begins with {@code pid-}, or is an expression with such a
 * string in it; an expression is not evaluated, and an ID in a variable or a parameter not seen. If it is another ID, a
 * WARN names both.
 *
 * <p>Thread-safe.
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

    private TemplateAttribution() {}

    /**
     * Attributes a template, when it is built or published.
     *
     * @param templateJson the main template
     * @param trackingId who is credited
     * @return the attributed template; the very same if it was one
     * @throws IllegalArgumentException if it is not a template: the message says in which line and column what is
     *     wrong. Resource Manager's additions to JSON, comments and strings of several lines, are taken
     */
    public static String attribute(String templateJson, TrackingId trackingId) {
        Objects.requireNonNull(trackingId, "trackingId");
        MainTemplate template = TemplateReader.read(templateJson);
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

    /**
     * Attributes a template at the moment it is deployed:
     *
     * <pre>{@code
     * resources.deployments()
     *         .define("contoso")
     *         .withExistingResourceGroup("contoso")
     *         .withTemplate(TemplateAttribution.attribute(template, attribution))
     *         .withParameters("{}")
     *         .withMode(DeploymentMode.INCREMENTAL)
     *         .create();
     * }</pre>
     *
     * <p>Never throws: a template that {@link #attribute(String, TrackingId)} would not take is deployed as it is, with
     * an ERROR in the log, because attribution must not break a deployment. The call itself is attributed by its
     * User-Agent if the client is.
     *
     * @param templateJson the main template
     * @param attribution who is credited
     * @return the attributed template; the very same if it was one, if it cannot be, and if the attribution is inactive
     */
    public static String attribute(String templateJson, Attribution attribution) {
        TrackingId trackingId = attribution.trackingId();
        if (trackingId == null) {
            return templateJson;
        }
        try {
            return attribute(templateJson, trackingId);
        } catch (IllegalArgumentException | LinkageError e) {
            // The latter with a Jackson that is older than azure-core's.
            Log.error(e.getMessage() + ". It is deployed as it is.");
            return templateJson;
        }
    }

    /**
     * Whether a template names this ID, for a check before it is published.
     *
     * @param templateJson the main template
     * @param trackingId who should be credited
     * @return true if one of its resources is a deployment of this name
     * @throws IllegalArgumentException if it is not a template
     */
    public static boolean isAttributed(String templateJson, TrackingId trackingId) {
        Objects.requireNonNull(trackingId, "trackingId");
        return isAttributed(TemplateReader.read(templateJson), trackingId);
    }

    private static boolean isAttributed(MainTemplate template, TrackingId trackingId) {
        return template.deployments.stream().anyMatch(name -> isNamed(name, trackingId));
    }

    private static boolean isNamed(String name, TrackingId trackingId) {
        return name.equalsIgnoreCase(trackingId.toString())
                || (name.startsWith("[")
                        && name.toLowerCase(Locale.ROOT)
                                .contains("'" + trackingId.toString().toLowerCase(Locale.ROOT) + "'"));
    }
}
