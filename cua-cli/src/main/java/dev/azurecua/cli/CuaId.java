// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.TrackingId;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a tracking ID, and says what one is. */
@Command(name = "id", description = "Makes or checks a tracking ID.")
final class CuaId {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "new",
            description =
                    "Prints a new tracking ID. Register its GUID, without pid-, in Partner Center: Account settings,"
                            + " Organization profile, Identifiers, Add Tracking GUID.")
    int create() {
        spec.commandLine().getOut().println(TrackingId.random());
        return Cua.YES;
    }

    @Command(
            name = "check",
            description = "Prints what a tracking ID is and how it is sent; fails with 1 and the reason if it is none.")
    int check(@Parameters(paramLabel = "ID", description = "What is to be checked.") String text) {
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
                        ? "issued by Partner Center for an app of the commercial marketplace"
                        : "of a partner's own; to be registered in Partner Center as " + id.guid());
        return Cua.YES;
    }
}
