// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies the jars as named modules, where azure-core finds the provider by the module descriptor. */
class ModulePathIT {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    /** Matches the jars of a deployer: the libraries, their dependencies, and an HTTP client that is a module. */
    private static final String MODULES =
            "(azure-core|azure-core-management|azure-core-http-jdk-httpclient|azure-json|azure-xml"
                    + "|azure-resourcemanager-resources|cua-agent-core|jackson-[a-z0-9-]+|jspecify|reactive-streams"
                    + "|reactor-core|slf4j-api)-\\d.*\\.jar";

    @TempDir
    private Path folder;

    @Test
    void findsProviderOnTheModulePath() throws Exception {
        String modulePath = Stream.concat(
                        Stream.of(Path.of(System.getProperty("cua.jar"))),
                        ChildJvm.classPath()
                                .filter(jar -> jar.getFileName().toString().matches(MODULES)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        Path deployer = compile(modulePath);

        try (FakeResourceManager azure = FakeResourceManager.start()) {
            List<String> output = ChildJvm.run(
                    Map.of(
                            "CUA_TRACKING_ID",
                            ID.toString(),
                            "CUA_ENDPOINTS",
                            azure.endpoint().toString()),
                    List.of(
                            "-Djavax.net.ssl.trustStore=" + trustStore(azure),
                            "-Djavax.net.ssl.trustStorePassword=changeit",
                            "-p",
                            modulePath + File.pathSeparator + deployer,
                            "-m",
                            "deployer/deployer.Main",
                            azure.endpoint().toString()));

            assertThat(output).contains("module deployer");
            azure.assertThatCalls().all().carry(ID);
        }
    }

    private Path compile(String modulePath) throws Exception {
        Path sources = Path.of(getClass().getResource("/modular-deployer").toURI());
        Path classes = Files.createDirectory(folder.resolve("deployer"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-p",
                        modulePath,
                        "-d",
                        classes.toString(),
                        sources.resolve("module-info.java").toString(),
                        sources.resolve("deployer/Main.java").toString());
        assertThat(result).isZero();
        return classes;
    }

    private Path trustStore(FakeResourceManager azure) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("azure", azure.trustManager().getAcceptedIssuers()[0]);
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }
}
