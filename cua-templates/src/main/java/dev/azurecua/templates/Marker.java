// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import dev.azurecua.TrackingId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A deployment of a template that is named with a tracking ID, or that may be. */
final class Marker {
    private static final String GUID = "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";
    /** A name may go on after the ID with a hyphen, or with something that is not known. */
    private static final Pattern NAME = Pattern.compile(
            "(pid-" + GUID + "(?:-partnercenter)?|pid-[a-z0-9][a-z0-9._-]*?-partnercenter)(?:[-"
                    + TemplateValues.UNKNOWN + "].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** A string literal in an expression that starts like an ID, but is not the name of a parameter or a variable. */
    private static final Pattern LITERAL =
            Pattern.compile("(?<!parameters\\(|variables\\()'pid-", Pattern.CASE_INSENSITIVE);

    private static final String PREFIX = "pid-";

    final ArmTemplate.Deployment deployment;
    /** The ID in the name, in the letters of the name. Null if the name cannot be resolved. */
    final @Nullable String trackingId;
    /** False if the condition of the deployment is false, or is so by default. */
    final boolean on;
    /** True if a parameter may switch it on. */
    final boolean conditional;

    private Marker(ArmTemplate.Deployment deployment, @Nullable String trackingId, boolean on, boolean conditional) {
        this.deployment = deployment;
        this.trackingId = trackingId;
        this.on = on;
        this.conditional = conditional;
    }

    /** Returns the marker that a deployment is or may be. Null if it is none. */
    static @Nullable Marker of(ArmTemplate.Deployment deployment, TemplateValues values) {
        String name = values.text(deployment.name);
        String id = trackingIdOf(name);
        if (id == null && !mayBecomeId(name)) {
            return null;
        }
        boolean on = deployment.condition == null || !Boolean.FALSE.equals(values.bool(deployment.condition));
        boolean conditional = String.valueOf(deployment.condition)
                .toLowerCase(Locale.ROOT)
                .matches("(?s)\\[.*(parameters|variables)\\(.*");
        return new Marker(deployment, id, on, conditional);
    }

    /** Returns the tracking ID that a deployment's name starts with. Null if there is none. */
    static @Nullable String trackingIdOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && isTrackingId(matcher.group(1)) ? matcher.group(1) : null;
    }

    private static boolean isTrackingId(String text) {
        try {
            TrackingId.of(text.toLowerCase(Locale.ROOT));
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Returns whether the known start of a name agrees with an ID, and the rest is not known. */
    private static boolean mayBecomeId(String name) {
        int unknown = name.indexOf(TemplateValues.UNKNOWN);
        String start = name.substring(0, Math.max(unknown, 0)).toLowerCase(Locale.ROOT);
        return unknown >= 0 && (start.startsWith(PREFIX) || PREFIX.startsWith(start));
    }

    boolean isOf(TrackingId id) {
        return id.toString().equalsIgnoreCase(trackingId);
    }

    /** Returns whether the name, although it cannot be resolved, has a literal that starts like a tracking ID. */
    boolean hasLiteral() {
        return LITERAL.matcher(deployment.name).find();
    }
}
