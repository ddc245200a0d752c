// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.TrackingId;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    int check(
            @Option(names = "--json", description = Cua.JSON) boolean json,
            @Parameters(paramLabel = "ID", description = "The text to check.") String text)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        TrackingId id;
        try {
            id = TrackingId.of(text);
        } catch (IllegalArgumentException e) {
            if (json) {
                out.println(Cua.json(new Check(false, null, null, null, e.getMessage())));
            } else {
                spec.commandLine().getErr().println(e.getMessage());
            }
            return Cua.NO;
        }
        if (json) {
            String kind = id.isMarketplace() ? "marketplace" : "own";
            out.println(Cua.json(new Check(true, id.toString(), kind, id.guid(), null)));
            return Cua.YES;
        }
        out.println(id);
        out.println(
                id.isMarketplace()
                        ? "marketplace ID, in the form that Partner Center issues for an app of the commercial"
                                + " marketplace"
                        : "ID of your own; register its GUID in Partner Center: " + id.guid());
        return Cua.YES;
    }

    private record Check(
            boolean valid,
            @Nullable String trackingId,
            @Nullable String kind,
            @Nullable UUID guid,
            @Nullable String problem) {}
}
