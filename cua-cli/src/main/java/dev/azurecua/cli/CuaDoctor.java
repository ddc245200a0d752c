// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import com.azure.resourcemanager.resources.ResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.sdk.AzureAttribution;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains why attribution works or fails in a program that is started with this environment and class path. */
@Command(
        name = "doctor",
        description = "Prints which setting wins, which clients on the class path are covered, and which User-Agent one"
                + " request would send. The exit code is 1 if that request would not be attributed. Nothing is sent"
                + " outside this machine.")
final class CuaDoctor implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            description =
                    "The class path of your program, in the format of java -cp. In a Spring Boot jar or a war, the"
                            + " classes and jars inside are read too. Default: the class path of cua itself.")
    private @Nullable String classPath;

    @Override
    public Integer call() throws IOException {
        if (classPath == null) {
            return examine(Thread.currentThread().getContextClassLoader());
        }
        try (NestedJars nested = new NestedJars();
                URLClassLoader loader = ClassPath.loader(classPath, nested)) {
            return examine(loader);
        }
    }

    private int examine(ClassLoader loader) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Attribution attribution = withContextClassLoader(loader, Attribution::fromEnvironment);
        String settings = withContextClassLoader(loader, Attribution::explainEnvironment);
        // Reads everything before it prints, because standard output must stay empty if reading fails.
        List<URL> files = Collections.list(loader.getResources("cua.properties"));
        List<String> clients = DoctorClient.linesOf(loader);
        List<String> request = describeRequest(attribution, loader);
        out.println("Settings, highest priority first:");
        for (URL file : files) {
            settings = settings.replace(file.toString(), ClassPath.location(file, "cua.properties"));
        }
        out.println(settings.indent(2).stripTrailing());
        out.println(
                "  doctor reads only the settings and the class path. It does not see an ID that your code sets with"
                        + " Attribution.of(…) or a factory.");
        out.println();
        out.println(
                classPath == null
                        ? "Clients on the class path of cua itself (use --class-path to check your program):"
                        : "Clients on the class path:");
        clients.forEach(line -> out.println("  " + line));
        out.println();
        request.forEach(out::println);
        boolean attributed =
                attribution.isActive() && request.get(request.size() - 1).endsWith(" " + attribution.trackingId());
        return attributed ? Cua.YES : Cua.NO;
    }

    /** Calls the library with this context class loader, because the library looks for cua.properties there. */
    private static <T> T withContextClassLoader(ClassLoader loader, Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        // Initialises logging first, because slf4j-simple reads its settings once, from the context class loader.
        LoggerFactory.getILoggerFactory();
        thread.setContextClassLoader(loader);
        try {
            return call.get();
        } finally {
            // Restores the loader, because the SDK inside cua must not load services from the program's class path.
            thread.setContextClassLoader(own);
        }
    }

    /** Returns lines about one request. If the request can carry an ID, the last line is its User-Agent. */
    private static List<String> describeRequest(Attribution attribution, ClassLoader loader) throws IOException {
        if (DoctorClient.isAzureSdkUsedOn(loader)) {
            return DoctorClient.AZURE_SDK.isCoveredOn(loader)
                    ? describeAzureSdkRequest(attribution)
                    : List.of("A request from your program would carry no ID from the settings, because its Azure SDK"
                            + " for Java is not covered.");
        }
        if (DoctorClient.isOwnClientCoveredOn(loader)) {
            return List.of(
                    "A request from your own client, if your code attributes it:",
                    "  User-Agent: " + attribution.userAgent("my-client/1.0", "management.azure.com", 443));
        }
        return List.of(
                DoctorClient.isLibraryOn(loader)
                        ? "A request from your program would carry no ID, unless its code calls"
                                + " attribution.userAgent(…), because no client on its class path is covered."
                        : "A request from your program would carry no ID, because nothing on its class path adds one.");
    }

    private static List<String> describeAzureSdkRequest(Attribution attribution) throws IOException {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            // Passes the attribution explicitly, because the SDK inside cua does not read the cua.properties of the
            // program.
            AzureAttribution.attribute(ResourceManager.configure().withHttpClient(azure.httpClient()), attribution)
                    .authenticate(azure.credential(), azure.profile())
                    .withDefaultSubscription()
                    .resourceGroups()
                    .list()
                    .forEach(group -> {});
            RecordedCall call = azure.calls().get(0);
            return List.of(
                    "A request from the Azure SDK for Java inside cua, as it arrives at a local stand-in for Azure:",
                    "  " + call.method() + " " + call.uri(),
                    "  User-Agent: " + call.userAgent());
        }
    }
}
