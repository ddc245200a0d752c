// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Runs the kit without the Azure SDK and JUnit, because the kit does not bring them. */
class OptionalDependenciesTest {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @Test
    void standInNeedsNeitherAzureSdkNorJUnit() throws Exception {
        URL[] jars = Stream.of(CLASS_PATH.split(File.pathSeparator))
                .filter(jar -> !jar.matches(".*[/\\\\](azure-|netty-|reactor-|junit-|opentest4j-|assertj-)[^/\\\\]*"))
                .map(OptionalDependenciesTest::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Supplier<?> program = (Supplier<?>)
                    loader.loadClass(Program.class.getName()).getConstructor().newInstance();

            assertThat(program.get())
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .satisfiesExactly(
                            calls -> assertThat(calls).isEqualTo(1),
                            errorMessage -> assertThat(errorMessage)
                                    .asString()
                                    .startsWith("httpClient() needs com.azure:azure-core-http-netty on the class path")
                                    .contains("; add it in the version of your azure-sdk-bom"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(String jar) {
        try {
            return Path.of(jar).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Calls the stand-in. Returns the number of recorded calls and the error message of {@code httpClient()}. */
    public static final class Program implements Supplier<List<Object>> {
        public Program() {}

        @Override
        public List<Object> get() {
            try (FakeResourceManager azure = FakeResourceManager.start()) {
                HttpClient.newBuilder()
                        .proxy(ProxySelector.of(azure.proxyAddress()))
                        .sslContext(azure.sslContext())
                        .build()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(TestClient.ARM + "/subscriptions?" + TestClient.API_VERSION))
                                        .build(),
                                BodyHandlers.discarding());
                return List.of(azure.calls().size(), errorMessage(azure));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String errorMessage(FakeResourceManager azure) {
            try {
                return azure.httpClient().toString();
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        }
    }
}
