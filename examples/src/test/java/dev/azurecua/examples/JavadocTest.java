// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the first sentences of all Javadoc, as far as a pattern can. */
class JavadocTest {
    private static final Pattern FRAGMENT = Pattern.compile(
            "/\\*\\*\\s*\\*?\\s*((?:Whether|What|Those|Of|Who|How|By|Which|Where|When|If|Nothing)\\b.*)");

    @Test
    void sentencesStartWithAVerbOrASubject() throws IOException {
        try (Stream<Path> files = Files.walk(MarkdownPage.ROOT)) {
            List<Path> sources = files.filter(file -> file.toString().matches(".*[/\\\\]src[/\\\\].*\\.java"))
                    .toList();

            assertThat(sources)
                    .hasSizeGreaterThan(100)
                    .allSatisfy(source -> assertThat(FRAGMENT.matcher(Files.readString(source))
                                    .results()
                                    .map(found -> found.group(1)))
                            .as(source.toString())
                            .isEmpty());
        }
    }
}
