// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** Verifies the rules of docs/architecture.md: which module may depend on which, and no cycles between types. */
class ArchitectureTest {
    private static final String CORE = "dev.azurecua";
    private static final String[] ADAPTERS = {"dev.azurecua.sdk", "dev.azurecua.okhttp", "dev.azurecua.templates"};
    private static final String KIT = "dev.azurecua.testing..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/dev/azurecua/compatibility/"))
            .importPackages("dev.azurecua");

    /** Assigns nested types to the type that encloses them, because they are one file. */
    private static final SliceAssignment FILES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            JavaClass file = type;
            while (file.getEnclosingClass().isPresent()) {
                file = file.getEnclosingClass().get();
            }
            return SliceIdentifier.of(file.getName());
        }

        @Override
        public String getDescription() {
            return "files";
        }
    };

    private static final ArchRule NO_CYCLES =
            slices().assignedFrom(FILES).should().beFreeOfCycles();

    /** Excludes the testing kit, because PackagesTest checks its public types. */
    private static final DescribedPredicate<JavaClass> OUTSIDE_TESTING_KIT = describe(
            "outside of the testing kit", type -> !type.getPackageName().startsWith("dev.azurecua.testing"));

    @Test
    void publishedLibrariesHaveNoCyclesBetweenTypes() {
        NO_CYCLES.check(CLASSES.that(OUTSIDE_TESTING_KIT));
    }

    @Test
    void noCyclesRuleFindsCycle() {
        JavaClasses cycle = new ClassFileImporter().importClasses(String.class, StringBuilder.class);

        assertThatThrownBy(() -> NO_CYCLES.check(cycle))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected");
    }

    @Test
    void onlyExportedPackagesHavePublicTypes() {
        classes()
                .that(OUTSIDE_TESTING_KIT)
                .and()
                .arePublic()
                .should()
                .resideInAnyPackage(CORE, "dev.azurecua.sdk", "dev.azurecua.okhttp", "dev.azurecua.templates")
                .check(CLASSES);
    }

    @Test
    void coreDoesNotDependOnAdapters() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS)
                .check(CLASSES);
    }

    @Test
    void adaptersDoNotDependOnEachOther() {
        for (String adapter : ADAPTERS) {
            for (String other : ADAPTERS) {
                if (!other.equals(adapter)) {
                    noClasses()
                            .that()
                            .resideInAPackage(adapter)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(other)
                            .check(CLASSES);
                }
            }
        }
    }

    @Test
    void publishedLibrariesDoNotDependOnTestingKit() {
        noClasses()
                .that()
                .resideOutsideOfPackage(KIT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(KIT)
                .check(CLASSES);
    }
}
