// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import dev.azurecua.testing.FakeResourceManager;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Starts a deployer that a consumer project built, in a JVM of its own. Its proxy leads every host to a stand-in. Its
 * environment has no settings of the library except those that a test adds. Immutable.
 */
record Deployer(
        List<String> classPath,
        List<String> program,
        List<String> jvmOptions,
        Map<String, String> variables,
        Path jdk,
        Consumer<FakeResourceManager> stubs) {
    private static final Path BUILDS = Path.of("target", "it").toAbsolutePath();

    private static final List<String> HOSTS =
            List.of("127.0.0.1 management.azure.com", "127.0.0.1 contoso.vault.azure.net");

    private static final List<String> SETTINGS = List.of(
            "CUA_TRACKING_ID",
            "CUA_ENDPOINTS",
            "CUA_OPT_OUT",
            "CUA_REPORT",
            "AZURE_HTTP_USER_AGENT",
            "ARM_PARTNER_ID",
            "JAVA_TOOL_OPTIONS",
            "HTTPS_PROXY",
            "HTTP_PROXY",
            "NO_PROXY");

    /** Returns a deployer that runs {@code deployer.Main} on the class path that Maven resolved for it. */
    static Deployer onClassPath(String build) {
        List<String> classPath =
                new ArrayList<>(List.of(BUILDS.resolve(build).resolve("classes").toString()));
        classPath.addAll(classPathOf(build));
        return new Deployer(classPath, List.of("deployer.Main"), List.of(), Map.of(), ownJdk(), azure -> {});
    }

    static List<String> classPathOf(String build) {
        try {
            return List.of(Files.readString(BUILDS.resolve(build).resolve("classpath.txt"))
                    .split(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Deployer inJar(String jar) {
        return new Deployer(
                List.of(), List.of("-jar", BUILDS.resolve(jar).toString()), List.of(), Map.of(), ownJdk(), azure -> {});
    }

    private static Path ownJdk() {
        return Path.of(System.getProperty("java.home"));
    }

    Deployer with(String... options) {
        List<String> all =
                Stream.concat(jvmOptions.stream(), Stream.of(options)).toList();
        return new Deployer(classPath, program, all, variables, jdk, stubs);
    }

    Deployer withVariable(String name, String value) {
        Map<String, String> all = new TreeMap<>(variables);
        all.put(name, value);
        return new Deployer(classPath, program, jvmOptions, all, jdk, stubs);
    }

    /** Removes the matching elements from the class path. */
    Deployer without(Predicate<String> element) {
        return withClassPath(classPath.stream().filter(Predicate.not(element)).toList());
    }

    /** Adds elements at the end of the class path. */
    Deployer plus(String... elements) {
        return withClassPath(
                Stream.concat(classPath.stream(), Stream.of(elements)).toList());
    }

    private Deployer withClassPath(List<String> elements) {
        return new Deployer(elements, program, jvmOptions, variables, jdk, stubs);
    }

    Deployer startedBy(String... newProgram) {
        return new Deployer(classPath, List.of(newProgram), jvmOptions, variables, jdk, stubs);
    }

    Deployer on(Path newJdk) {
        return new Deployer(classPath, program, jvmOptions, variables, newJdk, stubs);
    }

    Deployer against(Consumer<FakeResourceManager> newStubs) {
        return new Deployer(classPath, program, jvmOptions, variables, jdk, newStubs);
    }

    /** Runs the deployer until it exits, and kills it after three minutes. */
    Run run() {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            stubs.accept(azure);
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "deployer");
            Path output = folder.resolve("output.txt");
            Process process = builder(azure, folder)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            return new Run(process.exitValue(), Files.readAllLines(output), azure.calls());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder builder(FakeResourceManager azure, Path folder)
            throws IOException, GeneralSecurityException {
        List<String> arguments = new ArrayList<>(List.of(
                // Faster, because the second compiler does not pay off in a JVM that lives for seconds.
                "-XX:TieredStopAtLevel=1",
                "-Dhttps.proxyHost=" + azure.proxyAddress().getHostString(),
                "-Dhttps.proxyPort=" + azure.proxyAddress().getPort(),
                // Needed, because azure-core-http-netty before 1.16 resolves the host in spite of the proxy.
                "-Djdk.net.hosts.file=" + Files.write(folder.resolve("hosts"), HOSTS),
                "-Djavax.net.ssl.trustStore=" + trustStore(azure, folder),
                "-Djavax.net.ssl.trustStorePassword=changeit"));
        arguments.addAll(jvmOptions);
        if (!classPath.isEmpty()) {
            arguments.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
        }
        arguments.addAll(program);
        // In a file, because a class path can be longer than a command line.
        Path file = Files.write(
                folder.resolve("arguments"),
                arguments.stream()
                        .map(argument -> '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .toList());
        ProcessBuilder builder = new ProcessBuilder(
                        jdk.resolve("bin").resolve("java").toString(), "@" + file)
                .directory(folder.toFile());
        SETTINGS.forEach(builder.environment()::remove);
        builder.environment().putAll(variables);
        return builder;
    }

    private static Path trustStore(FakeResourceManager azure, Path folder)
            throws IOException, GeneralSecurityException {
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
