// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import java.nio.file.Path;

/** Adds SLF4J backends to a deployer, because the Azure SDK brings only the API. */
final class Logging {
    /** Matches slf4j-api 1.7, which azure-core brings. */
    static final String[] SLF4J_1_7 = {jar("slf4j-simple-1.7")};

    private Logging() {}

    /** Replaces the API with version 2.0, like a deployer that manages its version. */
    static Deployer slf4j2(Deployer deployer) {
        return deployer.without(element -> element.contains("slf4j-api"))
                .plus(jar("slf4j-api-2.0"), jar("slf4j-simple-2.0"));
    }

    private static String jar(String name) {
        return Path.of("target/logging", name + ".jar").toAbsolutePath().toString();
    }
}
