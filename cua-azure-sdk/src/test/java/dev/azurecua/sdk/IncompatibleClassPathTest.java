// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Verifies class paths on which the library cannot attribute. Each client works, and one ERROR gives the reason if a
 * setting is present.
 */
class IncompatibleClassPathTest {
    private static final String CORE = "cua-agent-core";

    @TempDir
    private Path folder;

    @AfterEach
    void clearTrackingId() {
        System.clearProperty("cua.tracking-id");
    }

    /** Runs {@link IsolatedClient} in a new class loader, and returns its lines. */
    private List<String> run(String logging, Path... classPath) throws Exception {
        URL[] urls = Stream.of(classPath).map(IncompatibleClassPathTest::url).toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            @SuppressWarnings("unchecked")
            Function<String, List<String>> client =
                    (Function<String, List<String>>) loader.loadClass(IsolatedClient.class.getName())
                            .getConstructor()
                            .newInstance();
            return client.apply(logging);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Path[] classPathWithoutCore(Path... more) {
        return Stream.concat(
                        Stream.of(more),
                        ChildJvm.classPath()
                                .filter(element -> !element.toString().contains(CORE)))
                .toArray(Path[]::new);
    }

    private static URL url(Path element) {
        try {
            return element.toUri().toURL();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void attributesClientOnCompleteClassPath() throws Exception {
        System.setProperty("cua.tracking-id", ZeroCodeTest.ID);

        assertThat(run(IsolatedClient.READY, ChildJvm.classPath().toArray(Path[]::new)))
                .containsExactly(
                        "INFO Azure Resource Manager calls: attribution to " + ZeroCodeTest.ID
                                + ", from system property cua.tracking-id",
                        "async a/1 " + ZeroCodeTest.ID,
                        "sync a/1 " + ZeroCodeTest.ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {IsolatedClient.READY, IsolatedClient.NOT_READY})
    void sendsEachCallAndLogsOneErrorIfTheCoreIsMissing(String logging) throws Exception {
        System.setProperty("cua.tracking-id", ZeroCodeTest.ID);

        List<String> lines = run(logging, classPathWithoutCore());

        assertThat(lines).hasSize(3).endsWith("async a/1", "sync a/1");
        assertThat(lines.get(0))
                .startsWith("ERROR Azure SDK clients work, but are not attributed: cua-agent-core"
                        + " is missing, but is needed by cua-azure-sdk of an unknown version (file:")
                .contains(
                        "; add dev.azurecua:cua-agent-core in the same version. Cause: java.lang.NoClassDefFoundError")
                .endsWith(" Logged once.");
    }

    @Test
    void sendsEachCallIfLoggingFails() throws Exception {
        System.setProperty("cua.tracking-id", ZeroCodeTest.ID);

        assertThat(run(IsolatedClient.BROKEN, classPathWithoutCore())).containsExactly("async a/1", "sync a/1");
        assertThat(run(IsolatedClient.BROKEN, ChildJvm.classPath().toArray(Path[]::new)))
                .containsExactly("async a/1 " + ZeroCodeTest.ID, "sync a/1 " + ZeroCodeTest.ID);
    }

    @Test
    void logsNothingIfTheCoreIsMissingAndNothingIsSet() throws Exception {
        assertThat(run(IsolatedClient.READY, classPathWithoutCore())).containsExactly("async a/1", "sync a/1");
    }

    @Test
    void logsErrorIfTheCoreIsMissingAndASettingIsInAFile() throws Exception {
        Files.writeString(folder.resolve("cua.properties"), "tracking-id=" + ZeroCodeTest.ID);

        assertThat(run(IsolatedClient.READY, classPathWithoutCore(folder))).hasSize(3);
    }

    @Test
    void logsOneErrorThatNamesACoreOfAnotherVersion() throws Exception {
        System.setProperty("cua.tracking-id", ZeroCodeTest.ID);
        Path source = folder.resolve("Attribution.java");
        Files.writeString(source, """
                package dev.azurecua;
                public final class Attribution {
                    public static Attribution none() { return new Attribution(); }
                }
                """);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        Path properties = folder.resolve("META-INF/maven/dev.azurecua/cua-agent-core/pom.properties");
        Files.createDirectories(properties.getParent());
        Files.writeString(properties, "version=0.0.1");

        List<String> lines = run(IsolatedClient.READY, classPathWithoutCore(folder));

        assertThat(lines).hasSize(3).endsWith("async a/1", "sync a/1");
        assertThat(lines.get(0))
                .containsSubsequence(
                        "cua-agent-core 0.0.1 (file:" + folder.toUri().getPath(),
                        " does not work with cua-azure-sdk ",
                        "/cua-azure-sdk/target/classes/) and azure-core 1.",
                        "/azure-core-1.",
                        "; use the same version of cua-agent-core and cua-azure-sdk, and azure-core 1.36.0 or newer.")
                .contains("NoSuchMethodError");
    }

    @ParameterizedTest
    @CsvSource({
        "cua.tracking-id,,, true",
        "cua.report,,, true",
        "cua.opt-out,,, false",
        "java.home, CUA_TRACKING_ID, x, true",
        ", CUA_REPORT, x, true",
        ", CUA_API_KEY, x, false",
        ", ARM_PARTNER_ID, x, true",
        ", AZURE_HTTP_USER_AGENT, x/1 pid-x, true",
        ", AZURE_HTTP_USER_AGENT, x/1 PID-x, true",
        ", AZURE_HTTP_USER_AGENT, cloud-shell/1.0, false",
        ", AZURE_HTTP_USER_AGENT, rapid-api/1.0, false",
        "java.home, PATH, pid-x, false",
    })
    void findsSettingsByTheirNames(String property, String variable, String value, boolean configured) {
        Set<String> properties = property == null ? Set.of() : Set.of(property);
        Map<String, String> variables = variable == null ? Map.of() : Map.of(variable, value);

        assertThat(Incompatibility.isConfigured(properties, variables)).isEqualTo(configured);
    }

    @Test
    void explainsTheProblemIfSettingsCannotBeRead() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(null) {
            @Override
            public URL getResource(String name) {
                throw new IllegalStateException("stopped already");
            }
        });
        try {
            assertThat(Incompatibility.explain(new NoSuchMethodError("x"))).isNotNull();
            thread.setContextClassLoader(null);
            assertThat(Incompatibility.explain(new NoSuchMethodError("x"))).isNull();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void namesAzureCoreThatIsTooOldAndTheVersionThatIsNeeded() throws Exception {
        System.setProperty("cua.tracking-id", ZeroCodeTest.ID);
        URL[] urls = ChildJvm.classPath().map(IncompatibleClassPathTest::url).toArray(URL[]::new);
        // Hides a class that an old azure-core lacks. AzureSdkVersionsIT runs with a real old version.
        try (URLClassLoader old = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()) {
            @Override
            public URL getResource(String name) {
                return name.equals("com/azure/core/http/HttpHeaderName.class") ? null : super.getResource(name);
            }
        }) {
            assertThat(old.loadClass(IsolatedClient.class.getName())
                            .getMethod("explain")
                            .invoke(null))
                    .asString()
                    .matches(".*: azure-core 1\\.\\d+\\.\\d+ \\(jar:file:.*/azure-core-.*\\.jar!/\\)"
                            + " is too old for cua-azure-sdk .*, which needs azure-core 1\\.36\\.0 or newer;"
                            + " upgrade azure-core, .*");
        }
    }
}
