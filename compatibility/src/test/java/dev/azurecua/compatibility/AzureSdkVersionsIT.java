// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs deployers with different versions of the Azure SDK and positions of the library among their dependencies. */
class AzureSdkVersionsIT {
    private static final List<String> POSITIONS = List.of("first", "middle", "last");

    private static final String OLDEST = "azure-core-1.36";
    private static final String TOO_OLD = "azure-core-1.32";

    static Stream<String> quickSets() {
        return Stream.of(OLDEST, "2.40");
    }

    static Stream<String> otherSets() {
        return Stream.of("2.44", "2.49", "bom", "newest");
    }

    static Stream<String> allSets() {
        return Stream.of(Stream.of(TOO_OLD), quickSets(), otherSets()).flatMap(sets -> sets);
    }

    private static String build(String position, String set) {
        return "azure-sdk/" + position + "/target/" + set;
    }

    private static void assertCompatible(String set) {
        Deployer last = Deployer.onClassPath(build("last", set));
        for (String position : POSITIONS) {
            assertThat(elementsOfOtherLibraries(position, set))
                    .as("the class path with the library %s", position)
                    .containsExactlyInAnyOrderElementsOf(elementsOfOtherLibraries("last", set));
            Deployer.onClassPath(build(position, set)).with(Run.SET).run().isAttributed();
        }
        assertThat(last.plus(Logging.SLF4J_1_7).run().isNotAttributed().logs().behaviour())
                .as("without a setting")
                .isEqualTo(last.without(AzureSdkVersionsIT::isOurs).run().behaviour());
    }

    private static List<String> elementsOfOtherLibraries(String position, String set) {
        return Deployer.classPathOf(build(position, set)).stream()
                .filter(element -> !isOurs(element))
                .toList();
    }

    private static boolean isOurs(String element) {
        return element.matches(".*[/\\\\](cua-|jspecify-)[^/\\\\]*");
    }

    @Tag("quick")
    @Test
    void libraryBringsNoArtifactOfAzureSdk() {
        assertThat(Deployer.classPathOf(build("alone", "2.40")))
                .extracting(element -> Path.of(element).getFileName().toString().replaceFirst("-[0-9].*", ""))
                .containsExactlyInAnyOrder("cua-azure-sdk", "cua-agent-core", "jspecify");
    }

    @Tag("quick")
    @ParameterizedTest
    @MethodSource("quickSets")
    void everyCallIsAttributedInEachPositionWithQuickSets(String set) {
        assertCompatible(set);
    }

    @ParameterizedTest
    @MethodSource("otherSets")
    void everyCallIsAttributedInEachPositionWithOtherSets(String set) {
        assertCompatible(set);
    }

    @Tag("quick")
    @ParameterizedTest
    @ValueSource(strings = {"first", "middle", "last"})
    void tooOldAzureCoreIsOneErrorAndDeployerWorks(String position) {
        Deployer deployer = Deployer.onClassPath(build(position, TOO_OLD)).plus(Logging.SLF4J_1_7);

        deployer.with(Run.SET)
                .run()
                .isNotAttributed()
                .logs("ERROR dev.azurecua.sdk.InertPolicy - Azure SDK clients work, but are not"
                        + " attributed: azure-core 1.32.0 (jar:file:");
        deployer.run().isNotAttributed().logs();
    }

    @ParameterizedTest
    @MethodSource("dev.azurecua.compatibility.Jdks#others")
    void everyCallIsAttributedOnOtherJdk(Path jdk) {
        for (String set : List.of(OLDEST, "2.40", "newest")) {
            Deployer.onClassPath(build("first", set))
                    .on(jdk)
                    .with(Run.SET)
                    .run()
                    .isAttributed();
        }
    }
}
