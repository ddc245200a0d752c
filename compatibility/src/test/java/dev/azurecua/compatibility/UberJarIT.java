// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import org.junit.jupiter.api.Test;

/** A deployer in one jar, in which another jar had a service file of the same name. */
class UberJarIT {
    @Test
    void jarWithMergedServicesIsAttributed() {
        Deployer deployer = Deployer.inJar("uber-jar/deployer/target/merged.jar");

        deployer.with(Run.SET).run().isAttributed();
        deployer.run().isNotAttributed();
    }

    /** As README says: nothing of the library is left that could see it. */
    @Test
    void jarThatLostTheServiceWorksUnattributed() {
        Deployer.inJar("uber-jar/deployer/target/unmerged.jar")
                .with(Run.SET)
                .run()
                .isNotAttributed();
    }
}
