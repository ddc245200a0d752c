// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.TemplateAttribution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Attributes templates as a step of a release. */
@Command(name = "template", description = "Attributes a template.")
final class CuaTemplate {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "attribute",
            description = "Prints the template with a marker: an empty deployment that is named with the tracking ID. A"
                    + " template that already has the marker is not changed. The exit code is 1 if the template is"
                    + " attributed to another ID or its marker is off by default, and 2 if it is not certain that"
                    + " the template is attributed.")
    int attribute(
            @Parameters(
                            paramLabel = "FILE",
                            description = "The main template, in UTF-8 or UTF-16. Use - for standard input.")
                    String name,
            @Option(
                            names = {"-i", "--in-place"},
                            description = "Replace the file atomically, and print nothing.")
                    boolean inPlace,
            @Option(names = "--beside", description = "Add the ID even if the template has the marker of another ID.")
                    boolean beside,
            @Option(names = "--replace", paramLabel = "ID", description = "Replace the marker of this other ID.")
                    @Nullable
                    TrackingId replaced,
            @Option(
                            names = "--opt-out",
                            paramLabel = "PARAMETER",
                            description = "Let customers opt out with this bool parameter of the template. The"
                                    + " parameter is added if it is missing.")
                    @Nullable
                    String optOut,
            @Option(
                            names = "--id",
                            paramLabel = "ID",
                            description = "The tracking ID. Default: the ID of the settings, such as CUA_TRACKING_ID.")
                    @Nullable
                    TrackingId id) {
        if (id != null && !Attribution.of(id).isActive()) {
            printError(explainSettings().winner()
                    + " opts out of attributed calls from this machine. The template is attributed all the same,"
                    + " because --id is explicit. To let customers opt out of the template, add --opt-out PARAMETER.");
        }
        TrackingId trackingId = id == null ? idOfSettings() : id;
        TemplateAttribution templates = TemplateAttribution.of(trackingId);
        templates = beside ? templates.besideOthers() : templates;
        templates = replaced == null ? templates : templates.replacing(replaced);
        templates = optOut == null ? templates : templates.withOptOut(optOut);
        TemplateFile file = TemplateFile.read(name, System.in);
        if (inPlace && file.isStandardInput()) {
            throw new IllegalArgumentException(
                    "-i cannot replace standard input; remove -i, or give the path of a file");
        }
        return attribute(file, templates, inPlace, trackingId);
    }

    /** Returns the ID of the settings, and prints where it comes from. */
    private TrackingId idOfSettings() {
        Attribution attribution = Attribution.fromEnvironment();
        SettingsExplanation explanation = explainSettings();
        explanation.warnings().forEach(warning -> printError("warning: " + warning));
        TrackingId id = attribution.trackingId();
        if (id == null) {
            throw new IllegalArgumentException(attribution + "; add --id ID to attribute the template");
        }
        printError("the ID is " + id + ", from " + explanation.winner());
        return id;
    }

    private static SettingsExplanation explainSettings() {
        return SettingsExplanation.parse(Attribution.explainEnvironment());
    }

    private int attribute(TemplateFile file, TemplateAttribution templates, boolean inPlace, TrackingId id) {
        try {
            String attributed = templates.attribute(file.text());
            boolean done = templates.isAttributed(attributed);
            if (!done && TemplateAttribution.trackingIds(attributed).isEmpty()) {
                throw new IllegalArgumentException(
                        "it is not certain that the template is attributed; follow the WARN line");
            }
            if (!inPlace) {
                spec.commandLine().getOut().print(attributed);
            } else if (!attributed.equals(file.text())) {
                file.replace(attributed);
            }
            if (!done) {
                printError(file.name() + ": " + id + " is not credited by this template; follow the WARN line");
            }
            return done ? Cua.YES : Cua.NO;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.name() + ": " + e.getMessage(), e);
        }
    }

    private void printError(String line) {
        spec.commandLine().getErr().println("cua template attribute: " + line);
    }
}
