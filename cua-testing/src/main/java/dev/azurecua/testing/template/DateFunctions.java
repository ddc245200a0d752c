// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** Evaluates the functions for dates. */
final class DateFunctions {
    private static final DateTimeFormatter COMPACT = formatter("yyyyMMdd'T'HHmmss'Z'");
    private static final DateTimeFormatter UNIVERSAL = formatter("yyyy-MM-dd HH:mm:ss'Z'");
    private static final DateTimeFormatter ISO = formatter("yyyy-MM-dd['T'HH:mm:ss][.SSSSSSS][.SSS][XXX]");

    private DateFunctions() {}

    static void addTo(TemplateFunctions functions) {
        functions.add("utcNow", 0, 1, DateFunctions::now);
        functions.add("dateTimeAdd", 2, 3, DateFunctions::add);
        functions.add("dateTimeFromEpoch", 1, DateFunctions::fromEpoch);
        functions.add("dateTimeToEpoch", 1, args -> Date.of(args).value().toEpochSecond());
    }

    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .toFormatter(Locale.US)
                .withZone(ZoneOffset.UTC);
    }

    private static Object now(Arguments args) {
        args.checkIsInDefaultValue();
        return formatted(OffsetDateTime.now(ZoneOffset.UTC), args, 0, COMPACT);
    }

    private static Object add(Arguments args) {
        Date date = Date.of(args);
        OffsetDateTime value = date.value();
        String sign = args.string(1).startsWith("-") ? "-" : "";
        String[] parts = args.string(1).split("T", 2);
        try {
            if (parts.length == 2) {
                value = value.plus(Duration.parse(sign + "PT" + parts[1]));
            }
            if (!(parts[0].equals(sign + "P") && parts.length == 2)) {
                value = value.plus(Period.parse(parts[0]));
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw args.error("takes an ISO 8601 duration such as P1D, but was given another text");
        }
        return formatted(value, args, 2, date.format());
    }

    private static Object fromEpoch(Arguments args) {
        try {
            return Instant.ofEpochSecond(args.integer(0)).toString();
        } catch (DateTimeException e) {
            throw args.error("takes the seconds since 1970, but was given too many");
        }
    }

    /** Formats a date by a format string of .NET. A single letter is one of its standard formats. */
    private static Object formatted(OffsetDateTime date, Arguments args, int index, DateTimeFormatter otherwise) {
        if (!args.has(index)) {
            return otherwise.format(date);
        }
        String format = args.string(index);
        try {
            return DateTimeFormatter.ofPattern(pattern(format), Locale.US).format(date);
        } catch (DateTimeException | IllegalArgumentException e) {
            return args.frame().unevaluated("the date format '" + format + "'");
        }
    }

    private static String pattern(String format) {
        return switch (format) {
            case "d" -> "MM/dd/yyyy";
            case "o", "O" -> "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSXXX";
            case "s" -> "yyyy-MM-dd'T'HH:mm:ss";
            case "u" -> "yyyy-MM-dd HH:mm:ss'Z'";
            // Escapes each letter that is not a field in .NET, such as T and Z.
            default ->
                format.replace("'", "")
                        .replaceAll("[A-Za-z&&[^yMdHhmsftz]]", "'$0'")
                        .replace('f', 'S')
                        .replace("tt", "a")
                        .replace("zzz", "xxx");
        };
    }

    /** Holds a date with the format of its text, because a date that is calculated from it has this format too. */
    private record Date(OffsetDateTime value, DateTimeFormatter format) {
        static Date of(Arguments args) {
            for (DateTimeFormatter format : List.of(COMPACT, UNIVERSAL, ISO)) {
                try {
                    return new Date(format.parse(args.string(0), Instant::from).atOffset(ZoneOffset.UTC), format);
                } catch (DateTimeException e) {
                    // The next format may fit.
                }
            }
            throw args.error("takes an ISO 8601 date such as 2026-01-31T12:00:00Z, but was given another text");
        }
    }
}
