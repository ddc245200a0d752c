// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a report is written to, in one piece or not at all. Immutable. */
final class ReportFile {
    private static final Logger LOG = LoggerFactory.getLogger(AttributionReport.class);

    private final Path path;
    private final Path folder;

    private ReportFile(Path path, Path folder) {
        this.path = path;
        this.folder = folder;
    }

    /**
     * Checks that it can be written, while there is still a log to say so.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static ReportFile of(String text) {
        try {
            Path path = Paths.get(text).toAbsolutePath();
            Path folder = path.getParent();
            if (folder == null || (Files.exists(path) && !Files.isRegularFile(path))) {
                throw new IllegalArgumentException(fault(text, "it is no file"));
            }
            Files.createDirectories(folder);
            // Whether a file can be made there, only a file shows.
            Files.delete(Files.createTempFile(folder, "cua-report", ".tmp"));
            return new ReportFile(path, folder);
        } catch (InvalidPathException | IOException | SecurityException e) {
            throw new IllegalArgumentException(fault(text, Printable.of(e.toString())), e);
        }
    }

    private static String fault(String path, String fault) {
        return "'" + Printable.of(path) + "' cannot be written: " + fault
                + "; write the path of a file, new or to be replaced";
    }

    /** Never throws: it is the JVM's last minute. */
    void write(AttributionReport report) {
        // In the same folder, because a file can be moved in one piece only within a file system.
        Path draft = folder.resolve(path.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (Writer out = Files.newBufferedWriter(draft, US_ASCII, StandardOpenOption.CREATE_NEW)) {
                report.writeJson(out);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error("The report of Resource Manager calls cannot be written to {}: {}", path, e.toString());
            // If that fails too, enough has been said.
            draft.toFile().delete();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
