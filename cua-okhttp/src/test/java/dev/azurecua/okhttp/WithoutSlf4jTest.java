// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.Attribution;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/** Verifies an application without SLF4J, because the library does not bring it. The JDK logs the WARN instead. */
class WithoutSlf4jTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @Test
    void logsRemovalOfTheIdByTheJdk() throws Exception {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger(AttributionInterceptor.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try (URLClassLoader loader = withoutSlf4j()) {
            Supplier<?> program = (Supplier<?>)
                    loader.loadClass(Program.class.getName()).getConstructor().newInstance();

            assertThat(program.get()).isEqualTo("contoso/1");
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("WARNING Removed " + ID + " from the User-Agent of a request to https://contoso.example/");
    }

    private static URLClassLoader withoutSlf4j() {
        return new URLClassLoader(
                Stream.of(CLASS_PATH.split(File.pathSeparator))
                        .filter(element -> !element.matches(".*[/\\\\](slf4j|logback)-[^/\\\\]*"))
                        .map(WithoutSlf4jTest::url)
                        .toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String element) {
        try {
            return Path.of(element).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the User-Agent of a request to another service. The request is not sent. */
    public static final class Program implements Supplier<String> {
        public Program() {}

        @Override
        public String get() {
            OkHttpClient client = new OkHttpClient.Builder()
                    .addInterceptor(AttributionInterceptor.of(Attribution.of(ID)))
                    .addInterceptor(chain -> {
                        throw new IOException(chain.request().header("User-Agent"));
                    })
                    .build();
            try {
                client.newCall(new Request.Builder()
                                .url("https://contoso.example/")
                                .header("User-Agent", "contoso/1 " + ID)
                                .build())
                        .execute();
                return "answered";
            } catch (IOException e) {
                return e.getMessage();
            }
        }
    }
}
