// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOError;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.UUID;
import java.util.regex.Pattern;

/** Writes a report to a file, completely or not at all. Immutable. */
final class ReportFile {
    private static final Log LOG = Log.of(ReportFile.class);
    private static final int MAX_CHARACTERS = 500;

    /** Stands in the path for a unique text, as in the file names of {@code java.util.logging}. */
    private static final Pattern UNIQUE = Pattern.compile("%u(?![A-Za-z])");

    private static final int MAX_LINKS = 40;

    private static final FileAttribute<?>[] READABLE_BY_OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
    };
    private static final FileAttribute<?>[] DEFAULT = {};

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
            String unique = UNIQUE.matcher(text).replaceAll(UUID.randomUUID().toString());
            return begin(Paths.get(unique).toAbsolutePath(), content);
        } catch (IOException | RuntimeException | IOError | LinkageError e) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(text) + "' cannot be written: " + Printable.of(e.toString(), MAX_CHARACTERS)
                            + "; write the path of a file that can be created or replaced",
                    e);
        }
    }

    static ReportFile begin(Path path, Content content) throws IOException {
        if (isPosix(path)) {
            rejectLinksOfOthers(path, MAX_LINKS);
        }
        Path file = path;
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            // The real path, because a link must stay and its target be replaced. A dangling link has none.
            file = path.toRealPath();
            if (!Files.isRegularFile(file)) {
                throw fault(file, "it is not a regular file");
            }
            file.getFileSystem().provider().checkAccess(file, AccessMode.WRITE);
        }
        ReportFile report = new ReportFile(file, content);
        report.replace();
        return report;
    }

    /**
     * Rejects a link in a folder that others can write to or that belongs to another user, because that user could have
     * created the link to overwrite a file of this user. Follows each link to the next one.
     */
    private static void rejectLinksOfOthers(Path path, int linksLeft) throws IOException {
        Path walked = path.getRoot();
        for (Path name : path) {
            Path next = walked.resolve(name);
            if (Files.isSymbolicLink(next)) {
                if (linksLeft == 0 || !isOwn(walked)) {
                    throw fault(next, "it is a link, and other users can change it; write another path");
                }
                Path target = walked.resolve(Files.readSymbolicLink(next));
                rejectLinksOfOthers(target, linksLeft - 1);
                next = target.toRealPath();
            }
            walked = next;
        }
    }

    /** Returns whether only this user or the superuser can change the folder. */
    private static boolean isOwn(Path folder) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
        boolean onlyOwnerWrites = Collections.disjoint(
                attributes.permissions(),
                EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
        return Boolean.logicalAnd(
                onlyOwnerWrites,
                Arrays.asList("root", thisUser().getName())
                        .contains(attributes.owner().getName()));
    }

    /** Returns the owner of a new file, because the name of this user may be unknown, as in a container. */
    private static UserPrincipal thisUser() throws IOException {
        Path file = Files.createTempFile("cua", null);
        try {
            return Files.getOwner(file);
        } finally {
            Files.delete(file);
        }
    }

    private static FileSystemException fault(Path path, String problem) {
        return new FileSystemException(path.toString(), null, problem);
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

    /** Creates the draft with the access rights of the file that it replaces. Only the owner can read a new file. */
    private void create(Path draft) throws IOException {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            // The content is copied too, because no other way keeps the rights on each operating system.
            Files.copy(path, draft, StandardCopyOption.COPY_ATTRIBUTES);
            if (isPosix(path)) {
                // Fails if the file belongs to another user, who would lose access otherwise.
                Files.setOwner(draft, Files.getOwner(path));
            }
        } else {
            Files.createFile(draft, isPosix(path) ? READABLE_BY_OWNER_ONLY : DEFAULT);
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
