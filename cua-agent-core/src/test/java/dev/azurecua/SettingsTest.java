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
import java.util.concurrent.atomic.AtomicReference;
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
        return new Settings(properties::get, variables::get, new URLClassLoader(classPath.toArray(URL[]::new), null));
    }

    private Attribution attribution() {
        return settings().attribution();
    }

    private void fileOnClassPath(String name, String... lines) throws IOException {
        Path root = Files.createDirectory(folder.resolve(name));
        Files.write(root.resolve("cua.properties"), List.of(lines));
        classPath.add(root.toUri().toURL());
    }

    @Nested
    class TrackingIdSetting {
        @Test
        void firstHitWins() throws IOException {
            variables.put("ARM_PARTNER_ID", E.substring("pid-".length()));
            assertThat(attribution().trackingId()).hasToString(E);

            variables.put("AZURE_HTTP_USER_AGENT", "cloud-shell/1.0 PID-DDDDDDDD-0000-0000-0000-00000000000D " + E);
            assertThat(attribution().trackingId()).hasToString(D);

            fileOnClassPath("app", "tracking-id = " + C + "  ");
            assertThat(attribution().trackingId()).hasToString(C);

            variables.put("CUA_TRACKING_ID", B + "\n");
            assertThat(attribution().trackingId()).hasToString(B);

            properties.put("cua.tracking-id", A);
            assertThat(attribution().trackingId()).hasToString(A);
        }

        @Test
        void blankIsNotSet() throws IOException {
            properties.put("cua.tracking-id", "");
            variables.put("CUA_TRACKING_ID", " ");
            fileOnClassPath("app", "tracking-id =");
            variables.put("AZURE_HTTP_USER_AGENT", "");
            variables.put("ARM_PARTNER_ID", "");
            assertThat(attribution().isActive()).isFalse();

            variables.put("AZURE_HTTP_USER_AGENT", "GITHUBACTIONS/deploy@v1_x");
            variables.put("ARM_PARTNER_ID", E);
            assertThat(attribution().trackingId()).hasToString(E);
        }

        @Test
        void nothingIsSaidWhereNothingIsSet() {
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();
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
        void sourceIsLoggedOnce(String variable, String value, String source) {
            variables.put(variable, value);
            try (Logs logs = new Logs()) {
                attribution();

                assertThat(logs.lines())
                        .containsExactly("INFO Azure Resource Manager calls: attribution to " + A + ", from " + source);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "CUA_TRACKING_ID, pid-eb7927c8-dd66-43e1-b0cf-c346a422063, has 11 of 12 digits; copy the whole GUID",
            "AZURE_HTTP_USER_AGENT, cloud-shell/1.0 pid-x, it is neither a GUID nor a marketplace ID; write pid-<GUID>",
            "ARM_PARTNER_ID, 4567890, it has digits only",
        })
        void malformedIdIsOneErrorAndNoAttribution(String variable, String value, String fault) {
            variables.put(variable, value);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();

                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .startsWith("ERROR No attribution by the settings of this process: environment variable "
                                + variable + ": '")
                        .contains(fault);
            }
        }

        @Test
        void malformedIdDoesNotFallThroughToTheNext() {
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
        void firstHitWinsAndCommasSeparate() throws IOException {
            properties.put("cua.tracking-id", A);
            fileOnClassPath("app", "endpoints = https://c.example", "tracking-id = " + B);
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
        void malformedEndpointIsOneErrorAndNoAttribution(String endpoints) {
            properties.put("cua.tracking-id", A);
            variables.put("CUA_ENDPOINTS", endpoints);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();

                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "ERROR No attribution by the settings of this process: environment variable CUA_ENDPOINTS: '")
                        .contains("is not a Resource Manager endpoint")
                        .endsWith("write https://<host>, or https://<host>:<port>")
                        .doesNotContain("\n");
            }
        }
    }

    @Nested
    class PropertiesFile {
        @Test
        void sourceIsLogged() throws IOException {
            fileOnClassPath("app", "tracking-id=" + A);
            try (Logs logs = new Logs()) {
                attribution();
                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .matches(".*, from file:\\S+/app/cua.properties, key tracking-id");
            }
        }

        @Test
        void firstOfTwoThatDisagreeWinsWithOneWarning() throws IOException {
            fileOnClassPath("app", "tracking-id=" + A);
            fileOnClassPath("lib", "tracking-id=" + B);
            fileOnClassPath("lib2", "tracking-id=" + C);
            try (Logs logs = new Logs()) {
                assertThat(attribution().trackingId()).hasToString(A);

                assertThat(logs.lines()).hasSize(2);
                assertThat(logs.lines().get(0))
                        .startsWith("WARN file:")
                        .contains("app/cua.properties and file:", "lib/cua.properties disagree");
            }
        }

        @Test
        void twoThatAgreeAreOne() throws IOException {
            fileOnClassPath("app", "tracking-id=" + A);
            fileOnClassPath("lib", "# the same", "tracking-id = " + A + " ");
            try (Logs logs = new Logs()) {
                assertThat(attribution().trackingId()).hasToString(A);
                assertThat(logs.lines()).noneMatch(line -> line.startsWith("WARN"));
            }
        }

        @Test
        void unknownKeyIsWarnedOf() throws IOException {
            fileOnClassPath("app", "tracking-id=" + A, "opt-out=true");
            try (Logs logs = new Logs()) {
                assertThat(attribution().trackingId()).hasToString(A);
                assertThat(logs.lines().get(0))
                        .startsWith("WARN file:")
                        .endsWith(
                                "app/cua.properties: unknown key 'opt-out'; the known ones are [tracking-id, endpoints]");
            }
        }

        @Test
        void unreadableFileIsOneErrorAndNoAttribution() throws IOException {
            fileOnClassPath("app", "tracking-id=\\uXYZW");
            properties.put("cua.tracking-id", A);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();
                assertThat(logs.lines())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "ERROR No attribution by the settings of this process: cua.properties on the class path cannot be read: ")
                        .contains("Malformed");
            }
        }

        @Test
        void unreadableFileThatIsNotAskedForIsNotRead() throws IOException {
            fileOnClassPath("app", "tracking-id=\\uXYZW");
            properties.put("cua.tracking-id", A);
            variables.put("CUA_ENDPOINTS", "https://a.example");

            assertThat(attribution().trackingId()).hasToString(A);
        }

        @Test
        void byteOrderMarkIsNoPartOfTheFirstKey() throws IOException {
            fileOnClassPath("app", "\uFEFFtracking-id=" + A);

            assertThat(attribution().trackingId()).hasToString(A);
        }

        @Test
        void firstClassPathThatHasAFileIsTheOne() throws IOException {
            fileOnClassPath("app", "tracking-id=" + A);
            URL[] app = classPath.toArray(URL[]::new);
            ClassLoader empty = new URLClassLoader(new URL[0], null);

            assertThat(new Settings(properties::get, variables::get, null, empty, new URLClassLoader(app, null))
                            .attribution()
                            .trackingId())
                    .hasToString(A);
        }

        @Test
        void classPathThatFailsIsOneErrorAndNoAttribution() {
            ClassLoader closed = new ClassLoader(null) {
                @Override
                public Enumeration<URL> getResources(String name) {
                    throw new IllegalStateException("stopped already");
                }
            };
            try (Logs logs = new Logs()) {
                assertThat(new Settings(properties::get, variables::get, closed)
                                .attribution()
                                .isActive())
                        .isFalse();
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
        void eitherSettingSwitchesOff(String property, String variable, boolean optedOut) {
            properties.put("cua.opt-out", property);
            variables.put("CUA_OPT_OUT", variable);
            properties.put("cua.tracking-id", A);

            assertThat(settings().isOptedOut()).isEqualTo(optedOut);
            assertThat(attribution().isActive()).isEqualTo(!optedOut);
        }

        @Test
        void switchIsLoggedOnce() {
            variables.put("CUA_OPT_OUT", "true");
            properties.put("cua.tracking-id", A);
            try (Logs logs = new Logs()) {
                attribution();
                assertThat(logs.lines())
                        .containsExactly("INFO Nothing is attributed: the customer opted out by environment variable"
                                + " CUA_OPT_OUT");
            }
        }

        @Test
        void malformedOptOutIsOneErrorAndNoAttribution() {
            variables.put("CUA_OPT_OUT", "1");
            properties.put("cua.tracking-id", A);
            try (Logs logs = new Logs()) {
                assertThat(attribution().isActive()).isFalse();
                assertThat(logs.lines())
                        .containsExactly(
                                "ERROR Nothing is attributed: environment variable CUA_OPT_OUT is '1', which is"
                                        + " neither true nor false; write true to opt out");
            }
        }
    }

    @Test
    void whatASecurityManagerHidesIsNotSet() {
        Settings hidden = new Settings(
                name -> {
                    throw new SecurityException(name);
                },
                variables::get,
                new URLClassLoader(new URL[0], null));
        variables.put("CUA_TRACKING_ID", B);

        assertThat(hidden.isOptedOut()).isFalse();
        assertThat(hidden.attribution().trackingId()).hasToString(B);
    }

    /** The settings of this very process: its system properties, its environment, its class path. */
    @Nested
    class OfTheProcess {
        @Test
        void systemPropertiesAreRead() {
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
        void fileOfTheThreadsClassLoaderIsRead() throws IOException {
            fileOnClassPath("app", "tracking-id=" + A);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            try (URLClassLoader application = new URLClassLoader(classPath.toArray(URL[]::new), null)) {
                thread.setContextClassLoader(application);
                assertThat(Attribution.fromEnvironment().trackingId()).hasToString(A);
                // These classes' own loader, then; it has no such file.
                thread.setContextClassLoader(null);
                assertThat(Attribution.fromEnvironment().isActive()).isFalse();
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        @Test
        void classLoaderThatASecurityManagerHidesIsNone() throws InterruptedException {
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
