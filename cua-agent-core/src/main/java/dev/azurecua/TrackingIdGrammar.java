// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a tracking ID may look like, and what to tell the author of a text that is none. */
final class TrackingIdGrammar {
    static final String PREFIX = "pid-";
    static final String PLACEHOLDER = "it is a placeholder; write the GUID that is registered in Partner Center";

    static final String QUOTED = "it is in quotes; remove them";

    private static final String SUFFIX = "-partnercenter";
    private static final String FORMS =
            "write pid-<GUID> for a registered GUID, or the marketplace ID of Partner Center, pid-<name>-partnercenter";
    /** The limit of a deployment's name, which the tracking ID becomes in a template. */
    private static final int MAX_MARKETPLACE_LENGTH = 64;

    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern NIL_GUID = Pattern.compile("[0-]+");
    private static final Pattern PLACEHOLDER_GUID = Pattern.compile("[xX]+(-[xX]+){4}");
    /** {GUID}, ${id}, &lt;your ID&gt;: what a template left behind. */
    private static final Pattern PLACEHOLDER_TEXT = Pattern.compile("(pid-)?[$%]?[<{].*");
    /** A suffix in other letters than Partner Center's. */
    private static final Pattern ALMOST_SUFFIX =
            Pattern.compile(".*[-._]partner-?cent(er|re)", Pattern.CASE_INSENSITIVE);
    /** A GUID in which somebody lost, doubled or mistyped a digit. */
    private static final Pattern ALMOST_GUID = Pattern.compile("\\w{6,10}(-\\w{3,5}){3}-\\w{10,14}");

    private static final int[] GUID_GROUPS = {8, 4, 4, 4, 12};
    private static final String[] ORDINALS = {"first", "second", "third", "fourth", "last"};

    private TrackingIdGrammar() {}

    static boolean isMarketplace(String text) {
        return text.endsWith(SUFFIX);
    }

    /** The GUID of a text in which {@link #faultIn} finds no fault; null if it has a name instead. */
    static @Nullable UUID guidIn(String text) {
        Matcher matcher = GUID.matcher(nameIn(text));
        return matcher.matches() ? UUID.fromString(matcher.group()) : null;
    }

    /** What is wrong with the text and what to write instead; null if it is a tracking ID. */
    static @Nullable String faultIn(String text) {
        if (text.isEmpty()) {
            return "it is empty; " + FORMS;
        }
        if (isQuoted(text)) {
            return QUOTED;
        }
        if (PLACEHOLDER_TEXT.matcher(text).matches() && !GUID.matcher(text).find()) {
            return PLACEHOLDER;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return "'" + Printable.of(text.substring(i, i + 1)) + "' at position " + (i + 1)
                        + " is not allowed (only letters, digits, '-', '.' and '_' are); remove it";
            }
        }
        if (text.chars().allMatch(Character::isDigit)) {
            return "it has digits only, as the ID of a partner in the Microsoft partner network has; " + FORMS;
        }
        if (hasPrefix(text, 0) && hasPrefix(text, PREFIX.length())) {
            return "it has the prefix pid- twice; write it once";
        }
        if (text.endsWith(SUFFIX + SUFFIX)) {
            return "it has the suffix -partnercenter twice; write it once";
        }
        return isMarketplace(text) ? marketplaceFaultIn(text) : guidFaultIn(nameIn(text));
    }

    /** Returns whether the whole text is in quotes, which a shell or a file kept. */
    static boolean isQuoted(String text) {
        return text.length() > 1
                && "\"'`".indexOf(text.charAt(0)) >= 0
                && text.charAt(text.length() - 1) == text.charAt(0);
    }

    private static @Nullable String marketplaceFaultIn(String text) {
        if (!text.startsWith(PREFIX)) {
            return "a marketplace ID starts with pid- in lower case; copy it as Partner Center shows it";
        }
        if (text.length() > MAX_MARKETPLACE_LENGTH) {
            return "it has " + text.length() + " characters, a marketplace ID at most " + MAX_MARKETPLACE_LENGTH
                    + "; copy it as Partner Center shows it";
        }
        String name = nameIn(text);
        if (name.isEmpty() || !isLetterOrDigit(name.charAt(0))) {
            return "a letter or digit has to stand after pid-; copy it as Partner Center shows it";
        }
        if (isPlaceholder(name)) {
            return PLACEHOLDER;
        }
        // A name may have hyphens anywhere: only one all of hexadecimal digits is taken for a damaged GUID.
        boolean damaged = name.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0) && isAlmostGuid(name);
        return damaged ? damageIn(name) : null;
    }

    private static @Nullable String guidFaultIn(String name) {
        if (ALMOST_SUFFIX.matcher(name).matches()) {
            return "a marketplace ID ends in -partnercenter, in lower case; copy it as Partner Center shows it";
        }
        if (isPlaceholder(name)) {
            return PLACEHOLDER;
        }
        Matcher guid = GUID.matcher(name);
        if (guid.matches()) {
            return null;
        }
        if (guid.lookingAt()) {
            return "'" + Printable.of(name.substring(guid.end()))
                    + "' stands after the GUID, and no registration would match it; write pid-" + guid.group();
        }
        return isAlmostGuid(name) ? damageIn(name) : "it is neither a GUID nor a marketplace ID; " + FORMS;
    }

    private static boolean isPlaceholder(String name) {
        return PLACEHOLDER_GUID.matcher(name).matches()
                || (GUID.matcher(name).matches() && NIL_GUID.matcher(name).matches());
    }

    private static boolean isAlmostGuid(String name) {
        return !GUID.matcher(name).matches() && ALMOST_GUID.matcher(name).matches();
    }

    /** Names the first group of an almost-GUID that is not as it has to be. */
    private static String damageIn(String name) {
        String[] groups = name.split("-", -1);
        int i = 0;
        while (groups[i].length() == GUID_GROUPS[i] && isHexadecimal(groups[i])) {
            i++;
        }
        String fault = groups[i].length() == GUID_GROUPS[i]
                ? "has a character that is no hexadecimal digit"
                : "has " + groups[i].length() + " of " + GUID_GROUPS[i] + " digits";
        return "the " + ORDINALS[i] + " group of its GUID, '" + groups[i] + "', " + fault
                + "; copy the whole GUID from Partner Center";
    }

    /** The text without prefix and suffix. */
    private static String nameIn(String text) {
        int start = hasPrefix(text, 0) ? PREFIX.length() : 0;
        int end = isMarketplace(text) ? text.length() - SUFFIX.length() : text.length();
        return text.substring(start, Math.max(start, end));
    }

    private static boolean hasPrefix(String text, int offset) {
        return Ascii.regionMatches(text, offset, PREFIX);
    }

    private static boolean isHexadecimal(String group) {
        return group.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static boolean isAllowed(char c) {
        return isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
