// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Figures, of which the rows have the same columns. */
record Table(String title, String text, List<Row> rows) {
    Table(String title, String text) {
        this(title, text, new ArrayList<>());
    }

    /** Adds a row; of the pairs, the first is the name of a column, the second its figure. */
    Table add(String name, Object... columnsAndFigures) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndFigures.length; i += 2) {
            figures.put((String) columnsAndFigures[i], columnsAndFigures[i + 1]);
        }
        rows.add(new Row(name, figures));
        return this;
    }

    String toMarkdown() {
        StringBuilder markdown = new StringBuilder("## " + title + "\n\n" + text + "\n\n");
        StringJoiner head = new StringJoiner(" | ", "| | ", " |\n");
        StringJoiner line = new StringJoiner("|", "|---|", "|\n");
        rows.get(0).figures().keySet().forEach(column -> {
            head.add(column);
            line.add("---");
        });
        markdown.append(head).append(line);
        for (Row row : rows) {
            StringJoiner cells = new StringJoiner(" | ", "| " + row.name() + " | ", " |\n");
            row.figures().values().forEach(figure -> cells.add(figure.toString()));
            markdown.append(cells);
        }
        return markdown.toString();
    }

    record Row(String name, Map<String, Object> figures) {}
}
