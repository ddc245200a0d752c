// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentedStatusesTest {
    private static final Path FILE =
            Path.of("src", "main", "resources", "dev", "azurecua", "testing", "arm", "statuses.txt");
    private static final Path DERIVED = Path.of("target", "statuses.txt");
    private static final String HEADER = """
            # Derived from the Azure SDK by DocumentedStatusesTest; do not edit. To update this file, run
            #   mvn -pl cua-testing -am test -Dtest=DocumentedStatusesTest -Dsurefire.failIfNoSpecifiedTests=false
            #   cp cua-testing/target/statuses.txt cua-testing/src/main/resources/dev/azurecua/testing/arm/
            #
            # Lists the operations whose REST API does not document all the usual statuses (PUT 200 and 201, PATCH 200, POST 200
            # and 202, DELETE 200, 202 and 204), with the statuses that it documents.
            """;

    /** What the stand-in answers where nothing is documented: if it was not there or if it was. */
    private static final Map<String, Set<Integer>> AT_ONCE =
            Map.of("PUT", Set.of(201, 200), "PATCH", Set.of(200), "POST", Set.of(200), "DELETE", Set.of(204, 200));

    /** What begins a long-running operation in their place. */
    private static final Map<String, Set<Integer>> LONG_RUNNING =
            Map.of("PUT", Set.of(), "PATCH", Set.of(), "POST", Set.of(202), "DELETE", Set.of(202));

    /** With a path that names no resource; the stand-in answers 405. */
    private static final Set<String> NOT_SUPPORTED = Set.of(
            "DomainsService.transferOut",
            "FirewallRulesService.replace",
            "ManagedDatabaseRecommendedSensitivityLabelsService.update",
            "ManagedDatabaseSensitivityLabelsService.update",
            "RecommendedSensitivityLabelsService.update",
            "SensitivityLabelsService.update",
            "VirtualNetworkGatewayConnectionsService.setSharedKey",
            "WebAppsService.migrateStorage");

    /** Two resources of the one type Microsoft.Web/sites/extensions, of which one takes 201 only and one 200 only. */
    private static final Set<String> IRRECONCILABLE =
            Set.of("WebAppsService.createMSDeployOperation", "WebAppsService.createOneDeployOperation");

    private static List<SdkOperation> operations;

    private final DocumentedStatuses statuses = new DocumentedStatuses();

    @BeforeAll
    static void scan() throws IOException, ClassNotFoundException {
        operations = SdkOperation.onTheClassPath();
        assertThat(operations).hasSizeGreaterThan(2_000);
    }

    @Test
    void everyOperationOfTheSdkTakesWhatTheStandInAnswers() {
        Map<String, String> violations = new TreeMap<>();
        for (SdkOperation operation : operations) {
            Set<Integer> refused = new TreeSet<>(answers(operation));
            refused.removeAll(operation.takes());
            if (!refused.isEmpty()) {
                violations.put(
                        operation.name(),
                        "%s %s takes %s, not %s"
                                .formatted(operation.method(), operation.path().type(), operation.takes(), refused));
            }
        }

        assertThat(violations)
                .containsOnlyKeys(Stream.of(NOT_SUPPORTED, IRRECONCILABLE)
                        .flatMap(Set::stream)
                        .toList());
    }

    @Test
    void fileHoldsWhatTheApisDocument() throws IOException {
        String derived = derive();
        Files.writeString(DERIVED, derived);

        try (InputStream file = DocumentedStatuses.class.getResourceAsStream("statuses.txt")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .as("%s is outdated; copy %s over it", FILE, DERIVED.toAbsolutePath())
                    .containsExactlyElementsOf(derived.lines().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, Microsoft.Storage/storageAccounts, 201, 200",
        "PUT, microsoft.storage/STORAGEACCOUNTS, 201, 200",
        "PUT, Microsoft.Authorization/roleDefinitions, 200, 201",
        "DELETE, Microsoft.ContainerService/managedClusters, 200, 204",
        "DELETE, Microsoft.ContainerService/managedClusters, 204, 204",
        "POST, Microsoft.ContainerService/managedClusters/start, 200, 204",
        "POST, Microsoft.Compute/virtualMachines/migrateToVirtualMachineScaleSet, 200, 202",
        "PATCH, Microsoft.Storage/storageAccounts, 299, 299",
        "PUT, Microsoft.Storage/storageAccounts/unknown, 299, 299",
        "PUT, Unknown.Provider/storageAccounts, 299, 299",
        "PUT, '', 299, 299",
    })
    void whatIsNotDocumentedIsUsualAndLetterCaseDoesNotMatter(String method, String type, int usual, int status) {
        assertThat(statuses.of(method, type, usual)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, Microsoft.Storage/storageAccounts, false",
        "DELETE, Microsoft.Network/virtualNetworks, true",
        "DELETE, Unknown.Provider/storageAccounts, true",
        "POST, Microsoft.Compute/virtualMachines/start, true",
        "POST, Microsoft.Storage/storageAccounts/listKeys, false",
    })
    void longRunningIsWhatIsDocumentedOrNotKnown(String method, String type, boolean longRunning) {
        assertThat(statuses.allows(method, type, 202)).isEqualTo(longRunning);
    }

    private Set<Integer> answers(SdkOperation operation) {
        String method = operation.method();
        String type = operation.path().type();
        return isSupported(operation)
                ? Stream.concat(
                                AT_ONCE.get(method).stream().map(usual -> statuses.of(method, type, usual)),
                                LONG_RUNNING.get(method).stream().filter(begun -> statuses.allows(method, type, begun)))
                        .collect(Collectors.toSet())
                : Set.of(405);
    }

    private static boolean isSupported(SdkOperation operation) {
        return operation.method().equals("POST") || operation.path().name() != null;
    }

    private static String derive() {
        Map<String, Set<Integer>> taken = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        operations.stream()
                .filter(DocumentedStatusesTest::isSupported)
                // Of two spellings of a type the first one counts, whatever the order of the class path.
                .sorted(Comparator.comparing(operation -> operation.path().type()))
                .forEach(operation -> taken.computeIfAbsent(
                                operation.method() + " " + operation.path().type(),
                                key -> new TreeSet<>(operation.takes()))
                        .retainAll(operation.takes()));
        StringBuilder file = new StringBuilder(HEADER);
        taken.forEach((operation, statuses) -> {
            String method = operation.substring(0, operation.indexOf(' '));
            boolean usual = statuses.containsAll(AT_ONCE.get(method)) && statuses.containsAll(LONG_RUNNING.get(method));
            if (!usual && !statuses.isEmpty()) {
                file.append(operation)
                        .append(' ')
                        .append(statuses.stream().map(String::valueOf).collect(Collectors.joining(",")))
                        .append('\n');
            }
        });
        return file.toString();
    }
}
