// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import java.util.Locale;
import java.util.Random;

/**
 * A random template in a random layout, with everything that a template may contain, and with markers in every form.
 */
final class RandomTemplate {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String[] NAMES = {
        ID,
        ID.toUpperCase(Locale.ROOT),
        ID + "-eastus",
        ID + "-partnercenter",
        "[format('" + ID + "-{0}', uniqueString(deployment().location))]",
        "[concat('pid-', variables('guid'))]",
        "[parameters('id')]",
        "[parameters('name')]",
        "[if(equals(1, 2), 'a', 'b')]",
        "pid-contoso-myoffer-partnercenter",
        "pid-4711",
        "network"
    };
    private static final String[] SPACES = {"", "", " ", "\n", "\r\n    ", "\t", "/* , [ ] { } \" */", "// \" } ]\n"};
    private static final String[] SCALARS = {
        "null",
        "true",
        "-0.10E-3",
        "12345678901234567890123",
        "\"\\\"]}\"",
        "\"[concat('a', '\\u0041')]\"",
        "\"ü\uD83D\uDE00\n\""
    };

    private final Random random;
    private final boolean withMarkers;
    private final StringBuilder text = new StringBuilder();

    RandomTemplate(Random random, boolean withMarkers) {
        this.random = random;
        this.withMarkers = withMarkers;
        boolean before = random.nextBoolean();
        space().append("{");
        member(
                "$schema",
                () -> text.append("\"http://x/")
                        .append(TemplateScope.values()[random.nextInt(4)]
                                .schema()
                                .substring(8))
                        .append("\""));
        if (before) {
            next(() -> member("resources", this::resources));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            next(() -> member("m".repeat(1 + random.nextInt(5000)), () -> value(0)));
        }
        if (!before) {
            next(() -> member("resources", this::resources));
        }
        if (withMarkers && random.nextBoolean()) {
            next(() -> member("variables", () -> text.append("{\"guid\": '" + ID.substring(4) + "'}")));
        }
        if (withMarkers && random.nextBoolean()) {
            next(() -> member(
                    "parameters",
                    () -> text.append("{id: {\"type\": \"string\", \"defaultValue\": \"" + ID
                            + "\"}, \"name\": {\"type\": \"string\"}}")));
        }
        space().append("}");
        space();
    }

    private void resources() {
        if (random.nextBoolean()) {
            list("[", this::resource, "]");
        } else {
            list("{", () -> member(name(), this::resource), "}");
        }
    }

    private void resource() {
        if (!withMarkers || random.nextInt(3) > 0) {
            object(1);
            return;
        }
        text.append("{");
        space();
        member("type", () -> text.append("'Microsoft.Resources/deployments'"));
        next(() -> member("NAME", () -> text.append('"' + NAMES[random.nextInt(NAMES.length)] + '"')));
        if (random.nextInt(4) == 0) {
            next(() -> member("condition", () -> text.append(random.nextBoolean())));
        }
        space().append("}");
    }

    private void object(int level) {
        list("{", () -> member(name(), () -> value(level + 1)), "}");
    }

    private void value(int level) {
        switch (level > 6 ? 0 : random.nextInt(4)) {
            case 1 -> object(level);
            case 2 -> list("[", () -> value(level + 1), "]");
            default -> text.append(SCALARS[random.nextInt(SCALARS.length)]);
        }
    }

    private String name() {
        return "n" + Integer.toHexString(random.nextInt());
    }

    private void list(String open, Runnable element, String close) {
        text.append(open);
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                next(element);
            } else {
                space();
                element.run();
            }
        }
        space().append(close);
    }

    private void next(Runnable element) {
        space().append(",");
        space();
        element.run();
    }

    private void member(String name, Runnable value) {
        text.append('"').append(name).append('"');
        space().append(":");
        space();
        value.run();
    }

    private StringBuilder space() {
        return text.append(SPACES[random.nextInt(SPACES.length)]);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
