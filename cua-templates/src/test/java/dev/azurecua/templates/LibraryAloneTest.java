// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.Attribution;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the library with only the jars that it brings, without the Azure SDK and SLF4J. */
class LibraryAloneTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String TEMPLATE =
            "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\","
                    + " \"resources\": []}";
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final String LIBRARY = ".*/(cua-templates/target/classes|cua-agent-core/target/classes"
            + "|(cua-agent-core|jackson-core|jspecify)-\\d[^/]*\\.jar)";

    @Test
    void attributesTemplatesWithoutAzureSdkAndSlf4j() throws Exception {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger(TemplateAttribution.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try (URLClassLoader loader = new URLClassLoader(
                jars(LIBRARY + "|.*/cua-templates/target/test-classes")
                        .map(LibraryAloneTest::url)
                        .toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader())) {
            @SuppressWarnings("unchecked")
            UnaryOperator<String> program = (UnaryOperator<String>)
                    loader.loadClass(Program.class.getName()).getConstructor().newInstance();

            assertThat(program.apply(TEMPLATE)).contains("\"name\": \"" + ID + "\"");
            assertThat(lines).isEmpty();

            assertThat(program.apply("no template")).isEqualTo("no template");
            String others = program.apply(TEMPLATE).replace(ID, "pid-other-offer-partnercenter");
            assertThat(program.apply(others)).isEqualTo(others);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("SEVERE The template cannot be attributed. Line 1, "),
                        warning -> assertThat(warning)
                                .startsWith("WARNING The template is attributed to pid-other-offer-partnercenter"));
    }

    @Test
    void attributesTemplatesOnModulePath() throws ReflectiveOperationException {
        ModuleLayer boot = ModuleLayer.boot();
        Configuration graph = boot.configuration()
                .resolve(
                        ModuleFinder.of(jars(LIBRARY).toArray(Path[]::new)),
                        ModuleFinder.of(),
                        Set.of("dev.azurecua.templates"));
        ClassLoader loader = ModuleLayer.defineModulesWithOneLoader(
                        graph, List.of(boot), ClassLoader.getPlatformClassLoader())
                .layer()
                .findLoader("dev.azurecua.templates");
        Class<?> templates = loader.loadClass("dev.azurecua.templates.TemplateAttribution");
        Class<?> trackingId = loader.loadClass("dev.azurecua.TrackingId");

        Object attribution = templates
                .getMethod("of", trackingId)
                .invoke(null, trackingId.getMethod("of", String.class).invoke(null, ID));
        Object attributed = templates.getMethod("attribute", String.class).invoke(attribution, TEMPLATE);

        assertThat(attributed).asString().contains("\"name\": \"" + ID + "\"");
        assertThat(templates.getModule().getName()).isEqualTo("dev.azurecua.templates");
    }

    private static Stream<Path> jars(String pattern) {
        return Stream.of(CLASS_PATH.split(File.pathSeparator))
                .filter(path -> path.replace('\\', '/').matches(pattern))
                .map(Path::of);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Attributes a template at deployment time. */
    public static final class Program implements UnaryOperator<String> {
        public Program() {}

        @Override
        public String apply(String template) {
            return TemplateAttribution.of(Attribution.of(ID)).attribute(template);
        }
    }
}
