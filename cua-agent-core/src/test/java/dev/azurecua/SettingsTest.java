// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String A = "pid-aaaaaaaa-0000-0000-0000-00000000000a";
    private static final String B = "pid-bbbbbbbb-0000-0000-0000-00000000000b";
    private static final String C = "pid-cccccccc-0000-0000-0000-00000000000c";
    private static final String D = "pid-dddddddd-0000-0000-0000-00000000000d";
    private static final String E = "pid-eeeeeeee-0000-0000-0000-00000000000e";

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<URL> classPath = new ArrayList<>();

    @TempDir
    private Path folder;

    private Settings settings() {
        return settings(new URLClassLoader(classPath.toArray(URL[]::new), null));
    }

    private Settings settings(ClassLoader... classPaths) {
        return Settings.of(properties, variables, classPaths);
    }

    private Attribution attribution() {
        return Attribution.from(settings());
    }

    private void addFileToClassPath(String name, String... lines) throws IOException {
        Path root = Files.createDirectory(folder.resolve(name));
        Files.write(root.resolve("cua.properties"), List.of(lines));
        classPath.add(root.toUri().toURL());
    }

    @Nested
    class TrackingIdSetting {
        @Test
        void firstSetTrackingIdWins() throws IOException {
            variables.put("ARM_PARTNER_ID", E.substring("pid-".length()));
            assertThat(attribution().trackingId()).hasToString(E);

            variables.put("AZURE_HTTP_USER_AGENT", "cloud-shell/1.0 PID-DDDDDDDD-0000-0000-0000-00000000000D " + E);
            assertThat(attribution().trackingId()).hasToString(D);

            addFileToClassPath("app", "tracking-id = " + C + "  ");
            assertThat(attribution().trackingId()).hasToString(C);

            variables.put("CUA_TRACKING_ID", B + "\n");
            assertThat(attribution().trackingId()).hasToString(B);

            properties.put("cua.tracking-id", A);
            assertThat(attribution().trackingId()).hasToString(A);
        }

        @Test
        void treatsBlankSettingAsNotSet() throws IOException {
            properties.put("cua.tracking-id", "");
            variables.put("CUA_TRACKING_ID", " ");
            addFileToClassPath("app", "tracking-id =");
            variables.put("AZURE_HTTP_USER_AGENT", "");
            variables.put("ARM_PARTNER_ID", "");
            assertThat(attribution().isActive()).isFalse();

            variables.put("AZURE_HTTP_USER_AGENT", "GITHUBACTIONS/deploy@v1_x");
            variables.put("ARM_PARTNER_ID", E);
            assertThat(attribution().trackingId()).hasToString(E);
        }

        @Test
        void logsNothingIfNothingIsSet() {
            try (Logs logs = new Logs()) {
                assertThat(attribution()).hasToString("no attribution: no tracking ID is set");
                assertThat(logs.lines()).isEmpty();
            }
        }

        @ParameterizedTest
        @CsvSource({
            "CUA_TRACKING_ID, " + A + ", environment variable CUA_TRACKING_ID",
            "AZURE_HTTP_USER_AGENT, x/1 " + A + ", environment variable AZURE_HTTP_USER_AGENT",
            "AZURE_HTTP_USER_AGENT, " + A + ", environment variable AZURE_HTTP_USER_AGENT",
            "ARM_PARTNER_ID, " + A + ", environment variable ARM_PARTNER_ID",
        })
        void logsSourceOnce(String variable, String value, String source) {
            variables.put(variable, value);
            try (Logs logs = new Logs()) {
                attribution();

                assertThat(logs.lines())
                        .containsExactly("INFO Azure Resource Manager calls: attribution to " + A + ", from " + source);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "CUA_TRACKING_ID, pid-eb7927c8-dd66-43e1-b0cf-c346a422063, has 11 digits instead of 12; copy the whole GUID",
            "CUA_TRACKING_ID, \"pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4\", it is in quotes; remove the quotes",
            "ARM_PARTNER_ID, 4567890, it has only digits",
        })
        void malformedIdIsOneErrorAndAttributesNothing(String variable, String value, String problem) {
            variables.put(variable, value);
            try (Logs logs = new Logs()) {
                assertThat(attribution())
                        .asString()
                        .startsWith("no attribution: environment variable " + variable + ": '")
                        .contains(problem);

                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "ERROR The settings of this process attribute nothing, because one is invalid: environment variable "
                                        + variable + ": '")
                        .contains(problem);
            }
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '|',
                value = {
                    A + ", " + A,
                    "x/1 " + A + "/1.0 y, " + A,
                    "pid-4711 x " + B + " " + A + ", " + B,
                    "PID-AAAAAAAA-0000-0000-0000-00000000000A, " + A,
                })
        void usesFirstTrackingIdInUserAgentOfOtherTools(String userAgent, String id) {
            variables.put("AZURE_HTTP_USER_AGENT", userAgent);
            try (Logs logs = new Logs()) {
                assertThat(attribution().trackingId()).hasToString(id);
                assertThat(logs.lines()).hasSize(1);
            }
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '|',
                value = {
                    "\"" + A + "\", it is in quotes; remove the quotes",
                    "'x/1 " + A + "', it is in quotes; remove the quotes",
                    "contoso/1.0;" + A + ", 'contoso/1.0;" + A
                            + "' is one token; write the tracking ID as a token of its own",
                    "contoso/1.0 (" + A + "), '(" + A + ")' is one token; write the tracking ID as a token of its own",
                    "x (y; PID-4711), 'PID-4711)' is not a tracking ID: ')' at position 9 is not allowed",
                    "cloud-shell/1.0 pid-x/2, 'pid-x/2' is not a tracking ID: it is neither a GUID nor a marketplace ID; write",
                    "x-pid-4711, 'x-pid-4711' is one token; write the tracking ID as a token of its own",
                    "pid-, 'pid-' is not a tracking ID: it is neither a GUID nor a marketplace ID; write",
                })
        void warnsOnceIfUserAgentOfOtherToolsContainsNoValidId(String userAgent, String problem) {
            variables.put("AZURE_HTTP_USER_AGENT", userAgent);
            variables.put("ARM_PARTNER_ID", E);
            try (Logs logs = new Logs()) {
                assertThat(attribution().trackingId()).hasToString(E);

                assertThat(logs.lines()).hasSize(2);
                assertThat(logs.lines().get(0))
                        .startsWith(
                                "WARN No tracking ID found in environment variable AZURE_HTTP_USER_AGENT: " + problem);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"rapid-api/1.0", "contoso stupid-thing", "cloud-shell/1.0"})
        void doesNotWarnIfUserAgentOfOtherToolsHasNoPidPrefix(String userAgent) {
            variables.put("AZURE_HTTP_USER_AGENT", userAgent);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();
                assertThat(logs.lines()).isEmpty();
            }
        }

        @Test
        void doesNotUseNextSettingIfIdIsMalformed() {
            properties.put("cua.tracking-id", "contoso");
            variables.put("CUA_TRACKING_ID", B);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();
                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .contains("system property cua.tracking-id: 'contoso'");
            }
        }
    }

    @Nested
    class EndpointsSetting {
        @Test
        void firstSetEndpointsWinAndAreSeparatedByCommas() throws IOException {
            properties.put("cua.tracking-id", A);
            addFileToClassPath("app", "endpoints = https://c.example", "tracking-id = " + B);
            assertThat(attribution().covers("c.example", 443)).isTrue();

            variables.put("CUA_ENDPOINTS", "https://b.example:8443 , ,https://bb.example,");
            assertThat(attribution().covers("b.example", 8443)).isTrue();
            assertThat(attribution().covers("bb.example", 443)).isTrue();
            assertThat(attribution().covers("c.example", 443)).isFalse();

            properties.put("cua.endpoints", "https://a.example");
            assertThat(attribution().endpoints()).hasToString("[https://a.example]");

            properties.remove("cua.tracking-id");
            assertThat(attribution()).hasToString("attribution to " + B + ", also at [https://a.example]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a.example:8443", "https://a.example, b c", "https://a\nb"})
        void malformedEndpointIsOneErrorAndAttributesNothing(String endpoints) {
            properties.put("cua.tracking-id", A);
            variables.put("CUA_ENDPOINTS", endpoints);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();

                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "ERROR The settings of this process attribute nothing, because one is invalid: environment variable CUA_ENDPOINTS: '")
                        .contains("is not a Resource Manager endpoint")
                        .endsWith("write https://<host>, or https://<host>:<port>")
                        .doesNotContain("\n");
            }
        }
    }

    @Nested
    class PropertiesFile {
        /** A cached jar would stay open until the process ends. */
        @Test
        void readsJarThatWasReplaced() throws IOException {
            Path jar = folder.resolve("app.jar");
            classPath.add(jar.toUri().toURL());
            for (String id : List.of(A, B)) {
                try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
                    out.putNextEntry(new ZipEntry("cua.properties"));
                    out.write(("tracking-id=" + id).getBytes(StandardCharsets.UTF_8));
                }
                assertThat(attribution().trackingId()).hasToString(id);
            }
        }

        @Test
        void logsFileAsSource() throws IOException {
            addFileToClassPath("app", "tracking-id=" + A);
            try (Logs logs = new Logs()) {
                attribution();
                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .matches(".*, from file:\\S+/app/cua.properties, key tracking-id");
            }
        }

        @Test
        void usesFirstOfDisagreeingFilesAndWarnsOnce() throws IOException {
            addFileToClassPath("app", "tracking-id=" + A);
            addFileToClassPath("lib", "tracking-id=" + B);
            addFileToClassPath("lib2", "tracking-id=" + C);
            try (Logs logs = new Logs()) {
                assertThat(attribution().trackingId()).hasToString(A);

                assertThat(logs.lines()).hasSize(2);
                assertThat(logs.lines().get(0))
                        .startsWith("WARN file:")
                        .contains("app/cua.properties and file:", "lib/cua.properties contain different values;")
                        .endsWith("app/cua.properties, because it is first on the class path. Remove one of them.");
            }
        }

        @Test
        void warnsOfSecondFileThatCannotBeRead() throws IOException {
            addFileToClassPath("app", "tracking-id=" + A);
            addFileToClassPath("lib", "path=C:\\users\\x");
            try (Logs logs = new Logs()) {
                assertThat(attribution().trackingId()).hasToString(A);
                assertThat(logs.lines().get(0))
                        .startsWith("WARN ")
                        .contains("lib/cua.properties contain different values;");
            }
        }

        @Test
        void doesNotWarnOfFilesThatAgree() throws IOException {
            addFileToClassPath("app", "tracking-id=" + A);
            addFileToClassPath("lib", "# the same", "tracking-id = " + A + " ");
            try (Logs logs = new Logs()) {
                assertThat(attribution().trackingId()).hasToString(A);
                assertThat(logs.lines()).noneMatch(line -> line.startsWith("WARN"));
            }
        }

        @Test
        void warnsOfUnknownKey() throws IOException {
            addFileToClassPath("app", "tracking-id=" + A, "opt-out=true");
            try (Logs logs = new Logs()) {
                assertThat(attribution().trackingId()).hasToString(A);
                assertThat(logs.lines().get(0))
                        .startsWith("WARN file:")
                        .endsWith(
                                "app/cua.properties: unknown key 'opt-out' has no effect; known keys: [tracking-id, endpoints]");
            }
        }

        @Test
        void unreadableFileIsOneErrorAndAttributesNothing() throws IOException {
            addFileToClassPath("app", "tracking-id=\\uXYZW");
            properties.put("cua.tracking-id", A);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();
                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "ERROR The settings of this process attribute nothing, because one is invalid: cua.properties on the class path cannot be read: ")
                        .contains("Malformed");
            }
        }

        @Test
        void doesNotReadFileIfPropertyAndVariableSetEverything() throws IOException {
            addFileToClassPath("app", "tracking-id=\\uXYZW");
            properties.put("cua.tracking-id", A);
            variables.put("CUA_ENDPOINTS", "https://a.example");

            assertThat(attribution().trackingId()).hasToString(A);
        }

        @Test
        void skipsByteOrderMarkOfFile() throws IOException {
            addFileToClassPath("app", "\uFEFFtracking-id=" + A);

            assertThat(attribution().trackingId()).hasToString(A);
        }

        @Test
        void usesFirstClassPathThatContainsAFile() throws IOException {
            addFileToClassPath("app", "tracking-id=" + A);
            URL[] app = classPath.toArray(URL[]::new);
            ClassLoader empty = new URLClassLoader(new URL[0], null);

            assertThat(Attribution.from(settings(null, empty, new URLClassLoader(app, null)))
                            .trackingId())
                    .hasToString(A);
        }

        @Test
        void failingClassPathIsOneErrorAndAttributesNothing() {
            ClassLoader closed = new ClassLoader(null) {
                @Override
                public Enumeration<URL> getResources(String name) {
                    throw new IllegalStateException("stopped already");
                }
            };
            try (Logs logs = new Logs()) {
                assertThat(Attribution.from(settings(closed)).isActive()).isFalse();
                assertThat(logs.lines()).singleElement().asString().contains("stopped already");
            }
        }
    }

    @Nested
    class OptOut {
        @ParameterizedTest
        @CsvSource({
            "true,, true",
            "TRUE,, true",
            "' true ',, true",
            "'',, true",
            ", true, true",
            ", True, true",
            "true, false, true",
            "false, true, true",
            ",, false",
            "false,, false",
            ", False, false",
            ", '', false",
        })
        void propertyOrVariableOptsOut(String property, String variable, boolean optedOut) {
            properties.put("cua.opt-out", property);
            variables.put("CUA_OPT_OUT", variable);
            properties.put("cua.tracking-id", A);

            assertThat(attribution().isActive()).isEqualTo(!optedOut);
        }

        @Test
        void logsOptOutOnce() {
            variables.put("CUA_OPT_OUT", "true");
            properties.put("cua.tracking-id", A);
            try (Logs logs = new Logs()) {
                assertThat(attribution())
                        .hasToString("no attribution: the customer opted out by environment variable CUA_OPT_OUT");
                assertThat(logs.lines())
                        .containsExactly("INFO Nothing is attributed: the customer opted out by environment variable"
                                + " CUA_OPT_OUT");
            }
        }

        @Test
        void malformedOptOutIsOneErrorAndAttributesNothing() {
            variables.put("CUA_OPT_OUT", "1");
            properties.put("cua.tracking-id", A);
            try (Logs logs = new Logs()) {
                assertThat(attribution())
                        .hasToString("no attribution: the customer opted out by environment variable CUA_OPT_OUT, whose"
                                + " value '1' is neither true nor false");
                assertThat(logs.lines())
                        .containsExactly(
                                "ERROR Nothing is attributed: environment variable CUA_OPT_OUT is '1', which is"
                                        + " neither true nor false; write true to opt out, or false otherwise");
            }
        }
    }

    @Test
    void treatsSettingHiddenBySecurityManagerAsNotSet() {
        Settings hidden = new Settings(
                new SettingSource(
                        "system property",
                        name -> {
                            throw new SecurityException(name);
                        },
                        () -> {
                            throw new SecurityException();
                        }),
                new SettingSource("environment variable", variables::get, variables::keySet));
        variables.put("CUA_TRACKING_ID", B);

        assertThat(Attribution.from(hidden).trackingId()).hasToString(B);
    }

    /** Needed because a client may be built before logging is ready. */
    @Nested
    class BeforeLoggingIsReady {
        @ParameterizedTest
        @CsvSource({
            A + ",, INFO Azure Resource Manager calls: attribution to ",
            "contoso,, ERROR The settings of this process attribute nothing, because one is invalid: system property cua.tracking-id: 'contoso'",
            A + ", true, INFO Nothing is attributed: the customer opted out by system property cua.opt-out",
        })
        void logsResultAtFirstCallAfterLoggingIsReady(String id, String optOut, String line) {
            properties.put("cua.tracking-id", id);
            properties.put("cua.opt-out", optOut);
            properties.put("cua.report", "x");
            try (Logs logs = new Logs()) {
                logs.setReady(false);
                Attribution attribution = attribution().withEndpoint(URI.create("https://a.example"));
                attribution.userAgent("x/1", "management.azure.com", 443);
                assertThat(attribution.needsAdapter()).isTrue();
                logs.setReady(true);

                attribution.userAgent("x/1", "contoso.vault.azure.net", 443);
                // Any host triggers the line if the attribution is inactive, because endpoints may be missing then.
                assertThat(logs.lines()).hasSize(attribution.isActive() ? 0 : 1);
                assertThat(attribution.needsAdapter()).isEqualTo(attribution.isActive());

                attribution.userAgent("x/1", "management.azure.com", 443);
                attribution.userAgent("x/1", "management.azure.com", 443);
                assertThat(logs.lines()).singleElement().asString().startsWith(line);
            }
        }

        @Test
        void logsEachDeferredLine() {
            variables.put("CUA_ID", A);
            variables.put("AZURE_HTTP_USER_AGENT", "'" + A + "'");
            variables.put("ARM_PARTNER_ID", B);
            try (Logs logs = new Logs()) {
                logs.setReady(false);
                Attribution attribution = attribution();
                logs.setReady(true);
                attribution.userAgent(null, "management.azure.com", 443);

                assertThat(logs.lines())
                        .extracting(line -> line.substring(0, 12))
                        .containsExactly("WARN Unknown", "WARN No trac", "INFO Azure R");
            }
        }

        @Test
        void logsOptOutFromAttributionInCode() {
            System.setProperty("cua.opt-out", "true");
            try (Logs logs = new Logs()) {
                logs.setReady(false);
                Attribution attribution = Attribution.of(A);
                logs.setReady(true);
                attribution.userAgent(null, "management.azure.com", 443);

                assertThat(logs.lines()).hasSize(1);
            } finally {
                System.clearProperty("cua.opt-out");
            }
        }
    }

    /** Tests names that look like settings of this library but have no effect. */
    @Nested
    class UnknownNames {
        private static final String KNOWN = ". Known system properties: [cua.tracking-id, cua.endpoints, cua.report,"
                + " cua.opt-out]; known environment variables: [CUA_TRACKING_ID, CUA_ENDPOINTS, CUA_REPORT,"
                + " CUA_OPT_OUT]";

        @Test
        void listsAllUnknownNamesInOneWarning() {
            properties.put("cua.trackingId", A);
            properties.put("CUA_TRACKING_ID", A);
            properties.put("cua.tracking_id", A);
            properties.put("cua-\u001b", "");
            variables.put("CUA_TRACKINGID", A);
            variables.put("Cua_Tracking_Id", A);
            variables.put("cua.tracking-id", A);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();

                assertThat(logs.lines())
                        .containsExactly(
                                "WARN Unknown settings have no effect: system property CUA_TRACKING_ID, system property"
                                        + " cua-\\u001b, system property cua.trackingId, system property cua.tracking_id,"
                                        + " environment variable CUA_TRACKINGID, environment variable Cua_Tracking_Id, environment variable cua.tracking-id"
                                        + KNOWN);
            }
        }

        @Test
        void warnsOfUnknownNameAlthoughIdIsSet() {
            variables.put("CUA_TRACKING_ID", A);
            variables.put("CUA_OPTOUT", "true");
            // A variable of another tool.
            variables.put("TF_VAR_cua_tracking_id", A);
            properties.put("cuaTrackingId", A);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isTrue();

                assertThat(logs.lines())
                        .hasSize(2)
                        .contains("WARN Unknown settings have no effect: system property cuaTrackingId, environment"
                                + " variable CUA_OPTOUT" + KNOWN);
            }
        }

        @Test
        void doesNotWarnOfKnownAndForeignNames() {
            variables.putAll(Map.of(
                    "CUA_TRACKING_ID",
                    A,
                    "CUA_ENDPOINTS",
                    "https://a.example",
                    "CUA_REPORT",
                    "r",
                    "CUA_OPT_OUT",
                    "false"));
            properties.putAll(Map.of(
                    "cua.tracking-id",
                    A,
                    "cua.endpoints",
                    "",
                    "cua.report",
                    "r",
                    "cua.opt-out",
                    "false",
                    "cuadro",
                    "x"));
            try (Logs logs = new Logs()) {
                attribution();

                assertThat(logs.lines()).noneMatch(line -> line.startsWith("WARN"));
            }
        }

        /** Uses a case-insensitive map, because on Windows each spelling finds the variable. */
        @Test
        void doesNotWarnOfNameInOtherLetterCaseOnWindows() {
            Map<String, String> windows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            windows.put("cua_tracking_id", A);
            try (Logs logs = new Logs()) {
                Attribution.from(Settings.of(properties, windows));

                assertThat(logs.lines()).singleElement().asString().startsWith("INFO ");
            }
        }
    }

    /** Tests the real system properties, environment variables and class path. */
    @Nested
    class SettingsOfProcess {
        @Test
        void readsSystemProperties() {
            withProperty(
                    "cua.tracking-id",
                    A,
                    () -> assertThat(Attribution.fromEnvironment().trackingId()).hasToString(A));
            assertThat(Attribution.fromEnvironment().isActive()).isFalse();
        }

        @Test
        void optOutWinsOverCode() {
            withProperty("cua.opt-out", "true", () -> {
                assertThat(Attribution.of(A).isActive()).isFalse();
                assertThat(Attribution.of(A).trackingId()).isNull();
                assertThat(Attribution.of(A).userAgent("x/1", "management.azure.com", 443))
                        .isEqualTo("x/1");
            });
            assertThat(Attribution.of(A).isActive()).isTrue();
        }

        @Test
        void readsFileOfContextClassLoader() throws IOException {
            addFileToClassPath("app", "tracking-id=" + A);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            try (URLClassLoader application = new URLClassLoader(classPath.toArray(URL[]::new), null)) {
                thread.setContextClassLoader(application);
                assertThat(Attribution.fromEnvironment().trackingId()).hasToString(A);
                // Inactive, because the class loader of the library finds no such file.
                thread.setContextClassLoader(null);
                assertThat(Attribution.fromEnvironment().isActive()).isFalse();
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        @Test
        void ignoresContextClassLoaderHiddenBySecurityManager() throws InterruptedException {
            AtomicReference<Attribution> attribution = new AtomicReference<>();
            Thread thread = new Thread(() -> attribution.set(Attribution.fromEnvironment())) {
                @Override
                public ClassLoader getContextClassLoader() {
                    throw new SecurityException();
                }
            };
            thread.start();
            thread.join();

            assertThat(attribution.get().isActive()).isFalse();
        }

        private void withProperty(String name, String value, Runnable test) {
            System.setProperty(name, value);
            try {
                test.run();
            } finally {
                System.clearProperty(name);
            }
        }
    }
}
