// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import java.nio.file.Path;

/** Backends of SLF4J that a deployer may have; the Azure SDK brings the API alone. */
final class Logging {
    /** Fits slf4j-api 1.7, which azure-core brings. */
    static final String[] SLF4J_1_7 = {jar("slf4j-simple-1.7")};

    private static final String FOLDER = "target/logging/";

    private Logging() {}

    /** Replaces the API by that of 2.0, as a deployer does that manages its version. */
    static Deployer slf4j2(Deployer deployer) {
        return deployer.without(element -> element.contains("slf4j-api"))
                .plus(jar("slf4j-api-2.0"), jar("slf4j-simple-2.0"));
    }

    private static String jar(String name) {
        return Path.of("target/logging", name + ".jar").toAbsolutePath().toString();
    }
}
