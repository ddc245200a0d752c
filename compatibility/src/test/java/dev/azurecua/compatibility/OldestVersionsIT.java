// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.mojo.animal_sniffer.SignatureBuilder;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.codehaus.mojo.animal_sniffer.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Verifies that the bytecode of the libraries refers only to classes and members of the oldest supported versions. */
@Tag("quick")
class OldestVersionsIT {
    private static final Path JAVA_8 = Path.of("target", "oldest", "java.signature");

    private static final List<String> AZURE_SDK = Deployer.classPathOf("azure-sdk/first/target/azure-core-1.36");

    @Test
    void azureSdkAdapterNeedsNothingNewerThanItsOldestAzureCoreAndJava8() throws IOException {
        assertThat(missing("cua-azure-sdk", AZURE_SDK)).isEmpty();
    }

    @Test
    void templatesNeedNothingNewerThanTheJacksonOfTheOldestAzureCoreAndJava8() throws IOException {
        assertThat(missing("cua-templates", AZURE_SDK))
                // The verifier needs azure-resourcemanager-resources 2.52, see docs/compatibility.md.
                .filteredOn(reference ->
                        !reference.matches(".*/(DeploymentVerifier|CorrelatedDeployments|DeploymentId)\\b.*"))
                .isEmpty();
    }

    @Test
    void okHttpAdapterNeedsNothingNewerThanItsOldestOkHttpAndJava8() throws IOException {
        assertThat(missing("cua-okhttp", List.of(jar("cua-agent-core"), oldest("okhttp"), oldest("okio"), slf4j())))
                .isEmpty();
    }

    @Test
    void coreNeedsNothingNewerThanSlf4j17AndJava8() throws IOException {
        assertThat(missing("cua-agent-core", List.of(slf4j()))).isEmpty();
    }

    @Test
    void testingKitNeedsNothingNewerThanItsOldestAzureCore() throws IOException {
        assertThat(missing("cua-testing", AZURE_SDK))
                .filteredOn(reference -> reference.matches(".* reference: .*\\b(com\\.azure|reactor|io\\.netty)\\..*"))
                .isEmpty();
    }

    @Test
    void checkFindsReferenceThatOlderVersionLacks() throws IOException {
        List<String> tooOld = Deployer.classPathOf("azure-sdk/first/target/azure-core-1.32");

        assertThat(missing("cua-azure-sdk", tooOld))
                .anyMatch(reference -> reference.contains("com.azure.core.http.HttpHeaderName"));
    }

    /** Returns the references of a library to classes and members that neither Java 8 nor the class path has. */
    private static List<String> missing(String library, List<String> classPath) throws IOException {
        List<String> missing = new ArrayList<>();
        ByteArrayOutputStream signatures = new ByteArrayOutputStream();
        try (InputStream java8 = Files.newInputStream(JAVA_8)) {
            SignatureBuilder builder =
                    new SignatureBuilder(new InputStream[] {java8}, signatures, new Missing(new ArrayList<>()));
            builder.process(new File(jar(library)));
            for (String jar : classPath) {
                builder.process(new File(jar));
            }
            builder.close();
        }
        SignatureChecker checker = new SignatureChecker(
                new ByteArrayInputStream(signatures.toByteArray()), Set.of(), new Missing(missing));
        checker.setSourcePath(List.of());
        checker.process(new File(jar(library)));
        return missing;
    }

    private static String jar(String library) {
        return Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(element -> new File(element).getName().startsWith(library + "-"))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the slf4j-api that azure-core brings. */
    private static String slf4j() {
        return AZURE_SDK.stream()
                .filter(element -> element.contains("slf4j-api-1.7"))
                .findFirst()
                .orElseThrow();
    }

    private static String oldest(String artifact) {
        return Path.of("target", "oldest", artifact + ".jar").toString();
    }

    private record Missing(List<String> references) implements Logger {
        @Override
        public void error(String reference) {
            references.add(reference);
        }

        @Override
        public void error(String reference, Throwable cause) {
            references.add(reference);
        }

        @Override
        public void info(String message) {}

        @Override
        public void info(String message, Throwable cause) {}

        @Override
        public void debug(String message) {}

        @Override
        public void debug(String message, Throwable cause) {}

        @Override
        public void warn(String message) {}

        @Override
        public void warn(String message, Throwable cause) {}
    }
}
