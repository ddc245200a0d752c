// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression of a template. It is evaluated as it is read, for every function that is known wants every argument.
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

    /** The value of a string of a template, which may be an expression. */
    static @Nullable Object evaluate(String text, TemplateFunctions functions, TemplatePlace place) {
        if (!isBracketed(text)) {
            return text;
        }
        return text.startsWith("[[")
                ? text.substring(1)
                : new TemplateExpression(text, functions).whole(place.within(text));
    }

    /** The string whose value is this text. */
    static String literal(String text) {
        return isBracketed(text) ? "[" + text : text;
    }

    private static boolean isBracketed(String text) {
        return text.startsWith("[") && text.endsWith("]");
    }

    private @Nullable Object whole(TemplatePlace place) {
        Object value = expression(place);
        expect(']', "the end of the expression", place);
        if (position < text.length()) {
            throw unexpected("nothing behind the expression", place);
        }
        return value;
    }

    private @Nullable Object expression(TemplatePlace place) {
        Object value = operand(place);
        while (true) {
            if (take('.')) {
                value = property(value, name("the name of a property", place), place);
            } else if (take('[')) {
                Object index = expression(place.deeper());
                expect(']', "']'", place);
                value = element(value, index, place);
            } else {
                return value;
            }
        }
    }

    private @Nullable Object operand(TemplatePlace place) {
        char next = peek();
        if (next == '\'') {
            return string(place);
        }
        if (next == '-' || isDigit(next)) {
            return integer(place);
        }
        StringBuilder name = new StringBuilder(name("a function, a string in single quotes or an integer", place));
        while (take('.')) {
            name.append('.').append(name("the name of a function", place));
        }
        expect('(', "'('", place);
        List<@Nullable Object> arguments = new ArrayList<>();
        if (!take(')')) {
            do {
                arguments.add(expression(place.deeper()));
            } while (take(','));
            expect(')', "',' or ')'", place);
        }
        return functions.call(name.toString(), arguments, place);
    }

    private String string(TemplatePlace place) {
        StringBuilder value = new StringBuilder();
        int opening = position;
        do {
            int quote = text.indexOf('\'', position + 1);
            if (quote < 0) {
                throw place.error("the string that begins at position " + (opening + 1) + " does not end");
            }
            // With the quote before it, which a quote before that one makes part of the string.
            value.append(text, position, quote);
            position = quote + 1;
        } while (text.charAt(position) == '\'');
        return value.substring(1);
    }

    private Long integer(TemplatePlace place) {
        int start = position;
        do {
            position++;
        } while (isDigit(peekHere()));
        try {
            return Long.valueOf(text.substring(start, position));
        } catch (NumberFormatException e) {
            throw place.error("'" + text.substring(start, position) + "' is no integer of 64 bits");
        }
    }

    private String name(String expected, TemplatePlace place) {
        peek();
        int start = position;
        while (Character.isLetterOrDigit(peekHere()) || peekHere() == '_') {
            position++;
        }
        if (position == start) {
            throw unexpected(expected, place);
        }
        return text.substring(start, position);
    }

    private static @Nullable Object element(@Nullable Object value, @Nullable Object index, TemplatePlace place) {
        if (index instanceof String name) {
            return property(value, name, place);
        }
        if (!(value instanceof List<?> array)) {
            throw place.error("an index is for an array, not for " + TemplateType.describe(value));
        }
        if (index == null || !TemplateType.INT.fits(index)) {
            throw place.error("an index is an int, not " + TemplateType.describe(index));
        }
        long i = ((Number) index).longValue();
        if (i < 0 || i >= array.size()) {
            throw place.error("there is no element " + i + " in an array of " + array.size());
        }
        return array.get((int) i);
    }

    private static @Nullable Object property(@Nullable Object value, String name, TemplatePlace place) {
        if (!(value instanceof Map<?, ?> object)) {
            throw place.error("there is no property '" + name + "' in " + TemplateType.describe(value));
        }
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (name.equalsIgnoreCase((String) entry.getKey())) {
                return entry.getValue();
            }
        }
        throw place.error("there is no property '" + name + "'; there are " + object.keySet());
    }

    private void expect(char symbol, String expected, TemplatePlace place) {
        if (!take(symbol)) {
            throw unexpected(expected, place);
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

    private InvalidTemplateException unexpected(String expected, TemplatePlace place) {
        return place.error("expected " + expected + " at position " + (position + 1));
    }
}
