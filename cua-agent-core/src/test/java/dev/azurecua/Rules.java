// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * States the rules of tracking IDs, User-Agents and hosts by regular expressions, for properties and fuzz tests. Calls
 * nothing of the library, so that a mistake of the library cannot be in both.
 */
final class Rules {
    private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String NIL_GUID = "0{8}(-0{4}){3}-0{12}";
    private static final String PLACEHOLDER = NIL_GUID + "|x+(-x+){4}";
    /** Matches a GUID that has too many or too few digits. */
    private static final String DAMAGED_GUID =
            "(?!" + GUID + "-partnercenter)[0-9a-f]{6,10}(-[0-9a-f]{3,5}){3}-[0-9a-f]{10,14}";

    /** Matches before the end of the text or before the version of a product. */
    private static final String END = "(?![^/])";

    private static final String REGISTERED = "(?i)(pid-)?(?!" + NIL_GUID + ")" + GUID;
    private static final String ISSUED = "(?=[^/]{1,64}" + END + ")pid-(?!(?i:pid-))"
            + "(?!(?i:" + PLACEHOLDER + "|" + DAMAGED_GUID + ")-partnercenter" + END + ")"
            + "[A-Za-z0-9][A-Za-z0-9._-]*(?<!-partnercenter)-partnercenter";

    private static final Pattern TRACKING_ID = Pattern.compile(REGISTERED + "|(?-i)" + ISSUED);
    /** Matches a token of a User-Agent that is an ID, in any letter case, and an optional version. */
    private static final Pattern PRODUCT =
            Pattern.compile("(?is)(?=pid-)(?<id>" + REGISTERED + "|" + ISSUED + ")(/.*)?");

    /** Includes all control characters, because none of them may be in a product or a comment. */
    private static final Pattern SPACE = Pattern.compile("[\\x00-\\x20]+");

    private static final Pattern TRAILING_SPACE = Pattern.compile("[\\x00-\\x20]+\\z");
    private static final Pattern RESEMBLANCE = Pattern.compile("(?i)(?<![\\p{L}\\p{Nd}])pid-");

    private static final Pattern AZURE = Pattern.compile("(?i)([a-z0-9_-]+\\.)*(management\\.azure\\.com"
            + "|management\\.usgovcloudapi\\.net|management\\.chinacloudapi\\.cn|management\\.sovcloud-api\\.(fr|de)"
            + "|management\\.azure\\.eaglex\\.ic\\.gov|management\\.azure\\.microsoft\\.scloud)\\.?");

    private Rules() {}

    /** Returns the ID as it is sent, or null if the text is not a tracking ID. */
    static @Nullable String trackingId(String text) {
        if (!TRACKING_ID.matcher(text).matches()) {
            return null;
        }
        return text.endsWith("-partnercenter")
                ? text
                : "pid-" + text.substring(text.length() - 36).toLowerCase(Locale.ROOT);
    }

    /** Returns the GUID in an ID, or null if it contains a name instead. */
    static @Nullable UUID guid(String trackingId) {
        String name = trackingId.replaceAll("^pid-|-partnercenter$", "");
        return name.matches("(?i)" + GUID) ? UUID.fromString(name) : null;
    }

    /** Returns the parts of a User-Agent that space separates. */
    static List<String> tokens(String userAgent) {
        return SPACE.splitAsStream(userAgent).filter(token -> !token.isEmpty()).toList();
    }

    /** Returns the tracking IDs in a User-Agent, in lower case. */
    static List<String> trackingIds(String userAgent) {
        return tokens(userAgent).stream()
                .map(PRODUCT::matcher)
                .filter(Matcher::matches)
                .map(product -> product.group("id").toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Returns a User-Agent with this ID, unless it has an ID already. */
    static String attributed(String userAgent, String trackingId) {
        if (!trackingIds(userAgent).isEmpty()) {
            return userAgent;
        }
        String products = withoutTrailingSpace(userAgent);
        return products.isEmpty() ? trackingId : products + " " + trackingId;
    }

    static String withoutTrailingSpace(String userAgent) {
        return TRAILING_SPACE.matcher(userAgent).replaceFirst("");
    }

    /** Returns whether a word of a User-Agent without an ID looks like the start of one. */
    static boolean resemblesTrackingId(String userAgent) {
        return trackingIds(userAgent).isEmpty()
                && RESEMBLANCE.matcher(userAgent).find();
    }

    /** Returns whether this is a Resource Manager of Azure. A negative port is the default one. */
    static boolean isAzure(String host, int port) {
        return AZURE.matcher(host).matches() && (port == 443 || port < 0);
    }
}
