// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Unpacks the jars inside Spring Boot jars and wars into a temporary folder. Closing it deletes the folder. */
final class NestedJars implements Closeable {
    /** Names the folder with the program's classes and jars, in a Spring Boot jar and in a war. */
    static final List<String> LAYOUTS = List.of("BOOT-INF", "WEB-INF");

    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(jar|war)", Pattern.CASE_INSENSITIVE);
    private static final String QUARKUS = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    private @Nullable Path folder;

    /**
     * Returns the URLs from which a program loads classes, in the order of class loading: the jar itself, or the
     * classes and jars inside a Spring Boot jar or a war.
     *
     * @throws IllegalArgumentException if the file is not a jar, or contains jars that only its own launcher reads
     */
    List<URL> urlsOf(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            String mainClass = mainClass(jar);
            rejectQuarkus(file, mainClass);
            List<JarEntry> entries = Collections.list(jar.entries());
            List<URL> inside = urlsInside(file, jar, entries);
            if (inside.isEmpty()) {
                rejectNestedClients(file, jar, entries);
            }
            // The jar itself comes first, because a launcher starts a Spring Boot jar with a main class, and the parent
            // class loader, which contains the whole jar, is asked first.
            if (inside.isEmpty() || mainClass != null) {
                inside.add(0, file.toUri().toURL());
            }
            return inside;
        } catch (ZipException damaged) {
            throw new IllegalArgumentException(
                    "'" + file + "' is neither a folder nor a readable jar (" + damaged.getMessage() + "); "
                            + ClassPath.HINT,
                    damaged);
        }
    }

    /** Returns the URLs of the classes and jars inside a Spring Boot jar or a war; empty for any other jar. */
    private List<URL> urlsInside(Path file, JarFile jar, List<JarEntry> entries) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String layout : LAYOUTS) {
            String classes = layout + "/classes/";
            if (entries.stream().anyMatch(entry -> entry.getName().startsWith(classes))) {
                urls.add(URI.create("jar:" + file.toUri() + "!/" + classes).toURL());
            }
            Pattern library = Pattern.compile(layout + "/lib(-provided)?/.+\\.jar");
            for (JarEntry entry : entries) {
                if (library.matcher(entry.getName()).matches()) {
                    urls.add(unpackLibrary(file, jar, entry).toUri().toURL());
                }
            }
        }
        return urls;
    }

    private static @Nullable String mainClass(JarFile jar) throws ZipException {
        try {
            Manifest manifest = jar.getManifest();
            return manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException malformed) {
            throw new ZipException("manifest: " + malformed.getMessage());
        }
    }

    private static void rejectQuarkus(Path file, @Nullable String mainClass) {
        if (QUARKUS.equals(mainClass) || Files.exists(file.resolveSibling("quarkus/quarkus-application.dat"))) {
            throw new IllegalArgumentException("'" + file
                    + "' starts a Quarkus application, whose jars are in folders; write instead: -cp \""
                    + String.join(
                            File.pathSeparator,
                            file.resolveSibling("lib/main") + "/*",
                            file.resolveSibling("app") + "/*",
                            file.resolveSibling("lib/boot") + "/*")
                    + "\"");
        }
    }

    /**
     * Rejects a jar that contains jars with HTTP clients. Accepts others, because many libraries contain a jar, such as
     * an agent.
     */
    private void rejectNestedClients(Path file, JarFile jar, List<JarEntry> entries) throws IOException {
        for (JarEntry entry : entries) {
            if (ARCHIVE.matcher(entry.getName()).matches() && mayHaveClient(unpack(file, jar, entry))) {
                throw new IllegalArgumentException("'" + file + "' contains jars that doctor cannot read, such as '"
                        + entry.getName() + "'; unpack it, and give its folder and its jars, for example -cp \"app"
                        + File.pathSeparator + "app/lib/*\"");
            }
        }
    }

    private static boolean mayHaveClient(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream()
                    .anyMatch(entry -> DoctorClient.isKnownClass(entry.getName())
                            || ARCHIVE.matcher(entry.getName()).matches());
        } catch (ZipException unreadable) {
            return true;
        }
    }

    private Path unpackLibrary(Path file, JarFile jar, JarEntry entry) throws IOException {
        Path library = unpack(file, jar, entry);
        try {
            new ZipFile(library.toFile()).close();
            return library;
        } catch (ZipException damaged) {
            throw new IllegalArgumentException(
                    "'" + file + "' has the entry '" + entry.getName() + "', which is not a readable jar ("
                            + damaged.getMessage() + "); build the outer jar again",
                    damaged);
        }
    }

    private Path unpack(Path file, JarFile jar, JarEntry entry) throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("cua-doctor");
        }
        // Each jar gets a folder of its own, because a class path may have two Spring Boot jars of the same name.
        Path root = Files.createTempDirectory(folder, "").resolve(file.toFile().getName());
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IllegalArgumentException("'" + file + "' has the entry '" + entry.getName()
                    + "', which would be unpacked outside of the temporary folder; build the jar again");
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target);
        }
        return target;
    }

    @Override
    public void close() throws IOException {
        if (folder != null) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
