// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.TrackingId;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates tracking IDs and checks them. */
@Command(name = "id", description = "Creates or checks a tracking ID.")
final class CuaId {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "new",
            description = "Prints a new tracking ID. Register its GUID, without pid-, in Partner Center under Account"
                    + " settings, Organization profile, Identifiers, Add Tracking GUID.")
    int create() {
        spec.commandLine().getOut().println(TrackingId.random());
        return Cua.YES;
    }

    @Command(
            name = "check",
            description = "Prints how a tracking ID is sent, and its kind. If the text is not a tracking ID, prints the"
                    + " reason on standard error, and the exit code is 1.")
    int check(@Parameters(paramLabel = "ID", description = "The text to check.") String text) {
        TrackingId id;
        try {
            id = TrackingId.of(text);
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return Cua.NO;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(id);
        out.println(
                id.isMarketplace()
                        ? "marketplace ID, in the form that Partner Center issues for an app of the commercial"
                                + " marketplace"
                        : "ID of your own; register its GUID in Partner Center: " + id.guid());
        return Cua.YES;
    }
}
