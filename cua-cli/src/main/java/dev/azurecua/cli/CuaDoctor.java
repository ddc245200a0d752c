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

    @Option(names = "--json", description = Cua.JSON)
    private boolean json;

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
        Attribution attribution = withContextClassLoader(loader, Attribution::fromEnvironment);
        String settings = withContextClassLoader(loader, Attribution::explainEnvironment);
        for (URL file : Collections.list(loader.getResources("cua.properties"))) {
            settings = settings.replace(file.toString(), ClassPath.location(file, "cua.properties"));
        }
        // Reads everything before it prints, because standard output must stay empty if reading fails.
        List<DoctorClient.Found> clients = DoctorClient.on(loader);
        List<String> duplicates = DoctorClient.duplicatesOn(loader);
        Request request = request(attribution, loader);
        boolean attributed =
                request.userAgent() != null && request.userAgent().endsWith(" " + attribution.trackingId());
        if (json) {
            Diagnosis diagnosis = new Diagnosis(
                    attributed,
                    attribution.toString(),
                    SettingsExplanation.parse(settings),
                    clients,
                    duplicates,
                    request);
            spec.commandLine().getOut().println(Cua.json(diagnosis));
        } else {
            print(settings, clients, duplicates, request);
        }
        return attributed ? Cua.YES : Cua.NO;
    }

    private void print(String settings, List<DoctorClient.Found> clients, List<String> duplicates, Request request) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Settings, highest priority first:");
        out.println(settings.indent(2).stripTrailing());
        out.println(
                "  doctor reads only the settings and the class path. It does not see an ID that your code sets with"
                        + " Attribution.of(…) or a factory.");
        out.println();
        out.println(
                classPath == null
                        ? "Clients on the class path of cua itself (use --class-path to check your program):"
                        : "Clients on the class path:");
        if (clients.isEmpty()) {
            out.println("  no known client");
        }
        for (DoctorClient.Found client : clients) {
            out.println("  " + client.name() + ", in " + client.place() + ": " + client.coverage());
            client.artifacts().forEach(artifact -> out.println("    " + artifact));
        }
        duplicates.forEach(line -> out.println("  " + line));
        out.println();
        out.println(request.description() + (request.userAgent() == null ? "." : ":"));
        if (request.call() != null) {
            out.println("  " + request.call());
        }
        if (request.userAgent() != null) {
            out.println("  User-Agent: " + request.userAgent());
        }
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

    private static Request request(Attribution attribution, ClassLoader loader) throws IOException {
        if (DoctorClient.isAzureSdkUsedOn(loader) && DoctorClient.AZURE_SDK.isCoveredOn(loader)) {
            return azureSdkRequest(attribution);
        }
        if (!DoctorClient.isAzureSdkUsedOn(loader) && DoctorClient.isOwnClientCoveredOn(loader)) {
            return new Request(
                    "A request from your own client, if your code attributes it",
                    null,
                    attribution.userAgent("my-client/1.0", "management.azure.com", 443));
        }
        String reason = DoctorClient.isAzureSdkUsedOn(loader)
                ? " from the settings, because its Azure SDK for Java is not covered"
                : DoctorClient.isLibraryOn(loader)
                        ? ", unless its code calls attribution.userAgent(…), because no client on its class path is"
                                + " covered"
                        : ", because nothing on its class path adds one";
        return new Request("A request from your program would carry no ID" + reason, null, null);
    }

    private static Request azureSdkRequest(Attribution attribution) throws IOException {
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
            return new Request(
                    "A request from the Azure SDK for Java inside cua, as it arrives at a local stand-in for Azure",
                    call.method() + " " + call.uri(),
                    call.userAgent());
        }
    }

    /** Holds a request as the program would send it, or the reason why it would carry no ID. */
    private record Request(
            String description,
            @Nullable String call,
            @Nullable String userAgent) {}

    /** Holds the result for {@code --json}. */
    private record Diagnosis(
            boolean attributed,
            String result,
            SettingsExplanation settings,
            List<DoctorClient.Found> clients,
            List<String> duplicates,
            Request request) {}
}
