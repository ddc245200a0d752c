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

/** What a shell has to export, so that the tools it starts are attributed. */
@Command(
        name = "env",
        description =
                "Prints the export lines by which Azure CLI, Terraform and Java programs that this shell starts are"
                        + " attributed: eval \"$(cua env ID)\". What is set already stays; what need not change is not printed."
                        + " Azure CLI and the Azure SDK for Python send the ID to Microsoft Graph and Storage too.")
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
                // Line ends of the shell that reads it, not of this machine.
                out.print("export " + name + "='" + value.replace("'", "'\\''") + "'\n");
            }
        });
        return Cua.YES;
    }
}
