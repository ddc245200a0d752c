// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the contents of a class path without loading classes from it. */
final class ClassPath {
    /** Ends the message for an element that cannot be read. */
    static final String HINT = "give a folder, a jar, or 'lib/*' for all jars in a folder";

    private static final Pattern JAR = Pattern.compile("jar:(.*/)?(?<jar>[^/]+)!/.*");
    private static final Pattern NESTED_JAR =
            Pattern.compile("jar:.*/(?<outer>[^/]+)/(BOOT|WEB)-INF/lib(-provided)?/(.*/)?(?<jar>[^/]+)!/.*");

    private ClassPath() {}

    /** Creates a class loader for the resources of a program with this class path. Close it before {@code nested}. */
    static URLClassLoader loader(String classPath, NestedJars nested) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String element : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            if (element.equals("*") || element.endsWith("/*") || element.endsWith(File.separator + "*")) {
                urls.addAll(jarsIn(existing(element.substring(0, element.length() - 1)), nested));
            } else {
                urls.addAll(urlsOf(existing(element), nested));
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Path existing(String element) {
        Path path = Failure.path(element);
        if (Files.notExists(path)) {
            throw new IllegalArgumentException("'" + element + "' does not exist; correct the class path");
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("'" + element + "' cannot be read; give this user access to it");
        }
        return path;
    }

    private static List<URL> jarsIn(Path folder, NestedJars nested) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("'" + folder + "' is not a folder; " + HINT);
        }
        List<URL> urls = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.{jar,JAR}")) {
            for (Path jar : jars) {
                urls.addAll(urlsOf(jar, nested));
            }
        }
        return urls;
    }

    private static List<URL> urlsOf(Path element, NestedJars nested) throws IOException {
        if (!Files.isDirectory(element)) {
            return nested.urlsOf(element);
        }
        List<URL> urls = new ArrayList<>();
        urls.add(element.toUri().toURL());
        for (String layout : NestedJars.LAYOUTS) {
            Path classes = element.resolve(layout).resolve("classes");
            if (Files.isDirectory(classes)) {
                urls.add(classes.toUri().toURL());
            }
            Path libraries = element.resolve(layout).resolve("lib");
            if (Files.isDirectory(libraries)) {
                urls.addAll(jarsIn(libraries, nested));
            }
        }
        return urls;
    }

    /** Returns the name of the jar that contains a file, or the path of a file that is not in a jar. */
    static String place(URL url) {
        Matcher nested = NESTED_JAR.matcher(url.toString());
        if (nested.matches()) {
            return nested.group("jar") + ", in " + nested.group("outer");
        }
        Matcher jar = JAR.matcher(url.toString());
        return jar.matches() ? jar.group("jar") : url.getPath();
    }

    /**
     * Returns the URL of a file. For a file in a nested jar, returns its name and its place instead, because the URL
     * may point to a temporary file.
     */
    static String location(URL url, String name) {
        return NESTED_JAR.matcher(url.toString()).matches() ? name + ", in " + place(url) : url.toString();
    }

    /** Reads a file on the class path. If its jar is damaged, the exception names the jar. */
    static byte[] read(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        // Closes the jar after reading, because Windows does not delete an open jar.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        } catch (ZipException damaged) {
            throw new ZipException(place(url) + " is damaged: " + damaged.getMessage());
        }
    }

    /**
     * Returns the version of a Maven artifact, read from the jar or folder that contains one of its classes.
     *
     * @param file the location of the class
     * @param name the path of the class in the jar or folder
     * @param artifact group and name, with a slash between them
     * @return null if the version is missing or malformed
     */
    static @Nullable Version version(URL file, String name, String artifact) throws IOException {
        String root = file.toString().substring(0, file.toString().length() - name.length());
        Properties properties = new Properties();
        try {
            URL url = URI.create(root + "META-INF/maven/" + artifact + "/pom.properties")
                    .toURL();
            properties.load(new ByteArrayInputStream(read(url)));
            return Version.parse(properties.getProperty("version", ""));
        } catch (FileNotFoundException | IllegalArgumentException unknown) {
            return null;
        }
    }

    /**
     * Returns the sorted artifacts of a Maven group with their versions. Includes artifacts that were merged into one
     * jar.
     */
    static List<String> artifacts(ClassLoader loader, String group) throws IOException {
        String folder = "META-INF/maven/" + group;
        List<String> artifacts = new ArrayList<>();
        for (URL url : Collections.list(loader.getResources(folder))) {
            if (url.openConnection() instanceof JarURLConnection connection) {
                connection.setUseCaches(false);
                try (JarFile jar = connection.getJarFile()) {
                    for (JarEntry entry : Collections.list(jar.entries())) {
                        if (entry.getName().startsWith(folder + "/")
                                && entry.getName().endsWith("/pom.properties")) {
                            artifacts.add(artifact(jar, entry));
                        }
                    }
                }
            }
        }
        Collections.sort(artifacts);
        return artifacts;
    }

    private static String artifact(JarFile jar, JarEntry entry) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
            properties.load(in);
        }
        return properties.getProperty("artifactId") + " " + properties.getProperty("version");
    }
}
