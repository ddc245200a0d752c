// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Verifies the libraries as named modules, with OkHttp as a named module (5) or as an automatic one (3 and 4). */
class ModulePathTest {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final String MODULES = ".*/(cua-okhttp/target/classes|cua-agent-core/target/classes"
            + "|(cua-agent-core|jspecify|kotlin-stdlib|okhttp|okhttp-jvm|okio-jvm|slf4j-api)-\\d[^/]*\\.jar"
            // Only version 1, because later versions have their classes in okio-jvm.
            + "|okio-1[^/]*\\.jar)";

    /** Adds Kotlin, as users of OkHttp 4 must, because OkHttp 4 needs it on the module path but does not declare it. */
    private static final Set<String> ROOTS = Set.of("dev.azurecua.okhttp", "kotlin.stdlib");

    @Test
    void attributesClientOnTheModulePath() throws ReflectiveOperationException {
        ModuleFinder modules = ModuleFinder.of(Stream.of(CLASS_PATH.split(File.pathSeparator))
                .filter(path -> path.replace('\\', '/').matches(MODULES))
                .map(Path::of)
                .toArray(Path[]::new));
        Set<String> roots =
                ROOTS.stream().filter(name -> modules.find(name).isPresent()).collect(Collectors.toSet());
        ModuleLayer boot = ModuleLayer.boot();
        Configuration graph = boot.configuration().resolve(modules, ModuleFinder.of(), roots);
        ClassLoader loader = ModuleLayer.defineModulesWithOneLoader(
                        graph, List.of(boot), ClassLoader.getPlatformClassLoader())
                .layer()
                .findLoader("dev.azurecua.okhttp");

        Class<?> interceptor = loader.loadClass("dev.azurecua.okhttp.AttributionInterceptor");
        Class<?> attribution = loader.loadClass("dev.azurecua.Attribution");
        Class<?> okHttpClient = loader.loadClass("okhttp3.OkHttpClient");
        Object attributed = interceptor
                .getMethod("attribute", okHttpClient, attribution)
                .invoke(
                        null,
                        okHttpClient.getConstructor().newInstance(),
                        attribution
                                .getMethod("of", String.class)
                                .invoke(null, "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"));

        assertThat((List<?>) okHttpClient.getMethod("networkInterceptors").invoke(attributed))
                .singleElement()
                .isInstanceOf(interceptor);
        assertThat(Stream.of(interceptor, attribution, okHttpClient)
                        .map(type -> type.getModule().getName()))
                .containsExactly("dev.azurecua.okhttp", "dev.azurecua", "okhttp3");
    }
}
