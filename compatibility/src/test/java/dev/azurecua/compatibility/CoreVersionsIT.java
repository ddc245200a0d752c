// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs deployers without cua-agent-core, or with another version of it than cua-azure-sdk needs. */
@Tag("quick")
class CoreVersionsIT {
    private static final String START =
            "ERROR dev.azurecua.sdk.InertPolicy - Azure SDK clients work, but are not attributed: ";

    private static Deployer deployer(String module) {
        return Deployer.onClassPath("core-versions/" + module + "/target").plus(Logging.SLF4J_1_7);
    }

    @Test
    void missingCoreIsOneErrorAndDeployerWorks() {
        deployer("without-core")
                .with(Run.SET)
                .run()
                .isNotAttributed()
                .logs(START + "cua-agent-core is missing, but is needed by cua-azure-sdk ");
    }

    @Test
    void coreOfOtherVersionIsOneErrorAndDeployerWorks() {
        deployer("with-other-core").with(Run.SET).run().isNotAttributed().logs(START + "cua-agent-core 0.0.1-other (");
    }

    @Test
    void missingOrOtherCoreIsNotLoggedIfNothingIsSet() {
        deployer("without-core").run().isNotAttributed().logs();
        deployer("with-other-core").run().isNotAttributed().logs();
    }
}
