// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A template in a file or from standard input, in UTF-8 or UTF-16. Replaces the file in its own encoding. */
final class TemplateFile {
    /** Four bytes for each character that a template may have. */
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

    /** @param name the path of a file, or {@code -} for standard input */
    static TemplateFile read(String name, InputStream standardInput) throws IOException {
        byte[] bytes = name.equals(STANDARD_INPUT) ? standardInput.readNBytes(MAX_BYTES + 1) : bytes(name);
        if (bytes.length > MAX_BYTES) {
            throw tooLong(name, bytes.length);
        }
        Charset charset = charset(bytes);
        try {
            // A byte order mark stays in the text, and so in the file.
            return new TemplateFile(
                    name, charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), charset);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + ": it is not in " + charset + "; convert it to UTF-8", e);
        }
    }

    private static byte[] bytes(String name) throws IOException {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no file; give the path of the main template, or - for standard input");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw tooLong(name, Files.size(file));
        }
        try {
            return Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException("'" + name + "' cannot be read; permit reading it", e);
        }
    }

    private static IllegalArgumentException tooLong(String name, long size) {
        return new IllegalArgumentException(
                name + ": it has " + size + " bytes, and Resource Manager takes no more than 4 MB");
    }

    /** Returns the encoding. The first two characters of a template are ASCII, or a byte order mark. */
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

    /** Replaces the file in one piece. */
    void replace(String newText) throws IOException {
        Path file = Path.of(name).toRealPath();
        if (!Files.isWritable(file)) {
            throw new IllegalArgumentException(name + ": it is write-protected; allow to write it, or leave out -i");
        }
        // In the same folder, because a file can be moved in one piece only within a file system.
        Path draft = file.resolveSibling(UUID.randomUUID() + ".tmp");
        try {
            // For its permissions and, where that is allowed, its owner.
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
