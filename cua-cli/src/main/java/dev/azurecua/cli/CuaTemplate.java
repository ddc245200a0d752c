// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.TemplateAttribution;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Attributes templates, as a step of a release. */
@Command(name = "template", description = "Attributes a template.")
final class CuaTemplate {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "attribute",
            description = "Prints the template with an empty deployment that is named with the tracking ID. A template"
                    + " that already has it stays as it is. Fails with 1 if the template is attributed to another ID,"
                    + " and with 2 if that cannot be told.")
    int attribute(
            @Parameters(
                            paramLabel = "FILE",
                            description = "The main template, in UTF-8 or UTF-16; - for standard input.")
                    String name,
            @Option(
                            names = {"-i", "--in-place"},
                            description = "Replace the file, in one piece, and print nothing.")
                    boolean inPlace,
            @Option(names = "--beside", description = "Add the ID although the template has another one.")
                    boolean beside,
            @Option(names = "--replace", paramLabel = "ID", description = "Replace this ID of another marker.")
                    @Nullable
                    TrackingId replaced,
            @Option(
                            names = "--opt-out",
                            paramLabel = "PARAMETER",
                            description = "Let customers opt out with this bool parameter of the template, which is"
                                    + " added if it is not there.")
                    @Nullable
                    String optOut,
            @Option(
                            names = "--id",
                            paramLabel = "ID",
                            description = "The tracking ID. Without it, that of the settings, such as CUA_TRACKING_ID.")
                    @Nullable
                    TrackingId id)
            throws IOException {
        TrackingId trackingId = id == null ? Attribution.fromEnvironment().trackingId() : id;
        if (trackingId == null) {
            throw new IllegalArgumentException(
                    "There is no tracking ID in the settings, or the customer opted out; give --id ID, or set CUA_TRACKING_ID");
        }
        TemplateAttribution templates = TemplateAttribution.of(trackingId);
        templates = beside ? templates.besideOthers() : templates;
        templates = replaced == null ? templates : templates.replacing(replaced);
        templates = optOut == null ? templates : templates.withOptOut(optOut);
        TemplateFile file = TemplateFile.read(name, System.in);
        if (inPlace && file.isStandardInput()) {
            throw new IllegalArgumentException("Standard input cannot be replaced; leave out -i");
        }
        return attribute(file, templates, inPlace);
    }

    private int attribute(TemplateFile file, TemplateAttribution templates, boolean inPlace) throws IOException {
        try {
            String attributed = templates.attribute(file.text());
            boolean done = templates.isAttributed(attributed);
            if (!done && templates.besideOthers().attribute(file.text()).equals(file.text())) {
                throw new IllegalArgumentException("it is not attributed for certain, see the warning");
            }
            if (!inPlace) {
                spec.commandLine().getOut().print(attributed);
            } else if (!attributed.equals(file.text())) {
                file.replace(attributed);
            }
            if (!done) {
                spec.commandLine()
                        .getErr()
                        .println(file.name() + ": it is attributed to another ID; give --beside to add yours, or"
                                + " --replace ID to replace the other one");
            }
            return done ? Cua.YES : Cua.NO;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.name() + ": " + e.getMessage(), e);
        }
    }
}
