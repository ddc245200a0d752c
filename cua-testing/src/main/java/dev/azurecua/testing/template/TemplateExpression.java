// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses and evaluates an expression of a template in one pass. One pass is enough, because every supported function
 * needs all its arguments.
 *
 * <pre>
 * expression = ( string | integer | name *( "." name ) "(" [ expression *( "," expression ) ] ")" )
 *              *( "." name | "[" expression "]" )
 * </pre>
 */
final class TemplateExpression {
    private final String text;
    private final TemplateFunctions functions;
    private int position = 1;

    private TemplateExpression(String text, TemplateFunctions functions) {
        this.text = text;
        this.functions = functions;
    }

    /** Returns the value of a string in a template. The string is evaluated if it is an expression. */
    static @Nullable Object evaluate(String text, TemplateFunctions functions, TemplateLocation location) {
        if (!isBracketed(text)) {
            return text;
        }
        return text.startsWith("[[")
                ? text.substring(1)
                : new TemplateExpression(text, functions).parse(location.within(text));
    }

    /** Returns the text, escaped if necessary, so that it evaluates to itself. */
    static String literal(String text) {
        return isBracketed(text) ? "[" + text : text;
    }

    private static boolean isBracketed(String text) {
        return text.startsWith("[") && text.endsWith("]");
    }

    private @Nullable Object parse(TemplateLocation location) {
        Object value = expression(location);
        expect(']', "the end of the expression", location);
        if (position < text.length()) {
            throw unexpected("nothing after the expression", location);
        }
        return value;
    }

    private @Nullable Object expression(TemplateLocation location) {
        Object value = operand(location);
        while (true) {
            if (take('.')) {
                value = property(value, name("the name of a property", location), location);
            } else if (take('[')) {
                Object index = expression(location.deeper());
                expect(']', "']'", location);
                value = element(value, index, location);
            } else {
                return value;
            }
        }
    }

    private @Nullable Object operand(TemplateLocation location) {
        char next = peek();
        if (next == '\'') {
            return string(location);
        }
        if (next == '-' || isDigit(next)) {
            return integer(location);
        }
        StringBuilder name = new StringBuilder(name("a function, a string in single quotes or an integer", location));
        while (take('.')) {
            name.append('.').append(name("the name of a function", location));
        }
        expect('(', "'('", location);
        List<@Nullable Object> arguments = new ArrayList<>();
        if (!take(')')) {
            do {
                arguments.add(expression(location.deeper()));
            } while (take(','));
            expect(')', "',' or ')'", location);
        }
        return functions.call(name.toString(), arguments, location);
    }

    private String string(TemplateLocation location) {
        StringBuilder value = new StringBuilder();
        int opening = position;
        do {
            int quote = text.indexOf('\'', position + 1);
            if (quote < 0) {
                throw location.error("the string that starts at position " + (opening + 1) + " has no closing quote");
            }
            // Starts at the previous quote, because a doubled quote stands for one quote of the string.
            value.append(text, position, quote);
            position = quote + 1;
        } while (text.charAt(position) == '\'');
        return value.substring(1);
    }

    private Long integer(TemplateLocation location) {
        int start = position;
        do {
            position++;
        } while (isDigit(peekHere()));
        try {
            return Long.valueOf(text.substring(start, position));
        } catch (NumberFormatException e) {
            throw location.error("'" + text.substring(start, position) + "' is not a 64-bit integer");
        }
    }

    private String name(String expected, TemplateLocation location) {
        peek();
        int start = position;
        while (Character.isLetterOrDigit(peekHere()) || peekHere() == '_') {
            position++;
        }
        if (position == start) {
            throw unexpected(expected, location);
        }
        return text.substring(start, position);
    }

    private static @Nullable Object element(@Nullable Object value, @Nullable Object index, TemplateLocation location) {
        if (index instanceof String name) {
            return property(value, name, location);
        }
        if (!(value instanceof List<?> array)) {
            throw location.error("an index requires an array, not " + TemplateType.describe(value));
        }
        if (index == null || !TemplateType.INT.fits(index)) {
            throw location.error("an index must be an int, not " + TemplateType.describe(index));
        }
        long i = ((Number) index).longValue();
        if (i < 0 || i >= array.size()) {
            throw location.error("there is no element " + i + " in an array of length " + array.size());
        }
        return array.get((int) i);
    }

    private static @Nullable Object property(@Nullable Object value, String name, TemplateLocation location) {
        if (!(value instanceof Map<?, ?> object)) {
            throw location.error("there is no property '" + name + "' in " + TemplateType.describe(value));
        }
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (name.equalsIgnoreCase((String) entry.getKey())) {
                return entry.getValue();
            }
        }
        throw location.error("there is no property '" + name + "'; there are " + object.keySet());
    }

    private void expect(char symbol, String expected, TemplateLocation location) {
        if (!take(symbol)) {
            throw unexpected(expected, location);
        }
    }

    private boolean take(char symbol) {
        boolean taken = peek() == symbol;
        if (taken) {
            position++;
        }
        return taken;
    }

    private char peek() {
        while (Character.isWhitespace(peekHere())) {
            position++;
        }
        return peekHere();
    }

    private char peekHere() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private InvalidTemplateException unexpected(String expected, TemplateLocation location) {
        return location.error("expected " + expected + " at position " + (position + 1));
    }
}
