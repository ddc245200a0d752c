// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies the output of {@code cua doctor} for class paths in each form in which programs are shipped. */
class CuaDoctorTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String SERVICES = "META-INF/services/com.azure.core.http.policy.AfterRetryPolicyProvider";
    private static final String MERGE = "merge " + SERVICES;
    private static final String NOT_COVERED_REQUEST =
            "A request from your program would carry no ID from the settings, because its Azure SDK for Java is not"
                    + " covered.";

    private static final byte[] CUA_CORE = jar("dev/azurecua/Attribution.class", "");
    private static final byte[] CUA_AZURE_SDK = jar(
            "dev/azurecua/sdk/AttributionPolicyProvider.class",
            "",
            SERVICES,
            "# of cua\ndev.azurecua.sdk.AttributionPolicyProvider # the only one\n");
    private static final byte[] CUA_AZURE_SDK_WITHOUT_SERVICES =
            jar("dev/azurecua/sdk/AttributionPolicyProvider.class", "");
    private static final byte[] SETTINGS = jar("cua.properties", "tracking-id = " + ID);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int doctor(Object... classPath) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String path = String.join(
                File.pathSeparator, Stream.of(classPath).map(Object::toString).toList());
        return Cua.run(new PrintWriter(out, true), new PrintWriter(err, true), "doctor", "-cp", path);
    }

    private void assertRejects(String message, Object... classPath) {
        assertThat(doctor(classPath)).as(out + "" + err).isEqualTo(Cua.FAILED);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("cua doctor: ")
                .contains(message);
    }

    private Path file(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private static byte[] azureCore(String version) {
        return jar(
                "com/azure/core/http/HttpPipeline.class",
                "",
                "META-INF/maven/com.azure/azure-core/pom.properties",
                "artifactId=azure-core\ngroupId=com.azure\nversion=" + version + "\n");
    }

    /** Creates a jar from alternating names and contents. A content is a string or a byte array. */
    private static byte[] jar(Object... entries) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            contents.put(
                    (String) entries[i],
                    entries[i + 1] instanceof byte[] bytes
                            ? bytes
                            : ((String) entries[i + 1]).getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                zip.putNextEntry(new ZipEntry(content.getKey()));
                zip.write(content.getValue());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"app.jar, BOOT-INF, lib", "app.war, WEB-INF, lib", "app.war, WEB-INF, lib-provided"})
    void readsClassesAndJarsInsideSpringBootJarAndWar(String name, String layout, String lib) throws IOException {
        Path app = file(
                "my app/" + name,
                jar(
                        layout + "/classes/cua.properties",
                        "tracking-id = " + ID,
                        layout + "/" + lib + "/azure-core-1.57.0.jar",
                        azureCore("1.57.0"),
                        layout + "/" + lib + "/cua-azure-sdk.jar",
                        CUA_AZURE_SDK,
                        layout + "/" + lib + "/cua-agent-core.jar",
                        CUA_CORE));

        assertThat(doctor(app)).as(out + "" + err).isEqualTo(Cua.YES);

        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("  tracking-id in jar:file:.*/" + name + "!/" + layout
                        + "/classes/cua\\.properties +" + ID + "  <- wins"))
                .contains("  Azure SDK for Java, in azure-core-1.57.0.jar, in " + name
                        + ": covered by the settings, without code");
    }

    @Test
    void readsSettingsInsideJarOfSpringBootJar() throws IOException {
        Path app = file("app.jar", jar("BOOT-INF/lib/settings.jar", SETTINGS));

        doctor(app);

        assertThat(out.toString())
                .containsPattern("tracking-id in cua.properties, in settings.jar, in app.jar +" + ID + "  <- wins");
    }

    /** The outside comes first, because the launcher's class loader is the parent of the one for the inside. */
    @Test
    void readsSettingsOutsideOfSpringBootJarFirst() throws IOException {
        Path app = file(
                "app.jar",
                jar(
                        "META-INF/MANIFEST.MF",
                        "Manifest-Version: 1.0\nMain-Class: org.springframework.boot.loader.launch.JarLauncher\n\n",
                        "BOOT-INF/classes/cua.properties",
                        "tracking-id = pid-other-offer-partnercenter",
                        "cua.properties",
                        "tracking-id = " + ID));
        Path war = file("app.war", jar("WEB-INF/classes/x", "", "cua.properties", "tracking-id = " + ID));

        doctor(app);
        assertThat(out.toString()).containsPattern("app.jar!/cua.properties +" + ID + "  <- wins");
        doctor(war);
        assertThat(out.toString()).containsPattern("tracking-id in cua.properties +not set");
    }

    @Test
    void readsUnpackedSpringBootJarAndWar() throws IOException {
        for (String layout : new String[] {"BOOT-INF", "WEB-INF"}) {
            file(layout + "/app/" + layout + "/classes/cua.properties", ("tracking-id = " + ID).getBytes());
            file(layout + "/app/" + layout + "/lib/azure-core-1.57.0.jar", azureCore("1.57.0"));
            file(layout + "/app/" + layout + "/lib/cua-azure-sdk.jar", CUA_AZURE_SDK);
            file(layout + "/app/" + layout + "/lib/cua-agent-core.jar", CUA_CORE);

            assertThat(doctor(folder.resolve(layout + "/app")))
                    .as(out + "" + err)
                    .isEqualTo(Cua.YES);
            assertThat(out.toString())
                    .contains("in azure-core-1.57.0.jar, in app: covered by the settings, without code");
        }
    }

    @Test
    void readsTwoSpringBootJarsWithTheSameName() throws IOException {
        Path one = file("one/app.jar", jar("BOOT-INF/lib/a.jar", azureCore("1.57.0")));
        Path other = file("other/app.jar", jar("BOOT-INF/lib/a.jar", jar("okhttp3/OkHttpClient.class", "")));

        doctor(one, other);

        assertThat(out.toString()).contains("Azure SDK for Java, in a.jar, in app.jar", "OkHttp, in a.jar, in app.jar");
    }

    @Test
    void deletesUnpackedJars() throws Exception {
        Path app = file("app.jar", jar("BOOT-INF/lib/a.jar", SETTINGS, "BOOT-INF/lib/more/a.jar", SETTINGS));
        Path unpacked;

        try (NestedJars nested = new NestedJars();
                URLClassLoader loader = ClassPath.loader(app.toString(), nested)) {
            unpacked = Path.of(loader.getURLs()[1].toURI());
            assertThat(unpacked).hasBinaryContent(SETTINGS);
        }

        while (!unpacked.getFileName().toString().startsWith("cua-doctor")) {
            unpacked = unpacked.getParent();
        }
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void rejectsEntryThatLeavesTheTemporaryFolder() throws IOException {
        String name = "BOOT-INF/lib/../../../../../../evil.jar";
        Path app = file("app.jar", jar(name, SETTINGS));

        assertRejects(
                "'" + app + "' has the entry '" + name + "', which would be unpacked outside of the temporary folder;",
                app);
        assertThat(folder.resolve("evil.jar")).doesNotExist();
    }

    @Test
    void rejectsDamagedJarInsideSpringBootJar() throws IOException {
        Path app = file("app.jar", jar("BOOT-INF/lib/azure-core-1.57.0.jar", "not a jar"));

        assertRejects(
                "'" + app + "' has the entry 'BOOT-INF/lib/azure-core-1.57.0.jar', which is not a readable jar", app);
    }

    @Test
    void rejectsJarWithNestedJarsThatCannotBeRead() throws IOException {
        byte[] ear = jar("app.war", jar("WEB-INF/lib/azure-core-1.57.0.jar", azureCore("1.57.0")));
        for (byte[] content : new byte[][] {
            jar("main/main.jar", jar("x", ""), "lib/azure-core-1.57.0.jar", azureCore("1.57.0")),
            jar("lib/cua-agent-core.jar", CUA_CORE),
            jar("lib/damaged.jar", ""),
            ear
        }) {
            Path app = file("app.jar", content);

            assertRejects("; unpack it, and give its folder and its jars, for example -cp \"app:app/lib/*\"", app);
            assertThat(err.toString()).contains("'" + app + "' contains jars that doctor cannot read, such as '");
        }
    }

    @Test
    void acceptsJarWithNestedJarThatHasNoClient() throws IOException {
        Path agent = file("agent.jar", jar("META-INF/loader/loader.jar", jar("x", "")));
        Path core = file("azure-core-1.57.0.jar", azureCore("1.57.0"));

        assertThat(doctor(agent, core)).as(err.toString()).isEqualTo(Cua.NO);
        assertThat(out.toString()).contains("Azure SDK for Java, in azure-core-1.57.0.jar: ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rejectsRunnerJarOfQuarkus(boolean byMainClass) throws IOException {
        Path runner = file(
                "quarkus-app/quarkus-run.jar",
                byMainClass
                        ? jar(
                                "META-INF/MANIFEST.MF",
                                "Manifest-Version: 1.0\nMain-Class: io.quarkus.bootstrap.runner.QuarkusEntryPoint\n\n")
                        : jar("x", ""));
        if (!byMainClass) {
            file("quarkus-app/quarkus/quarkus-application.dat", new byte[1]);
        }
        String app = folder.resolve("quarkus-app").toString();

        assertRejects(
                "'" + runner + "' starts a Quarkus application, whose jars are in folders; write instead: -cp \""
                        + String.join(File.pathSeparator, app + "/lib/main/*", app + "/app/*", app + "/lib/boot/*")
                        + "\"",
                runner);
    }

    @Test
    void followsClassPathInManifest() throws IOException {
        file("lib/azure-core-1.57.0.jar", azureCore("1.57.0"));
        Path app = file(
                "app.jar",
                jar(
                        "META-INF/MANIFEST.MF",
                        "Manifest-Version: 1.0\nClass-Path: lib/azure-core-1.57.0.jar lib/absent.jar\n\n"));

        assertThat(doctor(app)).isEqualTo(Cua.NO);
        assertThat(out.toString()).contains("Azure SDK for Java, in azure-core-1.57.0.jar: ");
    }

    @Test
    void rejectsClassPathElementThatIsNeitherFolderNorJar() throws IOException {
        byte[] jar = azureCore("1.57.0");
        Path text = file("notes.txt", "notes".getBytes());
        Path damaged = file("lib/damaged.jar", Arrays.copyOf(jar, jar.length / 2));
        Path empty = file("empty.jar", new byte[0]);
        String instead = "; give a folder, a jar, or 'lib/*' for all jars in a folder";

        for (Path entry : new Path[] {text, damaged, empty}) {
            assertRejects("'" + entry + "' is neither a folder nor a readable jar (", folder, entry);
            assertThat(err.toString()).contains(instead);
        }
        assertRejects("'" + damaged + "' is neither a folder nor a readable jar (", folder.resolve("lib/*"));
        assertRejects("'" + text + "' is not a folder" + instead, text + "/*");
        assertRejects("'" + folder + "/lib*' does not exist; correct the class path", folder + "/lib*");
    }

    @Test
    void printsNothingIfReadingServiceFileFailsAndNamesTheJar() throws IOException {
        byte[] damaged = jar(SERVICES, "dev.azurecua.sdk.AttributionPolicyProvider");
        // Damages the first byte after the header of the entry, because 7 is not a valid type of a compressed block.
        damaged[30 + SERVICES.length()] = 7;

        assertRejects(
                "a file or stream cannot be used: services.jar is damaged: invalid block type; check the path and the disk",
                file("azure-core.jar", azureCore("1.57.0")),
                file("cua-azure-sdk.jar", CUA_AZURE_SDK_WITHOUT_SERVICES),
                file("services.jar", damaged));
    }

    @Test
    void rejectsClassPathThatIsNotReadable() throws IOException {
        assertRejects("'a?b' is not a valid path: Nul character not allowed; correct it", "a\0b");

        Path jar = file("azure-core.jar", azureCore("1.57.0"));
        Files.setPosixFilePermissions(jar, Set.of());
        assumeFalse(Files.isReadable(jar), "this user reads any file");
        assertRejects("'" + jar + "' cannot be read; give this user access to it", jar);
    }

    @Test
    void printsJson() throws IOException {
        Path settings = file("settings.jar", SETTINGS);
        Path azureCore = file("azure-core.jar", azureCore("1.57.0"));
        Path copy = file("copy.jar", azureCore("1.57.0"));

        JsonNode covered = json(
                Cua.YES,
                settings,
                azureCore,
                file("cua-azure-sdk.jar", CUA_AZURE_SDK),
                file("cua-agent-core.jar", CUA_CORE));
        assertThat(covered.get("attributed").booleanValue()).isTrue();
        assertThat(covered.get("result").textValue()).isEqualTo("attribution to " + ID);
        assertThat(covered.at("/settings/winner").textValue())
                .matches("tracking-id in jar:file:/.*/settings\\.jar!/cua\\.properties");
        assertThat(covered.at("/settings/values")
                        .get(covered.at("/settings/winner").textValue())
                        .textValue())
                .isEqualTo(ID);
        assertThat(covered.at("/settings/values/environment variable CUA_TRACKING_ID")
                        .isNull())
                .isTrue();
        assertThat(covered.at("/clients/0/covered").booleanValue()).isTrue();
        assertThat(covered.at("/request/call").textValue()).startsWith("GET https://management.azure.com/");
        assertThat(covered.at("/request/userAgent").textValue()).endsWith(" " + ID);

        JsonNode uncovered = json(Cua.NO, settings, azureCore, copy);
        assertThat(uncovered.get("attributed").booleanValue()).isFalse();
        assertThat(uncovered.at("/clients/0/name").textValue()).isEqualTo("Azure SDK for Java");
        assertThat(uncovered.at("/clients/0/place").textValue()).isEqualTo("azure-core.jar");
        assertThat(uncovered.at("/clients/0/covered").booleanValue()).isFalse();
        assertThat(uncovered.at("/clients/0/coverage").textValue())
                .isEqualTo("NOT covered; add dev.azurecua:cua-azure-sdk");
        assertThat(uncovered.at("/duplicates/0").textValue()).contains("azure-core.jar and in copy.jar");
        assertThat(uncovered.at("/request/userAgent").isNull()).isTrue();
    }

    private JsonNode json(int exitCode, Path... classPath) throws IOException {
        String path = String.join(
                File.pathSeparator, Stream.of(classPath).map(Path::toString).toList());
        StringWriter json = new StringWriter();
        assertThat(Cua.run(new PrintWriter(json, true), new PrintWriter(err, true), "doctor", "-cp", path, "--json"))
                .as(json + "" + err)
                .isEqualTo(exitCode);
        return new ObjectMapper().readTree(json.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "4711,         'no attribution: system property cua.tracking-id: ''4711'' is not a tracking ID: it has only'",
        "not  an ID,   'no attribution: system property cua.tracking-id: ''not  an ID'' is not a tracking ID'",
    })
    void printsMalformedSettingAsJson(String value, String result) throws IOException {
        System.setProperty("cua.tracking-id", value);
        System.setProperty("cua.traking-id", ID);
        JsonNode json;
        try {
            json = json(Cua.NO, folder);
        } finally {
            System.clearProperty("cua.tracking-id");
            System.clearProperty("cua.traking-id");
        }
        assertThat(json.get("result").textValue()).startsWith(result);
        assertThat(json.at("/settings/winner").textValue()).isEqualTo("system property cua.tracking-id");
        assertThat(json.at("/settings/values/system property cua.tracking-id").textValue())
                .isEqualTo(value);
        assertThat(json.at("/settings/values").size()).isEqualTo(7);
        assertThat(json.at("/settings/warnings/0").textValue())
                .startsWith("Unknown settings have no effect: system property cua.traking-id.");
    }

    @Test
    void expandsWildcardToJarsOnly() throws IOException {
        file("lib/notes.txt", "notes".getBytes());
        file("lib/okhttp.zip", jar("okhttp3/OkHttpClient.class", ""));
        file("lib/more/okhttp.jar", jar("okhttp3/OkHttpClient.class", ""));
        file("lib/azure-core-1.57.0.jar", azureCore("1.57.0"));
        file("lib/SETTINGS.JAR", SETTINGS);

        doctor(folder.resolve("lib/*"));

        assertThat(out.toString())
                .contains("Azure SDK for Java, in azure-core-1.57.0.jar: ", "Result: attribution to " + ID)
                .doesNotContain("OkHttp");
    }

    @Test
    void resolvesEmptyClassPathElementToCurrentFolder() throws IOException {
        try (NestedJars nested = new NestedJars();
                URLClassLoader loader = ClassPath.loader(folder + File.pathSeparator, nested)) {
            assertThat(loader.getURLs())
                    .containsExactly(
                            folder.toUri().toURL(),
                            Path.of("").toAbsolutePath().toUri().toURL());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.32.0", "1.9.0", "1.33.99", "0.100.0"})
    void reportsTooOldAzureCoreAsNotCovered(String version) throws IOException {
        assertThat(doctor(
                        file("settings.jar", SETTINGS),
                        file("azure-core-" + version + ".jar", azureCore(version)),
                        file("cua-azure-sdk.jar", CUA_AZURE_SDK),
                        file("cua-agent-core.jar", CUA_CORE)))
                .isEqualTo(Cua.NO);

        assertThat(out.toString().lines())
                .contains("  Azure SDK for Java, in azure-core-" + version + ".jar: NOT covered; azure-core " + version
                        + " is too old: upgrade it to 1.36.0 or newer, for example with azure-sdk-bom")
                .last()
                .isEqualTo(NOT_COVERED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.34.0", "1.36.0", "1.100.0", "2.0.0-beta.1", "1.57.0.redhat-00001"})
    void reportsNewEnoughAzureCoreAsCovered(String version) throws IOException {
        assertThat(doctor(
                        file("settings.jar", SETTINGS),
                        file("azure-core.jar", azureCore(version)),
                        file("cua-azure-sdk.jar", CUA_AZURE_SDK),
                        file("cua-agent-core.jar", CUA_CORE)))
                .isEqualTo(Cua.YES);

        assertThat(out.toString().lines())
                .contains("  Azure SDK for Java, in azure-core.jar: covered by the settings, without code")
                .last()
                .asString()
                .endsWith(" " + ID);
    }

    @Test
    void reportsUnknownVersionOfAzureCore() throws IOException {
        Path settings = file("settings.jar", SETTINGS);
        Path adapter = file("cua-azure-sdk.jar", CUA_AZURE_SDK);
        Path core = file("cua-agent-core.jar", CUA_CORE);
        for (byte[] azureCore :
                new byte[][] {jar("com/azure/core/http/HttpPipeline.class", ""), azureCore("${project.version}")}) {
            doctor(settings, file("app.jar", azureCore), adapter, core);

            assertThat(out.toString().lines())
                    .contains(
                            "  Azure SDK for Java, in app.jar: covered by the settings, without code, if azure-core is"
                                    + " 1.36.0 or newer; its version is unknown, because it is not in"
                                    + " META-INF/maven/com.azure/azure-core/pom.properties");
        }
    }

    @Test
    void checksVersionOfTheAzureCoreThatJavaLoads() throws IOException {
        Path classes = file("app.jar", jar("com/azure/core/http/HttpPipeline.class", ""));
        Path old = file("azure-core-1.32.0.jar", azureCore("1.32.0"));

        doctor(classes, old);

        assertThat(out.toString()).doesNotContain("too old");
    }

    @Test
    void alwaysStatesThatIdsSetInCodeAreNotVisible() throws IOException {
        String limit =
                "  doctor reads only the settings and the class path. It does not see an ID that your code sets with"
                        + " Attribution.of(…) or a factory.";
        Path settings = file("settings.jar", SETTINGS);

        doctor(folder);
        assertThat(out.toString().lines()).containsOnlyOnce(limit);
        doctor(settings);
        assertThat(out.toString().lines()).containsOnlyOnce(limit);
        Cua.run(new PrintWriter(out, true), new PrintWriter(err, true), "doctor");
        assertThat(out.toString().lines().filter(limit::equals)).hasSize(2);
    }

    @Test
    void suggestsOnlyMergingServiceFilesIfServiceFileIsMissing() throws IOException {
        Path azureCore = file("azure-core.jar", azureCore("1.57.0"));
        Path adapter = file("cua-azure-sdk.jar", CUA_AZURE_SDK_WITHOUT_SERVICES);
        Path core = file("cua-agent-core.jar", CUA_CORE);

        assertThat(doctor(file("settings.jar", SETTINGS), azureCore, adapter, core))
                .isEqualTo(Cua.NO);

        assertThat(out.toString().lines())
                .contains("  Azure SDK for Java, in azure-core.jar: NOT covered; " + MERGE + " when you merge jars"
                        + " (maven-shade-plugin: ServicesResourceTransformer; Gradle Shadow: mergeServiceFiles())")
                .last()
                .isEqualTo(NOT_COVERED_REQUEST);
    }

    @Test
    void ignoresProviderInCommentOfServiceFile() throws IOException {
        Path app = file(
                "app.jar",
                jar(
                        "dev/azurecua/sdk/AttributionPolicyProvider.class",
                        "",
                        SERVICES,
                        "com.contoso.Provider # dev.azurecua.sdk.AttributionPolicyProvider\n"));

        doctor(file("azure-core.jar", azureCore("1.57.0")), app, file("cua-agent-core.jar", CUA_CORE));

        assertThat(out.toString()).contains("NOT covered; " + MERGE);
    }

    @Test
    void suggestsAddingMissingCore() throws IOException {
        Path azureCore = file("azure-core.jar", azureCore("1.57.0"));

        doctor(azureCore, file("cua-azure-sdk.jar", CUA_AZURE_SDK));
        assertThat(out.toString().lines())
                .contains("  Azure SDK for Java, in azure-core.jar: NOT covered; add dev.azurecua:cua-agent-core");

        doctor(azureCore, file("app.jar", CUA_AZURE_SDK_WITHOUT_SERVICES));
        assertThat(out.toString()).contains(": NOT covered; add dev.azurecua:cua-agent-core; " + MERGE);
    }

    @Test
    void reportsLibraryThatIsTwiceOnClassPath() throws IOException {
        Path current = file("azure-core-1.57.0.jar", azureCore("1.57.0"));
        Path old = file("azure-core-1.32.0.jar", azureCore("1.32.0"));
        Path copy = file("copy/azure-core-1.57.0.jar", azureCore("1.57.0"));
        Path core = file("cua-agent-core.jar", CUA_CORE);
        Path merged = file("app.jar", CUA_CORE);

        doctor(current, old, core, merged);
        assertThat(out.toString().lines())
                .contains(
                        "  com.azure.core.http.HttpPipeline is in azure-core-1.57.0.jar and in azure-core-1.32.0.jar:"
                                + " Java loads the first; remove the others",
                        "  dev.azurecua.Attribution is in cua-agent-core.jar and in app.jar: Java loads the first;"
                                + " remove the others");
        doctor(current, current, copy, core);
        assertThat(out.toString()).doesNotContain("Java loads the first");
    }

    /** Such programs exist, because azure-identity brings azure-core and also gets tokens for other clients. */
    @Test
    void reportsRequestOfOwnClientIfAzureCoreIsUsedForTokensOnly() throws IOException {
        Path settings = file("settings.jar", SETTINGS);
        Path azureCore = file("azure-core.jar", azureCore("1.57.0"));
        Path core = file("cua-agent-core.jar", CUA_CORE);
        Path managers =
                file("azure-core-management.jar", jar("com/azure/core/management/profile/AzureProfile.class", ""));

        assertThat(doctor(settings, azureCore, core)).isEqualTo(Cua.YES);
        assertThat(out.toString()).contains("A request from your own client, if your code attributes it:");
        assertThat(doctor(settings, azureCore, core, managers)).isEqualTo(Cua.NO);
        assertThat(out.toString().lines()).last().isEqualTo(NOT_COVERED_REQUEST);
    }

    @Test
    void reportsRequestOfOwnClientIfAnotherClientHasNoAdapter() throws IOException {
        Path clients = file(
                "clients.jar",
                jar("okhttp3/OkHttpClient.class", "", "org/apache/hc/client5/http/classic/HttpClient.class", ""));
        Path settings = file("settings.jar", SETTINGS);

        Path cuaCore = file("cua-agent-core.jar", CUA_CORE);

        assertThat(doctor(settings, clients, cuaCore)).isEqualTo(Cua.YES);
        assertThat(out.toString())
                .contains(
                        "OkHttp, in clients.jar: NOT covered; add dev.azurecua:cua-okhttp",
                        "Apache HttpClient 5, in clients.jar: covered if ",
                        "A request from your own client, if your code attributes it:");
        assertThat(doctor(settings, file("okhttp.jar", jar("okhttp3/OkHttpClient.class", "")), cuaCore))
                .isEqualTo(Cua.NO);
        assertThat(out.toString().lines())
                .last()
                .isEqualTo("A request from your program would carry no ID, unless its code calls"
                        + " attribution.userAgent(…), because no client on its class path is covered.");
        assertThat(doctor(settings, clients)).isEqualTo(Cua.NO);
        assertThat(out.toString().lines())
                .last()
                .isEqualTo(
                        "A request from your program would carry no ID, because nothing on its class path adds one.");
    }

    @Test
    void reportsLibrariesOfDifferentVersionsAsNotCovered() throws IOException {
        Path azureCore = file("azure-core.jar", azureCore("1.57.0"));
        Path adapter = file(
                "cua-azure-sdk.jar",
                jar(
                        "dev/azurecua/sdk/AttributionPolicyProvider.class",
                        "",
                        SERVICES,
                        "dev.azurecua.sdk.AttributionPolicyProvider",
                        "META-INF/maven/dev.azurecua/cua-azure-sdk/pom.properties",
                        "version=2.0.0\n"));

        assertThat(doctor(azureCore, adapter, cuaCore("1.0.0-SNAPSHOT"))).isEqualTo(Cua.NO);
        assertThat(out.toString())
                .contains("NOT covered; cua-agent-core is 1.0.0-SNAPSHOT and cua-azure-sdk is 2.0.0: use the same"
                        + " version of both");

        assertThat(doctor(azureCore, adapter, cuaCore("2.0.0"))).isZero();
        assertThat(out.toString())
                .contains("covered by the settings, without code")
                .doesNotContain("NOT covered");
    }

    private Path cuaCore(String version) throws IOException {
        return file(
                "settings-and-core-" + version + ".jar",
                jar(
                        "cua.properties",
                        "tracking-id = " + ID,
                        "dev/azurecua/Attribution.class",
                        "",
                        "META-INF/maven/dev.azurecua/cua-agent-core/pom.properties",
                        "version=" + version + "\n"));
    }
}
