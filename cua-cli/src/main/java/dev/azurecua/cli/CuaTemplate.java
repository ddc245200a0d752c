// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.templates.TemplateAttribution;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Attributes templates, as a step of a release. */
@Command(name = "template", description = "Attributes a template.")
final class CuaTemplate {
    /** Four bytes for each character that a template may have. */
    private static final long MAX_BYTES = 16 * 1024 * 1024;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "attribute",
            description = "Prints the template with the empty deployment that is named with the tracking ID. A template"
                    + " that is attributed stays as it is; fails with 1 if it is attributed to another ID.")
    int attribute(
            @Parameters(paramLabel = "FILE", description = "The main template, in UTF-8.") Path file,
            @Option(
                            names = {"-i", "--in-place"},
                            description = "Replace the file, in one piece, and print nothing.")
                    boolean inPlace,
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
        String template = read(file);
        TemplateAttribution templates = TemplateAttribution.of(trackingId);
        String attributed = attributed(file, template, templates);
        if (!inPlace) {
            spec.commandLine().getOut().print(attributed);
        } else if (!attributed.equals(template)) {
            replace(file.toRealPath(), attributed);
        }
        return templates.isAttributed(attributed) ? Cua.YES : Cua.NO;
    }

    private static String attributed(Path file, String template, TemplateAttribution templates) {
        try {
            return templates.attribute(template);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("'" + file + "' is no file; give the path of the main template");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException(
                    file + ": it has " + Files.size(file) + " bytes, and Resource Manager takes no more than 4 MB");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": it is not in UTF-8; convert it", e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        if (!Files.isWritable(file)) {
            throw new IllegalArgumentException(file + ": it is write-protected; allow to write it, or leave out -i");
        }
        // In the same folder, because a file can be moved in one piece only within a file system.
        Path draft = file.resolveSibling(UUID.randomUUID() + ".tmp");
        try {
            // For its permissions and, where that is allowed, its owner.
            Files.copy(file, draft, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
