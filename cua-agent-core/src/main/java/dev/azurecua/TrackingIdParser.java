// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses tracking IDs, and explains what is wrong with a text that is not one. */
final class TrackingIdParser {
    static final String PREFIX = "pid-";
    static final String PLACEHOLDER = "it is a placeholder; write the GUID that is registered in Partner Center";

    static final String QUOTED = "it is in quotes; remove the quotes";

    private static final String VARIABLE =
            "it is a variable that was not replaced by its value; set the variable, or write the tracking ID itself";

    private static final String SUFFIX = "-partnercenter";
    private static final String FORMS =
            "write pid-<GUID> for a registered GUID, or the marketplace ID of Partner Center, pid-<name>-partnercenter";
    /** The limit of a deployment's name, because a template uses the tracking ID as such a name. */
    private static final int MAX_MARKETPLACE_LENGTH = 64;

    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern NIL_GUID = Pattern.compile("[0-]+");
    private static final Pattern PLACEHOLDER_GUID = Pattern.compile("[xX]+(-[xX]+){4}");
    private static final Pattern GUID_WITHOUT_HYPHENS =
            Pattern.compile("(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");
    /** Matches the first characters of a GUID, at least the first group and its hyphen. */
    private static final Pattern START_OF_GUID = Pattern.compile("\\p{XDigit}{8}-[\\p{XDigit}-]{0,26}");
    /** Matches $ID, ${ID} and $(ID) of shells and pipelines, %ID% of Windows, #{ID}# and {{ID}} of release tools. */
    private static final Pattern VARIABLE_TEXT = Pattern.compile("(pid-)?(\\$\\w.*|[$#%][{(].*|%.+%.*|\\{\\{.*)");
    /** Matches {GUID} and &lt;your ID&gt;. */
    private static final Pattern PLACEHOLDER_TEXT = Pattern.compile("(pid-)?[<{].*");
    /** Matches a suffix that is spelled differently than Partner Center's. */
    private static final Pattern ALMOST_SUFFIX =
            Pattern.compile(".*[-._]partner-?cent(er|re)", Pattern.CASE_INSENSITIVE);
    /** Matches a GUID with missing, additional or mistyped digits. */
    private static final Pattern ALMOST_GUID = Pattern.compile("\\w{6,10}(-\\w{3,5}){3}-\\w{10,14}");

    private static final int[] GUID_GROUPS = {8, 4, 4, 4, 12};
    private static final String[] ORDINALS = {"first", "second", "third", "fourth", "last"};

    private TrackingIdParser() {}

    static boolean isMarketplace(String text) {
        return text.endsWith(SUFFIX);
    }

    /** Returns the GUID in a text for which {@link #problemIn} returns null, or null if it contains a name instead. */
    static @Nullable UUID guidIn(String text) {
        Matcher matcher = GUID.matcher(nameIn(text));
        return matcher.matches() ? UUID.fromString(matcher.group()) : null;
    }

    /** Returns what is wrong with the text and what to write instead, or null if it is a tracking ID. */
    static @Nullable String problemIn(String text) {
        if (text.isEmpty()) {
            return "it is empty; " + FORMS;
        }
        if (isQuoted(text)) {
            return QUOTED;
        }
        if (!GUID.matcher(text).find()) {
            if (VARIABLE_TEXT.matcher(text).matches()) {
                return VARIABLE;
            }
            if (PLACEHOLDER_TEXT.matcher(text).matches()) {
                return PLACEHOLDER;
            }
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return "'" + Printable.of(text.substring(i, i + 1)) + "' at position " + (i + 1)
                        + " is not allowed (only letters, digits, '-', '.' and '_' are); remove it";
            }
        }
        if (text.chars().allMatch(Character::isDigit)) {
            return "it has only digits, like a partner ID of the Microsoft partner network; " + FORMS;
        }
        if (hasPrefix(text, 0) && hasPrefix(text, PREFIX.length())) {
            return "it has the prefix pid- twice; write it once";
        }
        if (text.endsWith(SUFFIX + SUFFIX)) {
            return "it has the suffix -partnercenter twice; write it once";
        }
        return isMarketplace(text) ? marketplaceProblemIn(text) : guidProblemIn(nameIn(text));
    }

    /** Returns whether the whole text is in quotes, because a shell or a file may not remove them. */
    static boolean isQuoted(String text) {
        return text.length() > 1
                && "\"'`".indexOf(text.charAt(0)) >= 0
                && text.charAt(text.length() - 1) == text.charAt(0);
    }

    private static @Nullable String marketplaceProblemIn(String text) {
        if (!text.startsWith(PREFIX)) {
            return "a marketplace ID starts with pid- in lower case; copy it as Partner Center shows it";
        }
        if (text.length() > MAX_MARKETPLACE_LENGTH) {
            return "it has " + text.length() + " characters, but a marketplace ID has at most " + MAX_MARKETPLACE_LENGTH
                    + "; copy it as Partner Center shows it";
        }
        String name = nameIn(text);
        if (name.isEmpty() || !isLetterOrDigit(name.charAt(0))) {
            return "pid- must be followed by a letter or a digit; copy it as Partner Center shows it";
        }
        if (isPlaceholder(name)) {
            return PLACEHOLDER;
        }
        // Only a name of hexadecimal digits and hyphens is treated as a damaged GUID, because any name may have
        // hyphens.
        boolean damaged = name.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0) && isAlmostGuid(name);
        return damaged ? problemInAlmostGuid(name) : null;
    }

    private static @Nullable String guidProblemIn(String name) {
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
                    + "' follows the GUID, so it would match no registered GUID; write pid-" + guid.group();
        }
        if (isAlmostGuid(name)) {
            return problemInAlmostGuid(name);
        }
        Matcher withoutHyphens = GUID_WITHOUT_HYPHENS.matcher(name);
        if (withoutHyphens.matches()) {
            return "it is a GUID without hyphens; write " + withoutHyphens.replaceAll(PREFIX + "$1-$2-$3-$4-$5");
        }
        if (START_OF_GUID.matcher(name).matches()) {
            return "its GUID is cut off after " + name.length() + " characters; write all 36; an application ID of the"
                    + " Azure SDK cannot hold them, because it has at most 24";
        }
        return "it is neither a GUID nor a marketplace ID; " + FORMS;
    }

    private static boolean isPlaceholder(String name) {
        return PLACEHOLDER_GUID.matcher(name).matches()
                || (GUID.matcher(name).matches() && NIL_GUID.matcher(name).matches());
    }

    private static boolean isAlmostGuid(String name) {
        return !GUID.matcher(name).matches() && ALMOST_GUID.matcher(name).matches();
    }

    /** Describes the first wrong group of a text that is almost a GUID. */
    private static String problemInAlmostGuid(String name) {
        String[] groups = name.split("-", -1);
        int i = 0;
        while (groups[i].length() == GUID_GROUPS[i] && isHexadecimal(groups[i])) {
            i++;
        }
        String problem = groups[i].length() == GUID_GROUPS[i]
                ? "has a character that is not a hexadecimal digit"
                : "has " + groups[i].length() + " digits instead of " + GUID_GROUPS[i];
        return "the " + ORDINALS[i] + " group of its GUID, '" + groups[i] + "', " + problem
                + "; copy the whole GUID from Partner Center";
    }

    /** Returns the text without its prefix and suffix. */
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
