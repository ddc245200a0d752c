// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import com.azure.resourcemanager.resources.ResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.sdk.AzureAttribution;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            description = "The class path of your program, written as for java; without it, that of cua itself.")
    private @Nullable String classPath;

    @Override
    public Integer call() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        if (classPath == null) {
            return examine(own);
        }
        try (URLClassLoader loader = ClassPath.loader(classPath)) {
            // That is where the library looks for the program's cua.properties.
            thread.setContextClassLoader(loader);
            return examine(loader);
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private int examine(ClassLoader loader) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Attribution attribution = Attribution.fromEnvironment();
        List<String> settings = DoctorSettings.of(loader).lines(attribution);
        out.println("Settings, of which the first one wins:");
        settings.forEach(line -> out.println("  " + line));
        out.println();
        out.println(
                classPath == null
                        ? "Clients on the class path of cua itself; for your program's give --class-path:"
                        : "Clients on the class path:");
        DoctorClient.linesOf(loader).forEach(line -> out.println("  " + line));
        out.println();
        List<String> sent = sent(attribution, loader);
        sent.forEach(out::println);
        boolean attributed =
                attribution.isActive() && sent.get(sent.size() - 1).endsWith(" " + attribution.trackingId());
        return attributed ? Cua.YES : Cua.NO;
    }

    /** The last line is the User-Agent. */
    private static List<String> sent(Attribution attribution, ClassLoader loader) throws IOException {
        if (!DoctorClient.areCoveredOn(loader)) {
            return List.of("A request of your program: without an ID, because nothing on its class path adds it");
        }
        if (!DoctorClient.AZURE_SDK.isOn(loader)) {
            return List.of(
                    "A request of your own client, if it asks attribution.userAgent(…):",
                    "  User-Agent: " + attribution.userAgent("my-client/1.0", "management.azure.com", 443));
        }
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
