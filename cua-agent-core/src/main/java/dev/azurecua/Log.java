// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.List;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Logs with SLF4J if the application has it, otherwise with {@code java.util.logging}. The library does not depend on
 * SLF4J, because the SLF4J API must match the version of its backend: another version of the API would make the
 * application lose all its log lines.
 *
 * <p>Thread-safe. Never throws, because a failing log, for example on a full disk, must not fail a deployment.
 */
final class Log {
    private final Backend backend;

    private Log(Backend backend) {
        this.backend = backend;
    }

    static Log of(Class<?> type) {
        try {
            return new Log(Slf4j.named(type.getName()));
        } catch (LinkageError | RuntimeException missingOrBroken) {
            return new Log(new JavaUtilLogging(java.util.logging.Logger.getLogger(type.getName())));
        }
    }

    /** Creates a log that adds each WARN to a list and drops all other lines. */
    static Log ofWarnings(List<String> warnings) {
        return new Log(new Warnings(warnings));
    }

    /** Returns whether an ERROR is enabled. While the logging system starts, it is not. */
    boolean isReady() {
        try {
            return backend.isReady();
        } catch (Throwable broken) {
            return false;
        }
    }

    void info(String line) {
        unlessBroken(() -> backend.info(line));
    }

    void warn(String line) {
        unlessBroken(() -> backend.warn(line));
    }

    void error(String line) {
        unlessBroken(() -> backend.error(line, null));
    }

    void error(String line, Throwable cause) {
        unlessBroken(() -> backend.error(line, cause));
    }

    private static void unlessBroken(Runnable log) {
        try {
            log.run();
        } catch (Throwable broken) {
            // Ignored, because there is no other place to report it.
        }
    }

    private interface Backend {
        boolean isReady();

        void info(String line);

        void warn(String line);

        void error(String line, @Nullable Throwable cause);
    }

    private static final class Slf4j implements Backend {
        private final org.slf4j.Logger logger;

        private Slf4j(org.slf4j.Logger logger) {
            this.logger = logger;
        }

        static Backend named(String name) {
            return new Slf4j(LoggerFactory.getLogger(name));
        }

        @Override
        public boolean isReady() {
            return logger.isErrorEnabled();
        }

        @Override
        public void info(String line) {
            logger.info(line);
        }

        @Override
        public void warn(String line) {
            logger.warn(line);
        }

        @Override
        public void error(String line, @Nullable Throwable cause) {
            logger.error(line, cause);
        }
    }

    private static final class JavaUtilLogging implements Backend {
        private final java.util.logging.Logger logger;

        JavaUtilLogging(java.util.logging.Logger logger) {
            this.logger = logger;
        }

        @Override
        public boolean isReady() {
            return logger.isLoggable(Level.SEVERE);
        }

        @Override
        public void info(String line) {
            logger.info(line);
        }

        @Override
        public void warn(String line) {
            logger.warning(line);
        }

        @Override
        public void error(String line, @Nullable Throwable cause) {
            logger.log(Level.SEVERE, line, cause);
        }
    }

    private static final class Warnings implements Backend {
        private final List<String> warnings;

        Warnings(List<String> warnings) {
            this.warnings = warnings;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void info(String line) {}

        @Override
        public void warn(String line) {
            warnings.add(line);
        }

        @Override
        public void error(String line, @Nullable Throwable cause) {}
    }
}
