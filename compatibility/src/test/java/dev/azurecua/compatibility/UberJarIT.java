// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import org.junit.jupiter.api.Test;

/** Runs a deployer in one jar, built from jars of which two have a service file of the same name. */
class UberJarIT {
    @Test
    void jarWithMergedServicesIsAttributed() {
        Deployer deployer = Deployer.inJar("uber-jar/deployer/target/merged.jar");

        deployer.with(Run.SET).run().isAttributed();
        deployer.run().isNotAttributed();
    }

    /** Logs nothing, because without the service file azure-core does not find the library, as README describes. */
    @Test
    void jarWithoutServiceOfLibraryWorksUnattributed() {
        Deployer.inJar("uber-jar/deployer/target/unmerged.jar")
                .with(Run.SET)
                .run()
                .isNotAttributed();
    }
}
