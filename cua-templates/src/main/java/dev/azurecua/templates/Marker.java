// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import dev.azurecua.TrackingId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Describes a deployment of a template that is or may be named with a tracking ID. */
final class Marker {
    /** Matches a string literal that starts like an ID, but is not the name of a parameter or a variable. */
    private static final Pattern LITERAL =
            Pattern.compile("(?<!(?:parameters|variables)\\(\\s{0,9})'pid-", Pattern.CASE_INSENSITIVE);

    private static final String PREFIX = "pid-";
    private static final int MAX_ID = 64;

    final ArmTemplate.Deployment deployment;
    /** Holds the ID at the start of the name, with its prefix in lower case. Null if the name cannot be resolved. */
    final @Nullable String trackingId;
    /** Holds whether the marker is on. It is off if its condition is false or is false by default. */
    final boolean on;

    private Marker(ArmTemplate.Deployment deployment, @Nullable String trackingId, boolean on) {
        this.deployment = deployment;
        this.trackingId = trackingId;
        this.on = on;
    }

    /** Returns a marker if the deployment is or may be one. Otherwise returns null. */
    static @Nullable Marker of(ArmTemplate.Deployment deployment, TemplateValues values) {
        String name = values.text(deployment.name);
        String id = trackingIdOf(name);
        return id == null && !mayBecomeId(name)
                ? null
                : new Marker(deployment, id, !Boolean.FALSE.equals(values.bool(deployment.condition)));
    }

    /**
     * Returns the longest tracking ID at the start of a deployment's name. The ID ends at the end of the name, or
     * before a hyphen or an unknown part. Returns null if there is none.
     */
    static @Nullable String trackingIdOf(String name) {
        if (!name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return null;
        }
        for (int end = Math.min(MAX_ID, name.length()); end > PREFIX.length(); end--) {
            boolean ends =
                    end == name.length() || name.charAt(end) == '-' || name.charAt(end) == TemplateValues.UNKNOWN;
            String id = PREFIX + name.substring(PREFIX.length(), end);
            if (ends && isTrackingId(id)) {
                return id;
            }
        }
        return null;
    }

    private static boolean isTrackingId(String text) {
        try {
            TrackingId.of(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Returns whether the known start of a name could be the start of an ID, and the rest is unknown. */
    private static boolean mayBecomeId(String name) {
        int unknown = name.indexOf(TemplateValues.UNKNOWN);
        String start = name.substring(0, Math.max(unknown, 0)).toLowerCase(Locale.ROOT);
        return unknown >= 0 && (start.startsWith(PREFIX) || PREFIX.startsWith(start));
    }

    boolean isOf(TrackingId id) {
        return id.toString().equalsIgnoreCase(trackingId);
    }

    /** Returns whether an unresolved name contains a literal that starts like a tracking ID. */
    boolean hasLiteral() {
        return LITERAL.matcher(deployment.name).find();
    }
}
