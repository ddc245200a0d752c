// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Scanner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The successes of those operations whose REST API documents others than the usual ones. The clients of the Azure SDK
 * refuse a status that is not documented: that of storage accounts a 201, that of role definitions a 200.
 */
final class DocumentedStatuses {
    private static final String FILE = "statuses.txt";
    /** Such as {@code PUT Microsoft.Storage/storageAccounts 200}. */
    private static final Pattern LINE = Pattern.compile("^([A-Z]+ \\S+) (\\d+)$", Pattern.MULTILINE);

    /** By method and type; Resource Manager does not tell letter cases apart. */
    private final Map<String, Integer> statuses = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    DocumentedStatuses() {
        try (Scanner file = new Scanner(
                Objects.requireNonNull(DocumentedStatuses.class.getResourceAsStream(FILE), FILE),
                StandardCharsets.UTF_8)) {
            file.findAll(LINE).forEach(line -> statuses.put(line.group(1), Integer.valueOf(line.group(2))));
        }
    }

    /** The success of the method on the type, whether or not the thing was there before; usual if nothing is known. */
    int of(String method, String type, int usual) {
        return statuses.getOrDefault(method + " " + type, usual);
    }
}
