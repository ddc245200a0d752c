// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file of this repository, as far as tests look at it. */
record MarkdownPage(Path file, List<String> lines) {
    static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    private static final String FENCE = " *```.*";
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
    private static final Pattern LINK = Pattern.compile("\\[[^\\[\\]]+]\\(([^()\\s]+)\\)");

    /** Returns the files of the repository whose path matches, without those of a build. */
    static List<Path> files(String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> !path(file).matches("(.*/)?(target|\\.git)/.*")
                            && path(file).matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the path of a file in the repository, with slashes. */
    static String path(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    static List<MarkdownPage> all() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>();
        for (Path file : files(".*\\.md")) {
            pages.add(of(file));
        }
        return pages;
    }

    static MarkdownPage of(Path file) throws IOException {
        return new MarkdownPage(file, Files.readAllLines(file));
    }

    /** Returns the text outside of code blocks and code spans, with a space in place of a line end. */
    private String prose() {
        StringBuilder prose = new StringBuilder();
        boolean code = false;
        for (String line : lines) {
            if (line.matches(FENCE)) {
                code = !code;
            } else if (!code) {
                prose.append(line.strip()).append(' ');
            }
        }
        return prose.toString();
    }

    /** Returns the targets of all links: URLs, paths and anchors. */
    List<String> links() {
        return LINK.matcher(prose()).results().map(link -> link.group(1)).toList();
    }

    /** Returns the anchors that GitHub gives to the headings. */
    List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        boolean code = false;
        for (String line : lines) {
            code ^= line.matches(FENCE);
            Matcher heading = HEADING.matcher(line);
            if (!code && heading.matches()) {
                String anchor = heading.group(1)
                        .replaceAll("]\\([^)]*\\)", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-');
                int count = seen.merge(anchor, 1, Integer::sum);
                anchors.add(count == 1 ? anchor : anchor + "-" + (count - 1));
            }
        }
        return anchors;
    }

    /** Returns the commands in the blocks of a console, each on one line. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        boolean console = false;
        for (String line : lines) {
            if (line.matches(FENCE)) {
                console = line.strip().equals("```console");
            } else if (console && line.endsWith("\\")) {
                command.append(line, 0, line.length() - 1);
            } else if (console) {
                commands.add(command.append(line).toString().strip().replaceAll("\\s+", " "));
                command.setLength(0);
            }
        }
        return commands;
    }

    @Override
    public String toString() {
        return path(file);
    }
}
