// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static dev.azurecua.testing.template.TemplateFunctions.ANY_NUMBER;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Evaluates the functions for strings. */
final class TextFunctions {
    /** Limits padding. Azure has this limit for a literal. */
    private static final int MAX_LENGTH = 131_072;

    /** Matches an escaped brace, a placeholder, or any other brace. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(\\{\\{|}})|\\{(\\d{1,9})(?:,(-?)(\\d{1,3}))?(?::([^{}]*))?}|[{}]");

    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";

    private TextFunctions() {}

    static void addTo(TemplateFunctions functions) {
        functions.add("concat", 1, ANY_NUMBER, TextFunctions::concat);
        functions.add("format", 1, ANY_NUMBER, TextFunctions::format);
        functions.add("toLower", 1, args -> args.string(0).toLowerCase(Locale.ROOT));
        functions.add("toUpper", 1, args -> args.string(0).toUpperCase(Locale.ROOT));
        functions.add("trim", 1, args -> args.string(0).strip());
        functions.add("replace", 3, args -> args.string(0).replace(args.string(1), args.string(2)));
        functions.add("split", 2, TextFunctions::split);
        functions.add("join", 2, TextFunctions::join);
        functions.add("substring", 2, 3, TextFunctions::substring);
        functions.add("padLeft", 2, 3, TextFunctions::padLeft);
        functions.add("startsWith", 2, args -> lower(args, 0).startsWith(lower(args, 1)));
        functions.add("endsWith", 2, args -> lower(args, 0).endsWith(lower(args, 1)));
        functions.add("base64", 1, args -> encoded(args.string(0)));
        functions.add("base64ToString", 1, args -> decoded(args.string(0), args));
        functions.add("base64ToJson", 1, args -> JsonText.read(decoded(args.string(0), args), args));
        functions.add("dataUri", 1, args -> "data:text/plain;charset=utf8;base64," + encoded(args.string(0)));
        functions.add("dataUriToString", 1, args -> decoded(args.string(0).replaceFirst("^[^,]*,", ""), args));
        functions.add("uri", 2, args -> folder(args.string(0)) + args.string(1).replaceFirst("^/", ""));
        functions.add("uriComponent", 1, TextFunctions::uriComponent);
        functions.add("uriComponentToString", 1, TextFunctions::uriComponentToString);
        functions.add("guid", 1, ANY_NUMBER, args -> hash(args).toString());
        functions.add("uniqueString", 1, ANY_NUMBER, TextFunctions::uniqueString);
    }

    private static Object concat(Arguments args) {
        if (args.get(0) instanceof List<?>) {
            List<Object> joined = new ArrayList<>();
            for (Object value : args.values()) {
                if (!(value instanceof List<?> array)) {
                    throw args.error("takes only arrays after an array, but was given " + TemplateType.describe(value));
                }
                joined.addAll(array);
            }
            return joined;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < args.count(); i++) {
            text.append(args.text(i));
        }
        return text.toString();
    }

    /** Supports the part of .NET's format strings that templates use. */
    private static Object format(Arguments args) {
        StringBuilder text = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(args.string(0));
        while (placeholder.find()) {
            String replacement;
            if (placeholder.group(1) != null) {
                replacement = placeholder.group(1).substring(1);
            } else if (placeholder.group(2) == null) {
                throw args.error("takes {0}, {1} and so on, {{ and }}, but its format has an unexpected '"
                        + placeholder.group() + "' at position " + (placeholder.start() + 1));
            } else {
                Object value = replacement(placeholder, args);
                if (value instanceof Unevaluated) {
                    return value;
                }
                replacement = (String) value;
            }
            placeholder.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        return placeholder.appendTail(text).toString();
    }

    private static Object replacement(Matcher placeholder, Arguments args) {
        int argument = Integer.parseInt(placeholder.group(2)) + 1;
        if (!args.has(argument)) {
            throw args.error("was given no value for " + placeholder.group());
        }
        String format = placeholder.group(5);
        Object value = args.get(argument);
        String text = value == null ? "" : args.text(argument);
        if (format != null && value instanceof Number) {
            text = TemplateType.INT.fits(value) ? formatted(args.integer(argument), format) : null;
            if (text == null) {
                return args.frame().unevaluated("the format '" + placeholder.group() + "'");
            }
        }
        if (placeholder.group(4) == null) {
            return text;
        }
        String padding = " ".repeat(Math.max(0, Integer.parseInt(placeholder.group(4)) - text.length()));
        return placeholder.group(3).isEmpty() ? padding + text : text + padding;
    }

    /** Returns an integer in one of .NET's formats, or null if the format is not supported. */
    private static @Nullable String formatted(long number, String format) {
        if (format.matches("0+")) {
            return digits(Long.toString(number), format.length());
        }
        if (!format.matches("[DdXxNn]\\d{0,2}")) {
            return null;
        }
        int precision = format.length() == 1 ? -1 : Integer.parseInt(format.substring(1));
        return switch (format.charAt(0)) {
            case 'D', 'd' -> digits(Long.toString(number), precision);
            case 'X' -> digits(String.format("%X", number), precision);
            case 'x' -> digits(String.format("%x", number), precision);
            default -> String.format(Locale.ROOT, "%,." + (precision < 0 ? 2 : precision) + "f", (double) number);
        };
    }

    private static String digits(String number, int count) {
        String sign = number.startsWith("-") ? "-" : "";
        return sign + padded(number.substring(sign.length()), count, "0");
    }

    private static String padded(String text, int length, String padding) {
        return padding.repeat(Math.max(0, length - text.length())) + text;
    }

    private static Object padLeft(Arguments args) {
        String padding = args.has(2) ? args.string(2) : " ";
        if (padding.length() != 1 || args.integer(1) > MAX_LENGTH) {
            throw args.error("takes a length of at most " + MAX_LENGTH + ", and one character to pad with");
        }
        return padded(args.text(0), (int) Math.max(0, args.integer(1)), padding);
    }

    private static Object split(Arguments args) {
        String delimiters = (args.get(1) instanceof List<?> several ? several : List.of(args.string(1)))
                .stream()
                        .map(args::stringIn)
                        .filter(delimiter -> !delimiter.isEmpty())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        // Without a delimiter nothing is split, as in .NET.
        return delimiters.isEmpty()
                ? List.of(args.string(0))
                : Arrays.asList(args.string(0).split(delimiters, -1));
    }

    private static Object join(Arguments args) {
        return args.array(0).stream().map(Arguments::text).collect(Collectors.joining(args.string(1)));
    }

    private static Object substring(Arguments args) {
        String text = args.string(0);
        long start = args.integer(1);
        long length = args.has(2) && args.get(2) != null ? args.integer(2) : Math.max(0, text.length() - start);
        if (start < 0 || length < 0 || length > text.length() - start) {
            throw args.error(
                    "is given a start or a length that is outside of a text with " + text.length() + " characters");
        }
        return text.substring((int) start, (int) (start + length));
    }

    /** Returns an argument in lower case, because some functions ignore the letter case. */
    static String lower(Arguments args, int index) {
        return args.string(index).toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String base64, Arguments args) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw args.error("takes Base64, but was given another text");
        }
    }

    /** Returns a URI up to its last slash. The slashes before the host do not count. */
    private static String folder(String uri) {
        int end = uri.lastIndexOf('/');
        return end > uri.indexOf("//") + 1 ? uri.substring(0, end + 1) : uri + "/";
    }

    private static Object uriComponent(Arguments args) {
        // Encodes as .NET does, and not as a form does.
        return URLEncoder.encode(args.string(0), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static Object uriComponentToString(Arguments args) {
        try {
            return URLDecoder.decode(args.string(0).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw args.error("takes an encoded text, but was given a '%' that encodes nothing");
        }
    }

    private static UUID hash(Arguments args) {
        return UUID.nameUUIDFromBytes(
                args.strings().collect(Collectors.joining("\0")).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a hash of the arguments in the form of Azure's, but not the value that Azure computes. */
    private static String uniqueString(Arguments args) {
        UUID hash = hash(args);
        long bits = hash.getMostSignificantBits() ^ hash.getLeastSignificantBits();
        StringBuilder text = new StringBuilder();
        for (int shift = 0; shift < Long.SIZE; shift += 5) {
            text.append(BASE_32.charAt((int) (bits >>> shift & 31)));
        }
        return text.toString();
    }
}
