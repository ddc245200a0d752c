// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs a program without SLF4J, because the library does not depend on it. */
class WithoutSlf4jTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private final Logger logger = Logger.getLogger("dev.azurecua");
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage() + (line.getThrown() == null ? "" : " with its cause"));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void captureLog() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void resetLog() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
        System.clearProperty("cua.tracking-id");
    }

    private static Runnable program(String name, ClassLoader loader) throws ReflectiveOperationException {
        return (Runnable) loader.loadClass(name).getConstructor().newInstance();
    }

    private static URLClassLoader withoutSlf4j() {
        return new URLClassLoader(
                Stream.of(CLASS_PATH.split(File.pathSeparator))
                        .filter(element -> !element.matches(".*[/\\\\](slf4j|logback)-[^/\\\\]*"))
                        .map(WithoutSlf4jTest::url)
                        .toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String element) {
        try {
            return Path.of(element).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void logsEachLevelWithJavaUtilLogging() throws Exception {
        System.setProperty("cua.tracking-id", ID);
        try (URLClassLoader loader = withoutSlf4j()) {
            program(Program.class.getName(), loader).run();
        }

        assertThat(lines)
                .satisfiesExactly(
                        info -> assertThat(info).startsWith("INFO Azure Resource Manager calls: attri"),
                        warning -> assertThat(warning)
                                .startsWith("WARNING User-Agent already carries tracking ID pid-other"),
                        error -> assertThat(error).startsWith("SEVERE ").endsWith(" with its cause"));
    }

    @Test
    void logsNothingIfLoggingIsOff() throws Exception {
        System.setProperty("cua.tracking-id", ID);
        logger.setLevel(Level.OFF);
        try (URLClassLoader loader = withoutSlf4j()) {
            program(Program.class.getName(), loader).run();
        }

        assertThat(lines).isEmpty();
    }

    /** Logs at each level: the settings at INFO, another partner's ID at WARN and a failing listener at ERROR. */
    public static final class Program implements Runnable {
        public Program() {}

        @Override
        public void run() {
            Attribution attribution = Attribution.fromEnvironment();
            attribution.userAgent("a/1 pid-other-offer-partnercenter", "management.azure.com", 443);
            attribution
                    .withListener(call -> {
                        throw new IllegalStateException();
                    })
                    .attempt("GET", "https://management.azure.com/")
                    .answered(name -> null, () -> 200, name -> null);
        }
    }
}
