// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Reads a template from a file or from standard input, in UTF-8 or UTF-16. Replaces the file in its original encoding.
 */
final class TemplateFile {
    /** Allows four bytes for each character that a template may have. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final String STANDARD_INPUT = "-";

    private final String name;
    private final String text;
    private final Charset charset;

    private TemplateFile(String name, String text, Charset charset) {
        this.name = name;
        this.text = text;
        this.charset = charset;
    }

    /**
     * Reads a template.
     *
     * @param name the path of a file, or {@code -} for standard input
     */
    static TemplateFile read(String name, InputStream standardInput) {
        byte[] bytes = bytes(name, standardInput);
        if (bytes.length > MAX_BYTES) {
            throw tooLong(name);
        }
        Charset charset = charset(bytes);
        try {
            // Keeps a byte order mark in the text, because the file has to keep it.
            return new TemplateFile(
                    name, charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), charset);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + ": it is not valid " + charset + "; convert it to UTF-8", e);
        }
    }

    private static byte[] bytes(String name, InputStream standardInput) {
        Path file = Failure.path(name);
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is a folder; give the path of the main template, or - for standard input");
        }
        // Reads any other kind of file, because a shell passes the output of a command as the path of a pipe.
        try (InputStream in = name.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException("'" + name + "' cannot be read: " + Failure.problem(e), e);
        }
    }

    private static IllegalArgumentException tooLong(String name) {
        return new IllegalArgumentException(
                name + ": it has more than 16 MB, but Resource Manager accepts at most 4 MB; give the path of the main"
                        + " template, or make the template smaller");
    }

    /** Detects the encoding by the first two bytes, because a template starts with ASCII or a byte order mark. */
    private static Charset charset(byte[] bytes) {
        int first = bytes.length > 1 ? bytes[0] & 0xff : -1;
        int second = bytes.length > 1 ? bytes[1] & 0xff : -1;
        if ((first == 0xff && second == 0xfe) || second == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return (first == 0xfe && second == 0xff) || first == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** Replaces the file atomically. Keeps its permissions and, where the system allows it, its owner. */
    void replace(String newText) {
        try {
            Path file = Path.of(name).toRealPath();
            if (!Files.isWritable(file)) {
                throw new IllegalArgumentException("it is write-protected; make it writable, or remove -i");
            }
            replace(file, newText);
        } catch (IOException e) {
            throw new IllegalArgumentException("it cannot be replaced: " + Failure.problem(e) + ", or remove -i", e);
        }
    }

    private void replace(Path file, String newText) throws IOException {
        // Writes into the same folder, because a file can be moved atomically only within a file system.
        Path draft = file.resolveSibling(UUID.randomUUID() + ".tmp");
        try {
            // Copies the file first, because the draft then has its permissions and, where possible, its owner.
            Files.copy(file, draft, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(draft, newText, charset);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    boolean isStandardInput() {
        return name.equals(STANDARD_INPUT);
    }
}
