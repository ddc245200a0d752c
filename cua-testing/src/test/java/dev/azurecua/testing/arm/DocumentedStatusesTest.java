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

    /** Maps methods to the default statuses for a missing and for an existing resource. */
    private static final Map<String, Set<Integer>> DEFAULT =
            Map.of("PUT", Set.of(201, 200), "PATCH", Set.of(200), "POST", Set.of(200), "DELETE", Set.of(204, 200));

    /** Maps methods to the default status that starts a long-running operation instead. */
    private static final Map<String, Set<Integer>> DEFAULT_LONG_RUNNING =
            Map.of("PUT", Set.of(), "PATCH", Set.of(), "POST", Set.of(202), "DELETE", Set.of(202));

    /** Lists operations whose path names no resource: the stand-in responds with 405. */
    private static final Set<String> NOT_SUPPORTED = Set.of(
            "DomainsService.transferOut",
            "FirewallRulesService.replace",
            "ManagedDatabaseRecommendedSensitivityLabelsService.update",
            "ManagedDatabaseSensitivityLabelsService.update",
            "RecommendedSensitivityLabelsService.update",
            "SensitivityLabelsService.update",
            "VirtualNetworkGatewayConnectionsService.setSharedKey",
            "WebAppsService.migrateStorage");

    /** Lists operations of one type, Microsoft.Web/sites/extensions, of which one accepts only 201 and one only 200. */
    private static final Set<String> CONTRADICTORY =
            Set.of("WebAppsService.createMSDeployOperation", "WebAppsService.createOneDeployOperation");

    private static List<SdkOperation> operations;

    private final DocumentedStatuses statuses = new DocumentedStatuses();

    @BeforeAll
    static void scan() throws IOException, ClassNotFoundException {
        operations = SdkOperation.findOnClassPath();
        assertThat(operations).hasSizeGreaterThan(2_000);
    }

    @Test
    void everySdkOperationAcceptsStatusesOfStandIn() {
        Map<String, String> violations = new TreeMap<>();
        for (SdkOperation operation : operations) {
            Set<Integer> rejected = new TreeSet<>(statusesOfStandIn(operation));
            rejected.removeAll(operation.accepted());
            if (!rejected.isEmpty()) {
                violations.put(
                        operation.name(),
                        "%s %s accepts %s, not %s"
                                .formatted(
                                        operation.method(), operation.path().type(), operation.accepted(), rejected));
            }
        }

        assertThat(violations)
                .containsOnlyKeys(Stream.of(NOT_SUPPORTED, CONTRADICTORY)
                        .flatMap(Set::stream)
                        .toList());
    }

    @Test
    void fileHasStatusesThatApisDocument() throws IOException {
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
    void usesDocumentedOrDefaultStatusIgnoringLetterCase(String method, String type, int defaultStatus, int status) {
        assertThat(statuses.of(method, type, defaultStatus)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, Microsoft.Storage/storageAccounts, false",
        "DELETE, Microsoft.Network/virtualNetworks, true",
        "DELETE, Unknown.Provider/storageAccounts, true",
        "POST, Microsoft.Compute/virtualMachines/start, true",
        "POST, Microsoft.Storage/storageAccounts/listKeys, false",
    })
    void allowsLongRunningOperationIfDocumentedOrUnknown(String method, String type, boolean longRunning) {
        assertThat(statuses.allows(method, type, 202)).isEqualTo(longRunning);
    }

    private Set<Integer> statusesOfStandIn(SdkOperation operation) {
        String method = operation.method();
        String type = operation.path().type();
        return isSupported(operation)
                ? Stream.concat(
                                DEFAULT.get(method).stream().map(status -> statuses.of(method, type, status)),
                                DEFAULT_LONG_RUNNING.get(method).stream()
                                        .filter(status -> statuses.allows(method, type, status)))
                        .collect(Collectors.toSet())
                : Set.of(405);
    }

    private static boolean isSupported(SdkOperation operation) {
        return operation.method().equals("POST") || operation.path().name() != null;
    }

    private static String derive() {
        Map<String, Set<Integer>> accepted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        operations.stream()
                .filter(DocumentedStatusesTest::isSupported)
                // Sorted, because a type can have two spellings, and the class path no fixed order.
                .sorted(Comparator.comparing(operation -> operation.path().type()))
                .forEach(operation -> accepted.computeIfAbsent(
                                operation.method() + " " + operation.path().type(),
                                key -> new TreeSet<>(operation.accepted()))
                        .retainAll(operation.accepted()));
        StringBuilder file = new StringBuilder(HEADER);
        accepted.forEach((operation, statuses) -> {
            String method = operation.substring(0, operation.indexOf(' '));
            boolean usual =
                    statuses.containsAll(DEFAULT.get(method)) && statuses.containsAll(DEFAULT_LONG_RUNNING.get(method));
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
