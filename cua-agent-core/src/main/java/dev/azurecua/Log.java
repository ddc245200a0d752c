// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Logs by SLF4J if the application has it, else by {@code java.util.logging}. The library does not bring SLF4J, because
 * its API and its backends have to be of one generation: in the place of an application's API, another one loses all
 * log lines of the application. Thread-safe.
 */
abstract class Log {
    static Log of(Class<?> type) {
        try {
            return Slf4jLog.named(type.getName());
        } catch (NoClassDefFoundError withoutSlf4j) {
            return new JavaUtilLog(java.util.logging.Logger.getLogger(type.getName()));
        }
    }

    /** Returns whether anything can be logged: while logging starts up, not even an ERROR is enabled. */
    abstract boolean isReady();

    abstract void info(String line);

    abstract void warn(String line);

    abstract void error(String line, @Nullable Throwable cause);

    void error(String line) {
        error(line, null);
    }

    private static final class Slf4jLog extends Log {
        private final org.slf4j.Logger logger;

        private Slf4jLog(org.slf4j.Logger logger) {
            this.logger = logger;
        }

        /** Its return type lets {@link Log} be verified without SLF4J. */
        static Log named(String name) {
            return new Slf4jLog(LoggerFactory.getLogger(name));
        }

        @Override
        boolean isReady() {
            return logger.isErrorEnabled();
        }

        @Override
        void info(String line) {
            logger.info(line);
        }

        @Override
        void warn(String line) {
            logger.warn(line);
        }

        @Override
        void error(String line, @Nullable Throwable cause) {
            logger.error(line, cause);
        }
    }

    private static final class JavaUtilLog extends Log {
        private final java.util.logging.Logger logger;

        JavaUtilLog(java.util.logging.Logger logger) {
            this.logger = logger;
        }

        @Override
        boolean isReady() {
            return logger.isLoggable(Level.SEVERE);
        }

        @Override
        void info(String line) {
            logger.info(line);
        }

        @Override
        void warn(String line) {
            logger.warning(line);
        }

        @Override
        void error(String line, @Nullable Throwable cause) {
            logger.log(Level.SEVERE, line, cause);
        }
    }
}
