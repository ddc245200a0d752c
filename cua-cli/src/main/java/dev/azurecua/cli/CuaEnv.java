// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.Attribution;
import dev.azurecua.ToolEnvironment;
import dev.azurecua.TrackingId;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the variables that a shell must export, so that the tools it starts are attributed. */
@Command(
        name = "env",
        description =
                "Prints export lines for a shell: eval \"$(cua env ID)\". Azure CLI, the Python SDK, Terraform, Pulumi"
                        + " and Java programs with this library are then attributed if this shell starts them. Existing"
                        + " values are kept, and a variable that does not change is not printed. Azure CLI and the"
                        + " Python SDK put the value of AZURE_HTTP_USER_AGENT on Microsoft Graph and Storage calls"
                        + " too.")
final class CuaEnv implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The tracking ID.")
    private TrackingId id;

    @Override
    public Integer call() {
        Map<String, String> present = System.getenv();
        Map<String, String> attributed = new TreeMap<>(present);
        ToolEnvironment.attribute(attributed, Attribution.of(id));
        PrintWriter out = spec.commandLine().getOut();
        attributed.forEach((name, value) -> {
            if (!value.equals(present.get(name))) {
                // Ends each line with a line feed, because a POSIX shell reads it on every operating system.
                out.print("export " + name + "='" + value.replace("'", "'\\''") + "'\n");
            }
        });
        return Cua.YES;
    }
}
