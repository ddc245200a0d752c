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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies that every Java block of the Markdown files and of the Javadoc compiles. */
class DocumentationTest {
    private static final Pattern MARKDOWN =
            Pattern.compile("^ *```java\\n(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern JAVADOC = Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* *\\}</pre>", Pattern.DOTALL);

    /** Imports stand at the head of the file, because a block becomes the body of a method. */
    private static final Pattern IMPORT = Pattern.compile("^import .*;\\n", Pattern.MULTILINE);

    /** Provides the imports and variables that earlier blocks and the text have introduced. */
    private static final String CONTEXT = """
            %s
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
            import com.azure.resourcemanager.resources.*;
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
                static ProcessBuilder processBuilder;
                static TrackingId id;
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
        for (Path file : MarkdownPage.files(".*\\.md|.*src/main/java/.*\\.java")) {
            boolean markdown = file.toString().endsWith(".md");
            Matcher matcher = (markdown ? MARKDOWN : JAVADOC).matcher(Files.readString(file));
            while (matcher.find()) {
                String code = markdown ? matcher.group(1) : matcher.group(1).replaceAll("(?m)^ *\\* ?", "");
                blocks.add(new Block(MarkdownPage.path(file) + " block " + (blocks.size() + 1), code));
            }
        }
        return blocks;
    }

    private static String inContext(String code) {
        String imports = IMPORT.matcher(code).results().map(MatchResult::group).collect(Collectors.joining());
        return CONTEXT.formatted(imports, IMPORT.matcher(code).replaceAll(""));
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
                                        return inContext(block.code());
                                    }
                                }))
                .call();

        assertThat(compiles).as("%s%n%s", block.code(), output).isTrue();
    }
}
