// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.Predicate;

/** Starts an application as containers do, in class loaders that do not see the class path of the JVM. */
final class Container {
    enum Layout {
        /** Loads the Azure SDK, the library and the application in one child loader. */
        TOGETHER {
            @Override
            void start(String mainClass, List<String> classPath) throws Exception {
                run(mainClass, loader(classPath, element -> true, ClassLoader.getPlatformClassLoader()));
            }
        },
        /** Loads the Azure SDK in the loader of the container; the application brings the library. */
        SDK_IN_PARENT {
            @Override
            void start(String mainClass, List<String> classPath) throws Exception {
                ClassLoader container = loader(
                        classPath,
                        Predicate.not(Container::belongsToApplication),
                        ClassLoader.getPlatformClassLoader());
                run(mainClass, loader(classPath, Container::belongsToApplication, container));
            }
        },
        /** Starts two applications, each with an Azure SDK and a library of its own. */
        TWO_PAIRS {
            @Override
            void start(String mainClass, List<String> classPath) throws Exception {
                TOGETHER.start(mainClass, classPath);
                TOGETHER.start(mainClass, classPath);
            }
        };

        abstract void start(String mainClass, List<String> classPath) throws Exception;
    }

    private Container() {}

    /**
     * Starts the application and exits.
     *
     * @param args the layout, the main class of the application and its class path
     */
    public static void main(String[] args) throws Exception {
        Layout.valueOf(args[0]).start(args[1], List.of(args[2].split(File.pathSeparator)));
        System.exit(0);
    }

    private static boolean belongsToApplication(String element) {
        return element.matches(".*[/\\\\](cua-|classes|test-classes)[^/\\\\]*");
    }

    private static ClassLoader loader(List<String> classPath, Predicate<String> elements, ClassLoader parent) {
        URL[] urls = classPath.stream().filter(elements).map(Container::url).toArray(URL[]::new);
        return new URLClassLoader(urls, parent);
    }

    private static URL url(String element) {
        try {
            return new File(element).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void run(String mainClass, ClassLoader application) throws ReflectiveOperationException {
        Thread.currentThread().setContextClassLoader(application);
        application.loadClass(mainClass).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }
}
