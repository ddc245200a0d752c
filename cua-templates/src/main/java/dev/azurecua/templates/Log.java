// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs to SLF4J if the application has it, otherwise to {@code java.util.logging}, as the core does. */
final class Log {
    private static final String NAME = "dev.azurecua.templates.TemplateAttribution";

    private static final int MAX_LENGTH = 200;

    private Log() {}

    static void warn(String line) {
        String printable = printable(line);
        try {
            Slf4j.LOGGER.warn(printable);
        } catch (LinkageError | RuntimeException missingOrBroken) {
            java.util.logging.Logger.getLogger(NAME).warning(printable);
        }
    }

    static void error(String line) {
        String printable = printable(line);
        try {
            Slf4j.LOGGER.error(printable);
        } catch (LinkageError | RuntimeException missingOrBroken) {
            java.util.logging.Logger.getLogger(NAME).severe(printable);
        }
    }

    /**
     * Replaces control and format characters and line breaks. Otherwise a name in a template could forge a log line or
     * control a terminal.
     */
    static String printable(String line) {
        return line.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
    }

    /** Returns a text in quotes. Shortens it if it is long. */
    static String shorten(String text) {
        return "'" + (text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text) + "'";
    }

    private static final class Slf4j {
        static final Logger LOGGER = LoggerFactory.getLogger(NAME);
    }
}
