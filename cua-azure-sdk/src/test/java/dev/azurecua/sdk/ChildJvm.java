// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs Java in a child process, because settings are read once per process. */
final class ChildJvm {
    /** Holds the class path of the tests, which Surefire passes in this property and not as {@code java.class.path}. */
    static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private static final List<String> SETTINGS = List.of(
            "CUA_TRACKING_ID",
            "CUA_ENDPOINTS",
            "CUA_OPT_OUT",
            "CUA_REPORT",
            "AZURE_HTTP_USER_AGENT",
            "ARM_PARTNER_ID",
            "ARM_DISABLE_TERRAFORM_PARTNER_ID",
            "JAVA_TOOL_OPTIONS");

    private ChildJvm() {}

    /**
     * Runs {@code java} until it ends, and returns its output.
     *
     * @throws AssertionError if the exit code is not 0; the message contains the output
     */
    static List<String> run(Map<String, String> variables, List<String> arguments)
            throws IOException, InterruptedException {
        return run(environment -> environment.putAll(variables), arguments);
    }

    private static List<String> run(Consumer<Map<String, String>> settings, List<String> arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("child", ".txt");
        Path options = Files.createTempFile("child", ".args");
        try {
            // In a file, because a class path can be longer than a command line may be.
            Files.write(options, arguments.stream().map(ChildJvm::quoted).toList());
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "@" + options)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            SETTINGS.forEach(builder.environment()::remove);
            settings.accept(builder.environment());
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new AssertionError("exit code " + process.exitValue() + "\n" + String.join("\n", lines));
            }
            return lines;
        } finally {
            Files.delete(options);
            Files.delete(output);
        }
    }

    static List<String> runOnClassPath(
            Map<String, String> variables, List<String> jvmOptions, Class<?> main, String... args)
            throws IOException, InterruptedException {
        return runOnClassPath(environment -> environment.putAll(variables), jvmOptions, main, args);
    }

    /** Runs a class with {@link #CLASS_PATH}. {@code settings} gets an environment without settings of the library. */
    static List<String> runOnClassPath(
            Consumer<Map<String, String>> settings, List<String> jvmOptions, Class<?> main, String... args)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-cp", CLASS_PATH));
        arguments.addAll(jvmOptions);
        arguments.add(main.getName());
        arguments.addAll(List.of(args));
        return run(settings, arguments);
    }

    static Stream<Path> classPath() {
        return Stream.of(CLASS_PATH.split(File.pathSeparator)).map(Path::of);
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
