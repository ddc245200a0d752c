// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the report that settings request. The end of the JVM is simulated by {@link #endJvm()}. */
class ReportFileTest {
    private static final InheritableThreadLocal<Object> VALUE = new InheritableThreadLocal<>();

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<Thread> atJvmEnd = new ArrayList<>();

    @TempDir
    private Path folder;

    private AttributionReport report() {
        return AttributionReport.from(settings(), atJvmEnd::add);
    }

    private Settings settings() {
        return Settings.of(properties, variables);
    }

    private void endJvm() {
        atJvmEnd.forEach(Thread::run);
    }

    private int callsIn(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile()).get("calls").asInt();
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void writesReportWhenTheJvmEnds() throws IOException {
        Path file = folder.resolve("build/cua/report.json");
        properties.put("cua.report", file.toString());
        try (Logs logs = new Logs()) {
            AttributionReport report = report();
            report.onCall(Calls.write("N.A/t/x"));
            // Empty, because the report is written when the JVM ends.
            assertThat(callsIn(file)).isZero();

            endJvm();

            assertThat(callsIn(file)).isEqualTo(1);
            assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
            assertThat(logs.lines())
                    .containsExactly("INFO A report of Resource Manager calls will be written to " + file
                            + " when the JVM ends, as set by system property cua.report");
        }
    }

    @Test
    void replacesEarlierFileImmediately() throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "earlier".repeat(1_000));
        variables.put("CUA_REPORT", file.toString());

        report();

        assertThat(callsIn(file)).isZero();
    }

    @Test
    void replacesTargetOfSymbolicLink() throws IOException {
        Path file = Files.writeString(folder.resolve("file.json"), "earlier");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        variables.put("CUA_REPORT", link.toString());

        report();

        assertThat(callsIn(file)).isZero();
        assertThat(link).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw-r--"})
    @DisabledOnOs(OS.WINDOWS)
    void replacedFileKeepsItsAccessRights(String rights) throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "earlier");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        properties.put("cua.report", file.toString());

        report();
        endJvm();

        assertThat(callsIn(file)).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(rights);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void newFileIsReadableByItsOwnerOnly() throws IOException {
        Path file = folder.resolve("report.json");
        properties.put("cua.report", file.toString());

        report();
        endJvm();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkInFolderOfOthersIsOneErrorAndItsTargetStays() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        Path file = Files.writeString(target.resolve("report.json"), "earlier");
        Path open = Files.createDirectory(folder.resolve("open"));
        Path linkToFile = Files.createSymbolicLink(open.resolve("link.json"), file);
        Path linkToFolder = Files.createSymbolicLink(open.resolve("link"), target);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        for (Path path : List.of(linkToFile, linkToFolder.resolve("report.json"), linkToFolder.resolve("new.json"))) {
            assertUnwritable(path.toString(), "it is a link, and other users can change it; write another path");
        }

        assertThat(file).hasContent("earlier");
        assertThat(target.resolve("new.json")).doesNotExist();
    }

    /** A chain of links is followed to its end. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkToALinkInFolderOfOthersIsOneError() throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "earlier");
        Path open = Files.createDirectory(folder.resolve("open"));
        Path step = Files.createSymbolicLink(open.resolve("step.json"), file);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), step);

        assertUnwritable(link.toString(), "it is a link, and other users can change it; write another path");

        assertThat(file).hasContent("earlier");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void endlessLinkIsOneError() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a"), folder.resolve("b"));
        Files.createSymbolicLink(folder.resolve("b"), link);

        assertUnwritable(link.toString(), "FileSystemException");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void followsLinksOfThisUser() throws IOException {
        Path target = Files.createDirectory(folder.resolve("releases"));
        Path link = Files.createSymbolicLink(folder.resolve("current"), Path.of("releases"));
        properties.put("cua.report", link.resolve("report.json").toString());

        report();

        assertThat(callsIn(target.resolve("report.json"))).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void danglingLinkIsOneError() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("missing.json"));

        assertUnwritable(link.toString(), "NoSuchFileException");

        assertThat(link).isSymbolicLink();
    }

    /** An endless file must not be copied: a user could put a link to it in place of the report. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void replacesLinkThatReplacedTheFileMeanwhile() throws IOException {
        Path file = folder.resolve("report.json");
        properties.put("cua.report", file.toString());
        report();
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));

        endJvm();

        assertThat(callsIn(file)).isZero();
        assertThat(file).isRegularFile();
    }

    @Test
    void uniqueTextInPathGivesEachReportItsOwnFile() throws IOException {
        properties.put("cua.report", folder.resolve("cua-%u.json").toString());

        report();
        report();
        endJvm();

        assertThat(files()).hasSize(2).allMatch(name -> name.matches("cua-[0-9a-f-]{36}\\.json"));
    }

    @Test
    void percentSignOfAnotherWordStays() throws IOException {
        properties.put("cua.report", folder.resolve("%userprofile%.json").toString());

        report();

        assertThat(files()).containsExactly("%userprofile%.json");
    }

    /** Stands for Windows, where files have other access rights. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writesToFileSystemWithoutPosixRights(boolean exists) throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("files.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = files.getPath("/report.json");
            if (exists) {
                Files.writeString(file, "earlier");
            }

            ReportFile.begin(file, out -> out.append("report")).write();

            assertThat(file).hasContent("report");
        }
    }

    @Test
    void threadIsCreatedOnJava8Too() {
        Thread thread = ReportThread.create(Thread.currentThread().getThreadGroup(), () -> {}, int.class);

        assertThat(thread.getName()).isEqualTo("cua-report");
    }

    @Test
    void threadDoesNotKeepTheApplicationInMemory() throws ReflectiveOperationException, IOException {
        properties.put("cua.report", folder.resolve("report.json").toString());
        URL classes = Caller.class.getProtectionDomain().getCodeSource().getLocation();
        WeakReference<ClassLoader> application = new WeakReference<>(callFromApplication(classes));
        assertThat(atJvmEnd).hasSize(1);

        for (int i = 0; i < 100 && application.get() != null; i++) {
            System.gc();
        }

        assertThat(application.get()).isNull();
    }

    /** Requests the report from a class of another class loader, as a web application does. Returns this loader. */
    private ClassLoader callFromApplication(URL classes) throws ReflectiveOperationException, IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[] {classes}, before) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(Caller.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
            }
        }) {
            thread.setContextClassLoader(application);
            // A value of the application, which threads inherit.
            VALUE.set(application);
            Runnable call = this::report;
            application
                    .loadClass(Caller.class.getName())
                    .getMethod("call", Runnable.class)
                    .invoke(null, call);
            return application;
        } finally {
            VALUE.remove();
            thread.setContextClassLoader(before);
        }
    }

    /** Stands for a class of a web application. */
    public static final class Caller {
        private Caller() {}

        public static void call(Runnable action) {
            action.run();
        }
    }

    @Test
    void propertyWinsOverVariable() throws IOException {
        properties.put("cua.report", folder.resolve("property.json").toString());
        variables.put("CUA_REPORT", folder.resolve("variable.json").toString());

        report();
        endJvm();

        assertThat(files()).containsExactly("property.json");
    }

    @Test
    void createsNoReportIfVariableIsBlank() {
        variables.put("CUA_REPORT", " ");
        assertThat(report()).isNull();
    }

    /** Needed because a tool that inherits the environment must not overwrite the report of its parent. */
    @Test
    void emptyPropertySwitchesReportOff() {
        properties.put("cua.report", "");
        variables.put("CUA_REPORT", folder.resolve("report.json").toString());
        try (Logs logs = new Logs()) {
            assertThat(report()).isNull();

            assertThat(atJvmEnd).isEmpty();
            assertThat(logs.lines()).isEmpty();
        }
        assertThat(AttributionReport.fromEnvironment()).isNull();
    }

    private void assertUnwritable(String path, String problem) {
        properties.put("cua.report", path);
        try (Logs logs = new Logs()) {
            assertThat(report()).isNull();

            assertThat(atJvmEnd).isEmpty();
            assertThat(logs.lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "ERROR No report of Resource Manager calls will be written: system property cua.report: '")
                    .contains(problem)
                    .endsWith("; write the path of a file that can be created or replaced");
        }
    }

    @Test
    void unwritablePathIsOneErrorImmediately() throws IOException {
        assertUnwritable(folder.toString(), "it is not a regular file");
        assertUnwritable("/", "it is not a regular file");
        assertUnwritable("a\u0000b", "'a\\u0000b' cannot be written: java.nio.file.InvalidPathException: ");
        Files.writeString(folder.resolve("file"), "");
        assertUnwritable(folder.resolve("file/report.json").toString(), "FileAlreadyExistsException");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void unwritableFolderIsOneErrorImmediately() {
        // In /proc, because not even the superuser can create a file there.
        assertUnwritable("/proc/report.json", "'/proc/report.json' cannot be written: java.nio.file.");
    }

    @ParameterizedTest
    @CsvSource({
        "report.json, INFO A report of Resource Manager calls will be written to",
        "., ERROR No report of Resource"
    })
    void logsResultAtFirstCallIfLoggingWasNotReady(String file, String line) {
        properties.put("cua.report", folder.resolve(file).toString());
        try (Logs logs = new Logs()) {
            logs.setReady(false);
            AttributionReport report = report();
            logs.setReady(true);

            report.onCall(Calls.write("N.A/t/x"));
            report.onCall(Calls.write("N.A/t/x"));

            assertThat(logs.lines()).singleElement().asString().startsWith(line);
        }
    }

    @Test
    void missingFolderIsOneErrorWhenTheJvmEnds() throws IOException {
        Path file = folder.resolve("gone/report.json");
        properties.put("cua.report", file.toString());
        report();
        Files.delete(file);
        Files.delete(file.getParent());
        Files.writeString(file.getParent(), "no folder any more");

        try (Logs logs = new Logs()) {
            endJvm();

            assertThat(logs.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR The report of Resource Manager calls cannot be written to " + file
                            + ": java.nio.file.FileAlreadyExistsException: ")
                    .contains(
                            "; the file, if it exists, contains a report of no calls. Check disk space and permissions");
        }
    }

    @Test
    void leavesNoDraftIfFileCannotBeReplaced() throws IOException {
        Path file = folder.resolve("report.json");
        properties.put("cua.report", file.toString());
        report();
        Files.delete(file);
        Files.createDirectories(file.resolve("not-empty"));

        try (Logs logs = new Logs()) {
            endJvm();

            assertThat(logs.lines()).hasSize(1);
        }
        assertThat(files()).containsExactly("report.json");
    }

    @Test
    void logsOneErrorIfTheJvmIsEnding() {
        properties.put("cua.report", folder.resolve("report.json").toString());
        try (Logs logs = new Logs()) {
            AttributionReport report = AttributionReport.from(settings(), thread -> {
                throw new IllegalStateException("Shutdown in progress");
            });

            assertThat(report).isNull();
            assertThat(logs.lines())
                    .containsExactly("ERROR No report of Resource Manager calls will be written: Shutdown in progress");
        }
    }
}
