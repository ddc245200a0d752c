// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOError;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.UUID;

/** Writes a report to a file, completely or not at all. Immutable. */
final class ReportFile {
    private static final Log LOG = Log.of(ReportFile.class);
    private static final int MAX_CHARACTERS = 500;

    /** Stands in the path for a unique text, as in the file names of {@code java.util.logging}. */
    private static final String UNIQUE = "%u";

    private static final FileAttribute<?> READABLE_BY_OWNER_ONLY = PosixFilePermissions.asFileAttribute(
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

    private final Path path;
    private final Content content;

    private ReportFile(Path path, Content content) {
        this.path = path;
        this.content = content;
    }

    /**
     * Writes the report for the first time, for three reasons. An unwritable file is found while logging still works.
     * The classes that are needed when the JVM ends are loaded now. An earlier file is not mistaken for the report of
     * this process.
     *
     * @throws IllegalArgumentException if the file cannot be written
     */
    static ReportFile begin(String text, Content content) {
        try {
            Path path = Paths.get(text.replace(UNIQUE, UUID.randomUUID().toString()))
                    .toAbsolutePath();
            rejectLinksOfOthers(path);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                // The real path, because a link must stay and its target be replaced. A dangling link has none.
                path = path.toRealPath();
                if (!Files.isRegularFile(path)) {
                    throw new FileSystemException(path.toString(), null, "it is not a regular file");
                }
            }
            ReportFile file = new ReportFile(path, content);
            file.replace();
            return file;
        } catch (IOException | RuntimeException | IOError | LinkageError e) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(text) + "' cannot be written: " + Printable.of(e.toString(), MAX_CHARACTERS)
                            + "; write the path of a file that can be created or replaced",
                    e);
        }
    }

    /**
     * Rejects a link in a folder that others can write to, because another user could have created it to overwrite a
     * file of this user.
     */
    private static void rejectLinksOfOthers(Path path) throws IOException {
        for (Path link = path; link.getParent() != null; link = link.getParent()) {
            if (Files.isSymbolicLink(link) && othersCanWrite(link.getParent())) {
                throw new FileSystemException(
                        link.toString(), null, "it is a link, and others can write to its folder; write another path");
            }
        }
    }

    private static boolean othersCanWrite(Path folder) throws IOException {
        return isPosix(folder) && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Writes the report. Logs an error instead of throwing it, because nothing can handle it when the JVM ends. */
    void write() {
        try {
            replace();
        } catch (IOException | RuntimeException | IOError | LinkageError e) {
            LOG.error("The report of Resource Manager calls cannot be written to " + this + ": "
                    + Printable.of(e.toString(), MAX_CHARACTERS)
                    + "; the file, if it exists, contains a report of no calls. Check disk space and permissions");
        }
    }

    private void replace() throws IOException {
        // In the same folder, because only a move within a file system is atomic.
        Path draft = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".tmp");
        Files.createDirectories(draft.getParent());
        try {
            create(draft);
            try (Writer out = Files.newBufferedWriter(draft, US_ASCII)) {
                content.writeTo(out);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Creates the draft with the access rights of the file that it replaces. A new file is readable by its owner. */
    private void create(Path draft) throws IOException {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            // The content is copied too, because no other way keeps the rights on each operating system.
            Files.copy(path, draft, StandardCopyOption.COPY_ATTRIBUTES);
        } else if (isPosix(path)) {
            Files.createFile(draft, READABLE_BY_OWNER_ONLY);
        } else {
            Files.createFile(draft);
        }
    }

    @Override
    public String toString() {
        return Printable.of(path.toString(), MAX_CHARACTERS);
    }

    /** Writes the content of the file. */
    interface Content {
        void writeTo(Appendable out) throws IOException;
    }
}
