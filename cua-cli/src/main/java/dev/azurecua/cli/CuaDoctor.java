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

/** Says why attribution works, or does not, in a program that is started with this environment and class path. */
@Command(
        name = "doctor",
        description =
                "Prints which setting wins, which clients on the class path are covered, and what one request would"
                        + " send; fails with 1 if that would not be attributed. Nothing leaves this machine.")
final class CuaDoctor implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            description =
                    "The class path of your program, written as for java; of a Spring Boot jar or a war also what is"
                            + " inside. Without it, that of cua itself.")
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
        Attribution attribution = within(loader, Attribution::fromEnvironment);
        String settings = within(loader, Attribution::explainEnvironment);
        // Read all before printing, because reading may fail, and then standard output stays empty.
        List<URL> files = Collections.list(loader.getResources("cua.properties"));
        List<String> clients = DoctorClient.linesOf(loader);
        List<String> sent = sent(attribution, loader);
        out.println("Settings, of which the first one wins:");
        for (URL file : files) {
            settings = settings.replace(file.toString(), ClassPath.location(file, "cua.properties"));
        }
        out.println(settings.indent(2).stripTrailing());
        out.println("  Only settings and class path are read. An ID that your code sets, with Attribution.of(…) or a"
                + " factory, is not visible here.");
        out.println();
        out.println(
                classPath == null
                        ? "Clients on the class path of cua itself; for your program's give --class-path:"
                        : "Clients on the class path:");
        clients.forEach(line -> out.println("  " + line));
        out.println();
        sent.forEach(out::println);
        boolean attributed =
                attribution.isActive() && sent.get(sent.size() - 1).endsWith(" " + attribution.trackingId());
        return attributed ? Cua.YES : Cua.NO;
    }

    /** Calls the library with a context class loader, on whose class path it looks for cua.properties. */
    private static <T> T within(ClassLoader loader, Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        // slf4j-simple reads the log settings of cua from the context class loader, once.
        LoggerFactory.getILoggerFactory();
        thread.setContextClassLoader(loader);
        try {
            return call.get();
        } finally {
            // The SDK in cua must not load its services from there.
            thread.setContextClassLoader(own);
        }
    }

    /** The last line is the User-Agent. */
    private static List<String> sent(Attribution attribution, ClassLoader loader) throws IOException {
        if (DoctorClient.isAzureSdkUsedOn(loader)) {
            return DoctorClient.AZURE_SDK.isCoveredOn(loader)
                    ? sentByAzureSdk(attribution)
                    : List.of("A request of your program: without an ID from the settings, because its Azure SDK for"
                            + " Java is not covered");
        }
        if (DoctorClient.isOwnClientCoveredOn(loader)) {
            return List.of(
                    "A request of your own client, if your code attributes it:",
                    "  User-Agent: " + attribution.userAgent("my-client/1.0", "management.azure.com", 443));
        }
        return List.of(
                DoctorClient.isLibraryOn(loader)
                        ? "A request of your program: without an ID, unless its code asks attribution.userAgent(…),"
                                + " because no client on its class path is covered"
                        : "A request of your program: without an ID, because nothing on its class path adds it");
    }

    private static List<String> sentByAzureSdk(Attribution attribution) throws IOException {
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            // What the settings come to, said once more: of a program's own file the SDK within cua does not know.
            AzureAttribution.attribute(ResourceManager.configure().withHttpClient(azure.httpClient()), attribution)
                    .authenticate(azure.credential(), azure.profile())
                    .withDefaultSubscription()
                    .resourceGroups()
                    .list()
                    .forEach(group -> {});
            RecordedCall call = azure.calls().get(0);
            return List.of(
                    "A request of the Azure SDK for Java that is in cua, as it arrives at a stand-in for Azure:",
                    "  " + call.method() + " " + call.uri(),
                    "  User-Agent: " + call.userAgent());
        }
    }
}
