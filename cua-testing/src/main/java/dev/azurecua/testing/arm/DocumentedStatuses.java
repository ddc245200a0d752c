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
 * Finds the success statuses of operations whose REST API does not document all the usual ones. The clients of the
 * Azure SDK reject a status that is not documented. For example, the client of storage accounts rejects a 201.
 */
final class DocumentedStatuses {
    private static final String FILE = "statuses.txt";
    /** Matches a line such as {@code PUT Microsoft.Storage/storageAccounts 200,202}. */
    private static final Pattern LINE = Pattern.compile("^([A-Z]+ \\S+) ([\\d,]+)$", Pattern.MULTILINE);
    /** Lists statuses by preference. A 202 is last, because a completed operation is better than a started one. */
    private static final List<Integer> BEST_FIRST = List.of(200, 201, 204, 202);

    /** Maps method and type to the documented statuses. Ignores case, as Resource Manager does. */
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

    /** Returns the usual status if the method and type allow it, or else the best documented status. */
    int of(String method, String type, int usual) {
        return allows(method, type, usual)
                ? usual
                : BEST_FIRST.stream()
                        .filter(status -> allows(method, type, status))
                        .findFirst()
                        .orElse(usual);
    }

    /** Returns true if the status is documented for the method and type, or if {@link #FILE} does not list them. */
    boolean allows(String method, String type, int status) {
        Set<Integer> documented = statuses.get(method + " " + type);
        return documented == null || documented.contains(status);
    }
}
