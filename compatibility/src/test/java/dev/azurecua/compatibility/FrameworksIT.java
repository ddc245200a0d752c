// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications of Spring Boot and Quarkus, as they are packaged by default. */
class FrameworksIT {
    private static final Deployer SPRING_BOOT = Deployer.inJar("spring-boot/target/spring-boot-1.jar");
    private static final Deployer QUARKUS = Deployer.inJar("quarkus/target/quarkus-app/quarkus-run.jar");

    private static final String KEY_VAULT = "-Dspring.profiles.active=key-vault";
    private static final String SOURCE = "Azure Resource Manager calls: attribution to " + Run.ID + ", from ";

    @Test
    void springBootIsAttributed() {
        SPRING_BOOT.with(Run.SET).run().isAttributed().logs(SOURCE + "system property cua.tracking-id");
        SPRING_BOOT.run().isNotAttributed().logs();
    }

    /** Its first client is built before Spring Boot's logging. */
    @ParameterizedTest
    @ValueSource(strings = {Run.ID, "nonsense"})
    void springBootWithKeyVaultLogsWhatTheSettingsCameTo(String id) {
        Run run =
                SPRING_BOOT.with(KEY_VAULT).withVariable("CUA_TRACKING_ID", id).run();

        if (id.equals(Run.ID)) {
            run.isAttributed().logs(SOURCE + "environment variable CUA_TRACKING_ID");
        } else {
            run.isNotAttributed()
                    .logs(
                            "The settings of this process attribute nothing, because one is invalid: environment variable CUA_TRACKING_ID: 'nonsense'");
        }
    }

    @Test
    void quarkusIsAttributed() {
        QUARKUS.with(Run.SET).run().isAttributed();
        QUARKUS.withVariable("CUA_TRACKING_ID", Run.ID).run().isAttributed();
        QUARKUS.run().isNotAttributed();
    }

    @ParameterizedTest
    @MethodSource("dev.azurecua.compatibility.Jdks#others")
    void bothAreAttributedOnAnotherJdk(Path jdk) {
        SPRING_BOOT.on(jdk).with(Run.SET).run().isAttributed();
        QUARKUS.on(jdk).with(Run.SET).run().isAttributed();
    }
}
