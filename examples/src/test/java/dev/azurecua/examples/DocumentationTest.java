// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies that every Java block in Markdown files and Javadoc compiles. */
class DocumentationTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Pattern MARKDOWN =
            Pattern.compile("^ *```java\\n(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern JAVADOC = Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* *\\}</pre>", Pattern.DOTALL);

    /** Provides the imports and variables that earlier blocks and the text have introduced. */
    private static final String CONTEXT = """
            import com.azure.core.credential.*;
            import com.azure.core.http.*;
            import com.azure.core.http.jdk.httpclient.*;
            import com.azure.core.http.okhttp.*;
            import com.azure.core.http.policy.*;
            import com.azure.core.management.*;
            import com.azure.core.management.profile.*;
            import com.azure.identity.*;
            import com.azure.resourcemanager.*;
            import com.azure.resourcemanager.appcontainers.*;
            import com.azure.resourcemanager.compute.*;
            import com.azure.resourcemanager.network.*;
            import com.azure.resourcemanager.resources.models.*;
            import com.github.tomakehurst.wiremock.client.WireMock;
            import dev.azurecua.*;
            import dev.azurecua.examples.*;
            import dev.azurecua.okhttp.*;
            import dev.azurecua.sdk.*;
            import dev.azurecua.templates.*;
            import dev.azurecua.testing.*;
            import java.net.*;
            import java.net.http.HttpRequest;
            import java.net.http.HttpResponse;
            import java.net.http.HttpResponse.BodyHandlers;
            import java.io.*;
            import java.nio.charset.StandardCharsets;
            import java.nio.file.*;
            import java.time.Duration;
            import okhttp3.*;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.api.extension.*;

            class Block {
                static Attribution attribution;
                static TokenCredential credential;
                static AzureProfile profile;
                static FakeResourceManager azure;
                static HttpPipeline pipeline;
                static java.net.http.HttpClient client;
                static HttpRequest request;
                static AttributionReport report;
                static AzureResourceManager resources;
                static String template;

                static void run() throws Exception {
            %s
                }
            }
            """;

    record Block(String location, String code) {
        @Override
        public String toString() {
            return location;
        }
    }

    static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(DocumentationTest::isDocumented).sorted().toList()) {
                boolean markdown = file.toString().endsWith(".md");
                Matcher matcher = (markdown ? MARKDOWN : JAVADOC).matcher(Files.readString(file));
                while (matcher.find()) {
                    String code = markdown ? matcher.group(1) : matcher.group(1).replaceAll("(?m)^ *\\* ?", "");
                    blocks.add(new Block(ROOT.relativize(file) + " block " + (blocks.size() + 1), code));
                }
            }
        }
        return blocks;
    }

    private static boolean isDocumented(Path file) {
        String path = ROOT.relativize(file).toString().replace('\\', '/');
        return !path.contains("target/") && (path.endsWith(".md") || path.matches(".*src/main/java/.*\\.java"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void blockCompiles(Block block, @TempDir Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

        boolean compiles = compiler.getTask(
                        output,
                        null,
                        null,
                        List.of("-proc:none", "-cp", classPath, "-d", classes.toString()),
                        null,
                        List.of(
                                new SimpleJavaFileObject(
                                        URI.create("string:///Block.java"), SimpleJavaFileObject.Kind.SOURCE) {
                                    @Override
                                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                                        return CONTEXT.formatted(block.code());
                                    }
                                }))
                .call();

        assertThat(compiles).as("%s%n%s", block.code(), output).isTrue();
    }
}
