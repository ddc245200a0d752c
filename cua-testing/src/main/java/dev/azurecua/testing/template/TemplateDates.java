// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;

/** Evaluates the functions for dates. */
final class TemplateDates {
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

    private TemplateDates() {}

    static Object now(Arguments args) {
        return formatted(OffsetDateTime.now(ZoneOffset.UTC), args, 0, COMPACT);
    }

    static Object add(Arguments args) {
        try {
            GregorianCalendar calendar = GregorianCalendar.from(date(args).toZonedDateTime());
            calendar.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
            DatatypeFactory.newInstance().newDuration(args.string(1)).addTo(calendar);
            return formatted(
                    calendar.toInstant().atOffset(ZoneOffset.UTC), args, 2, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        } catch (IllegalArgumentException | DatatypeConfigurationException e) {
            throw args.error("takes an ISO 8601 duration such as P1D, but was given another text");
        }
    }

    static Object fromEpoch(Arguments args) {
        return Instant.ofEpochSecond(args.integer(0)).toString();
    }

    static Object toEpoch(Arguments args) {
        return date(args).toEpochSecond();
    }

    private static OffsetDateTime date(Arguments args) {
        String text = args.string(0).trim();
        try {
            if (text.matches("\\d{8}T\\d{6}Z")) {
                return LocalDateTime.parse(text, COMPACT).atOffset(ZoneOffset.UTC);
            }
            String iso = text.replace(' ', 'T') + (text.length() == 10 ? "T00:00:00" : "");
            return OffsetDateTime.parse(iso.matches(".*(Z|[+-]\\d\\d:\\d\\d)") ? iso : iso + "Z");
        } catch (DateTimeParseException e) {
            throw args.error("takes an ISO 8601 date such as 2026-01-31T12:00:00Z, but was given another text");
        }
    }

    /** Formats a date by a format string of .NET. A single letter is one of its standard formats. */
    private static Object formatted(OffsetDateTime date, Arguments args, int index, DateTimeFormatter otherwise) {
        if (!args.has(index)) {
            return otherwise.format(date);
        }
        String format = args.string(index);
        if (format.length() == 1) {
            return switch (format) {
                case "d" ->
                    DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT).format(date);
                case "u" ->
                    DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT)
                            .format(date);
                case "o", "O", "s" -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(date);
                default -> args.frame().unevaluated("the date format '" + format + "'");
            };
        }
        // Escapes each letter that is no field in .NET, such as T and Z.
        String pattern = format.replace("'", "")
                .replaceAll("[A-Za-z&&[^yMdHhmsftz]]", "'$0'")
                .replace('f', 'S')
                .replace("tt", "a")
                .replace("zzz", "xxx");
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(date);
        } catch (IllegalArgumentException e) {
            return args.frame().unevaluated("the date format '" + format + "'");
        }
    }
}
