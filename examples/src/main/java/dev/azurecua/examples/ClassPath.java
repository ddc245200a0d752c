// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
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

/** What is on a class path, without a class of it being loaded. */
final class ClassPath {
    private static final Pattern JAR = Pattern.compile("jar:(.*/)?(?<jar>[^/]+)!/.*");

    private ClassPath() {}

    /** Sees what a program with this class path would see. */
    static URLClassLoader loader(String classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String element : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            if (element.endsWith("*")) {
                try (DirectoryStream<Path> jars =
                        Files.newDirectoryStream(existing(element.substring(0, element.length() - 1)), "*.{jar,JAR}")) {
                    for (Path jar : jars) {
                        urls.add(url(jar));
                    }
                }
            } else {
                urls.add(url(existing(element)));
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Path existing(String element) {
        Path path = Path.of(element);
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("'" + element + "' does not exist; correct the class path");
        }
        return path;
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    /** The jar that something is in, or the folder. */
    static String place(URL url) {
        Matcher jar = JAR.matcher(url.toString());
        return jar.matches() ? jar.group("jar") : url.getPath();
    }

    /** The artifacts of a Maven group with their versions, those that were merged into one jar too. */
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
