// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOError;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that a report is written to, in one piece or not at all. Immutable. */
final class ReportFile {
    private static final Log LOG = Log.of(ReportFile.class);
    private static final int MOST_CHARACTERS = 500;

    private final Path path;
    private final Content content;

    private ReportFile(Path path, Content content) {
        this.path = path;
        this.content = content;
    }

    /**
     * Writes the report for a first time. That it can be written shows, while there is still a log to say so; the
     * classes that are needed at the end are loaded, while there is still something to load them; and an earlier file
     * is not taken for the report of this process.
     *
     * @throws IllegalArgumentException if it cannot be written
     */
    static ReportFile begin(String text, Content content) {
        try {
            Path path = Paths.get(text).toAbsolutePath();
            if (Files.exists(path)) {
                // What a link leads to is to be replaced, and not the link.
                path = path.toRealPath();
                if (!Files.isRegularFile(path)) {
                    throw new FileSystemException(path.toString(), null, "it is no file");
                }
            }
            ReportFile file = new ReportFile(path, content);
            file.replace();
            return file;
        } catch (IOException | RuntimeException | IOError | LinkageError e) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(text) + "' cannot be written: " + Printable.of(e.toString(), MOST_CHARACTERS)
                            + "; write the path of a file that can be made or replaced",
                    e);
        }
    }

    /** Never throws: it is the JVM's last minute. */
    void write() {
        try {
            replace();
        } catch (IOException | RuntimeException | IOError | LinkageError e) {
            LOG.error("The report of Resource Manager calls cannot be written to " + this + ": "
                    + Printable.of(e.toString(), MOST_CHARACTERS));
        }
    }

    private void replace() throws IOException {
        // In the same folder, because a file can be moved in one piece only within a file system.
        Path draft = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".tmp");
        Files.createDirectories(draft.getParent());
        try {
            try (Writer out = Files.newBufferedWriter(draft, US_ASCII, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(out);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public String toString() {
        return Printable.of(path.toString(), MOST_CHARACTERS);
    }

    /** What is written. */
    interface Content {
        void writeTo(Appendable out) throws IOException;
    }
}
