// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import org.junit.jupiter.api.Test;

/** Each logging that a deployer may have shows what the settings came to; none of them is needed. */
class LoggingIT {
    private static final Deployer DEPLOYER = Deployer.onClassPath("azure-sdk/first/target/bom");
    private static final String SOURCE =
            "Azure Resource Manager calls: attribution to " + Run.ID + ", from system property";

    @Test
    void slf4j17ShowsIt() {
        DEPLOYER.plus(Logging.SLF4J_1_7).with(Run.SET).run().isAttributed().logs(SOURCE);
    }

    @Test
    void slf4j20ShowsIt() {
        Logging.slf4j2(DEPLOYER).with(Run.SET).run().isAttributed().logs(SOURCE);
    }

    @Test
    void deployerWithoutLoggingIsAttributed() {
        DEPLOYER.with(Run.SET).run().isAttributed();
    }

    @Test
    void mistypedSettingIsShown() {
        DEPLOYER.plus(Logging.SLF4J_1_7)
                .with("-Dcua.trackingId=" + Run.ID)
                .run()
                .isNotAttributed()
                .logs("Unknown settings have no effect: system property cua.trackingId.");
    }
}
