// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs a deployer with the retired SDK, its OkHttp 3.12.12 and its logging; cua-okhttp is the first dependency. */
class OkHttpIT {
    private static final Deployer DEPLOYER = Deployer.onClassPath("retired-sdk/target");

    @Test
    void everyCallIsAttributedAndTheDeployerKeepsItsLog() {
        Run run = DEPLOYER.with(Run.SET).run().isAttributed();

        run.logs("Azure Resource Manager calls: attribution to " + Run.ID + ", from system property cua.tracking-id");
        assertThat(run.output())
                .anyMatch(line -> line.endsWith("/okhttp-3.12.12.jar"))
                .anyMatch(line -> line.contains("INFO deployer.Main - deploying"));
        DEPLOYER.run().isNotAttributed().logs();
    }

    @Test
    void everyCallIsAttributedWithoutLoggingBackend() {
        DEPLOYER.without(element -> element.contains("slf4j-simple"))
                .with(Run.SET)
                .run()
                .isAttributed();
    }
}
