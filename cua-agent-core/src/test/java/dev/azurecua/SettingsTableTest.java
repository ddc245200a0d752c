// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTableTest {
    @Test
    void explanationWarnsOfUnknownPropertyOfThisProcess() {
        System.setProperty("cua.trackingid", "x");
        try {
            assertThat(Attribution.explainEnvironment())
                    .contains("Warning: Unknown settings have no effect: system property cua.trackingid. Known");
        } finally {
            System.clearProperty("cua.trackingid");
        }
    }

    private static final String A = "pid-aaaaaaaa-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String B = "pid-bbbbbbbb-5ff4-4fc0-a2b5-0ec7861106c4";

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<URL> classPath = new ArrayList<>();

    @TempDir
    private Path folder;

    private String table() {
        return Attribution.explain(
                Settings.of(properties, variables, new URLClassLoader(classPath.toArray(URL[]::new), null)));
    }

    /** Creates a file on the class path and returns its URL. */
    private String addFileToClassPath(String name, String text) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("cua.properties");
        classPath.add(folder.resolve(name).toUri().toURL());
        return Files.writeString(file, text).toUri().toURL().toString();
    }

    @Test
    void listsAllSettingsInTheOrderInWhichTheyWin() {
        assertThat(table()).isEqualTo("""
                        system property cua.opt-out                 not set
                        environment variable CUA_OPT_OUT            not set
                        system property cua.tracking-id             not set
                        environment variable CUA_TRACKING_ID        not set
                        tracking-id in cua.properties               not set
                        environment variable AZURE_HTTP_USER_AGENT  not set
                        environment variable ARM_PARTNER_ID         not set
                        Result: no attribution: no tracking ID is set""");
    }

    @Test
    void marksWinningSetting() {
        variables.put("ARM_PARTNER_ID", A);
        assertWinner("ARM_PARTNER_ID +" + A, A);
        variables.put("AZURE_HTTP_USER_AGENT", "contoso/1.0 " + B + "/2 x");
        assertWinner("AZURE_HTTP_USER_AGENT +contoso/1.0 " + B + "/2 x", B);
        variables.put("CUA_TRACKING_ID", A);
        assertWinner("CUA_TRACKING_ID +" + A, A);
        properties.put("cua.tracking-id", " " + B + " ");
        assertWinner("cua.tracking-id +" + B, B);
    }

    private void assertWinner(String row, String id) {
        assertThat(table()).containsOnlyOnce("<- wins").containsPattern(row + "  <- wins");
        assertThat(table()).endsWith("Result: attribution to " + id);
    }

    @Test
    void marksOptOutAsWinner() {
        properties.put("cua.tracking-id", A);
        properties.put("cua.opt-out", "false");
        assertWinner("cua.tracking-id +" + A, A);
        variables.put("CUA_OPT_OUT", "yes");
        assertThat(table())
                .containsPattern("CUA_OPT_OUT +yes  <- wins")
                .endsWith("Result: no attribution: the customer opted out by environment variable CUA_OPT_OUT, whose"
                        + " value 'yes' is neither true nor false");
        properties.put("cua.opt-out", "");
        assertThat(table()).containsPattern("cua.opt-out +true  <- wins").containsOnlyOnce("<- wins");
    }

    @Test
    void showsMalformedWinnerAsResult() {
        variables.put("CUA_TRACKING_ID", "a\nb\u001b[0m" + A);
        properties.put("cua.tracking-id", "contoso");

        assertThat(table())
                .containsPattern("cua.tracking-id +contoso  <- wins")
                .doesNotContain("a\nb", "\u001b")
                .contains("Result: no attribution: system property cua.tracking-id: 'contoso'");
    }

    @Test
    void listsAllFilesOnClassPath() throws IOException {
        String first = addFileToClassPath("app", "tracking-id = " + A);
        String second = addFileToClassPath("lib", "tracking-id = " + B);

        assertThat(table())
                .contains("tracking-id in " + first + "  " + A + "  <- wins")
                .contains("tracking-id in " + second + "  " + B + "\n")
                .contains("Warning: " + first + " and " + second + " contain different values; using " + first + ",")
                .endsWith("Result: attribution to " + A);
    }

    @Test
    void showsUnreadableFileAsResult() throws IOException {
        String file = addFileToClassPath("app", "tracking-id=\\uXYZW");

        assertThat(table())
                .contains("tracking-id in " + file + "  cannot be read: java.lang.IllegalArgumentException: Malformed")
                .doesNotContain("wins")
                .contains("Result: no attribution: cua.properties on the class path cannot be read: ");
    }

    @Test
    void showsUnreadableClassPathAsResult() {
        ClassLoader closed = new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("closed");
            }
        };

        assertThat(Attribution.explain(Settings.of(properties, variables, closed)))
                .containsPattern("cua.properties +cannot be read: java.io.IOException: closed\n")
                .contains("Result: no attribution: cua.properties on the class path cannot be read: ");
    }

    @Test
    void showsWarningOfUnknownNamesAndLogsNothing() {
        variables.put("CUA_TRACKINGID", A);
        try (Logs logs = new Logs()) {
            assertThat(table())
                    .contains("Warning: Unknown settings have no effect: environment variable CUA_TRACKINGID. Known");
            assertThat(logs.lines()).isEmpty();
        }
    }

    @Test
    void explainsSettingsOfThisProcess() {
        System.setProperty("cua.tracking-id", A);
        System.setProperty("cua.trackingid", A);
        try {
            assertThat(Attribution.explainEnvironment())
                    .containsPattern("system property cua.tracking-id +" + A + "  <- wins")
                    .contains("have no effect: system property cua.trackingid.")
                    .endsWith("Result: attribution to " + A);
        } finally {
            System.clearProperty("cua.tracking-id");
            System.clearProperty("cua.trackingid");
        }
    }
}
