// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs deployers in containers, which have class loaders of their own for the Azure SDK and an application. */
class ClassLoadersIT {
    private static final Deployer DEPLOYER = Deployer.onClassPath("azure-sdk/first/target/bom");

    /** Returns a deployer that starts a main class in a container. */
    private static Deployer in(Container.Layout layout, String mainClass) {
        String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
        String application = String.join(File.pathSeparator, DEPLOYER.classPath()) + File.pathSeparator + classes;
        return DEPLOYER.without(element -> true)
                .plus(classes)
                .startedBy(Container.class.getName(), layout.name(), mainClass, application);
    }

    @Test
    void libraryAndSdkInOneChildLoaderAreAttributed() {
        in(Container.Layout.TOGETHER, "deployer.Main").with(Run.SET).run().isAttributed();
        in(Container.Layout.TOGETHER, "deployer.Main").run().isNotAttributed();
    }

    @Test
    void twoPairsInOneProcessAreAttributed() {
        in(Container.Layout.TWO_PAIRS, "deployer.Main").with(Run.SET).run().isAttributed();
    }

    /** Is not attributed, because azure-core looks for providers only in its own class loader, as README describes. */
    @Test
    void settingDoesNotReachSdkInParentLoader() {
        in(Container.Layout.SDK_IN_PARENT, "deployer.Main").with(Run.SET).run().isNotAttributed();
    }

    @Test
    void factoryAttributesSdkInParentLoader() {
        in(Container.Layout.SDK_IN_PARENT, FactoryDeployer.class.getName())
                .with(Run.SET)
                .run()
                .isAttributed();
    }
}
