// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The successes of those operations whose REST API does not document all the usual ones. The clients of the Azure SDK
 * refuse a status that is not documented: that of storage accounts a 201, that of role definitions a 200.
 */
final class DocumentedStatuses {
    private static final String FILE = "statuses.txt";
    /** Such as {@code PUT Microsoft.Storage/storageAccounts 200,202}. */
    private static final Pattern LINE = Pattern.compile("^([A-Z]+ \\S+) ([\\d,]+)$", Pattern.MULTILINE);
    /** Rather done than begun. */
    private static final List<Integer> BEST_FIRST = List.of(200, 201, 204, 202);

    /** By method and type; Resource Manager does not tell letter cases apart. */
    private final Map<String, Set<Integer>> statuses = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    DocumentedStatuses() {
        try (Scanner file = new Scanner(
                Objects.requireNonNull(DocumentedStatuses.class.getResourceAsStream(FILE), FILE),
                StandardCharsets.UTF_8)) {
            file.findAll(LINE)
                    .forEach(line -> statuses.put(
                            line.group(1),
                            Stream.of(line.group(2).split(","))
                                    .map(Integer::valueOf)
                                    .collect(Collectors.toSet())));
        }
    }

    /** The success of the method on the type: the usual one, or another if that is not documented. */
    int of(String method, String type, int usual) {
        return allows(method, type, usual)
                ? usual
                : BEST_FIRST.stream()
                        .filter(status -> allows(method, type, status))
                        .findFirst()
                        .orElse(usual);
    }

    /** Whether the API of the type documents the status, or nothing is known of it. */
    boolean allows(String method, String type, int status) {
        Set<Integer> documented = statuses.get(method + " " + type);
        return documented == null || documented.contains(status);
    }
}
