// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses an expression of a template.
 *
 * <pre>
 * expression = ( string | integer | name *( "." name ) "(" [ expression *( "," expression ) ] ")" )
 *              *( "." name | "[" expression "]" )
 * </pre>
 */
final class TemplateExpression {
    private final String text;
    private final TemplateLocation location;
    private int position = 1;

    private TemplateExpression(String text, TemplateLocation location) {
        this.text = text;
        this.location = location;
    }

    /** Evaluates a part of an expression. */
    @FunctionalInterface
    interface Node {
        @Nullable
        Object evaluate(Frame frame);
    }

    /**
     * Calls a function. Its arguments are evaluated by the function, because some functions do not need all of them.
     */
    record Call(String name, List<Node> arguments) implements Node {
        @Override
        public @Nullable Object evaluate(Frame frame) {
            return frame.scope().call(this, frame);
        }

        @Nullable
        Object argument(int index, Frame frame) {
            return arguments.get(index).evaluate(frame);
        }

        boolean bool(@Nullable Object value, Frame frame) {
            if (value instanceof Boolean bool) {
                return bool;
            }
            throw frame.location().error("'" + name + "' takes a bool, but was given " + TemplateType.describe(value));
        }

        void checkCount(int least, int most, TemplateLocation location) {
            int count = arguments.size();
            if (count < least || count > most) {
                String more = most == TemplateFunctions.ANY_NUMBER ? " or more" : most > least ? " to " + most : "";
                throw location.error("'" + name + "' takes " + least + more + ", not " + count + ", arguments");
            }
        }
    }

    /** Returns the value of a string in a template. The string is evaluated if it is an expression. */
    static @Nullable Object evaluate(String text, Frame frame) {
        if (!isBracketed(text)) {
            return text;
        }
        if (text.startsWith("[[")) {
            return text.substring(1);
        }
        TemplateLocation location = frame.location().within(text);
        return new TemplateExpression(text, location).parse().evaluate(frame.at(location));
    }

    /** Returns the text, escaped if necessary, so that it evaluates to itself. */
    static String literal(String text) {
        return isBracketed(text) ? "[" + text : text;
    }

    private static boolean isBracketed(String text) {
        return text.startsWith("[") && text.endsWith("]");
    }

    private Node parse() {
        Node node = expression(location);
        expect(']', "the end of the expression");
        if (position < text.length()) {
            throw unexpected("nothing after the expression");
        }
        return node;
    }

    private Node expression(TemplateLocation level) {
        Node node = operand(level);
        while (true) {
            if (take('.')) {
                String name = name("the name of a property");
                node = selection(node, frame -> name);
            } else if (take('[')) {
                Node index = expression(level.deeper());
                expect(']', "']'");
                node = selection(node, index);
            } else {
                return node;
            }
        }
    }

    /** Returns a property or an element of a value. */
    private static Node selection(Node of, Node index) {
        return frame -> {
            Object value = of.evaluate(frame);
            if (value instanceof Unevaluated) {
                return value;
            }
            Object key = index.evaluate(frame);
            if (key instanceof Unevaluated) {
                return key;
            }
            if ("templateLink".equalsIgnoreCase(String.valueOf(key)) && !has(value, key)) {
                // Many published templates need it, and a template that is sent inline has none.
                return frame.unevaluated("the link of the template");
            }
            return element(value, key, frame.location());
        };
    }

    private Node operand(TemplateLocation level) {
        char next = peek();
        if (next == '\'') {
            String string = string();
            return frame -> string;
        }
        if (next == '-' || isDigit(next)) {
            long integer = integer();
            return frame -> integer;
        }
        StringBuilder name = new StringBuilder(name("a function, a string in single quotes or an integer"));
        while (take('.')) {
            name.append('.').append(name("the name of a function"));
        }
        expect('(', "'('");
        List<Node> arguments = new ArrayList<>();
        if (!take(')')) {
            do {
                arguments.add(expression(level.deeper()));
            } while (take(','));
            expect(')', "',' or ')'");
        }
        return new Call(name.toString(), arguments);
    }

    private String string() {
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

    private long integer() {
        int start = position;
        do {
            position++;
        } while (isDigit(peekHere()));
        String integer = text.substring(start, position);
        try {
            return Long.parseLong(integer);
        } catch (NumberFormatException e) {
            throw location.error("'" + integer + "' is not a 64-bit integer");
        }
    }

    private String name(String expected) {
        peek();
        int start = position;
        while (Character.isLetterOrDigit(peekHere()) || peekHere() == '_' || peekHere() == '$') {
            position++;
        }
        if (position == start) {
            throw unexpected(expected);
        }
        return text.substring(start, position);
    }

    /** Returns whether the object has the property, or the array the element. */
    static boolean has(@Nullable Object value, @Nullable Object key) {
        if (value instanceof Map<?, ?> object) {
            return object.keySet().stream().anyMatch(name -> ((String) name).equalsIgnoreCase(String.valueOf(key)));
        }
        return value instanceof List<?> array
                && key instanceof Number index
                && index.longValue() >= 0
                && index.longValue() < array.size();
    }

    static @Nullable Object element(@Nullable Object value, @Nullable Object key, TemplateLocation location) {
        if (key instanceof String name) {
            return property(value, name, location);
        }
        if (!(value instanceof List<?> array)) {
            throw location.error("an index requires an array, not " + TemplateType.describe(value));
        }
        if (key == null || !TemplateType.INT.fits(key)) {
            throw location.error("an index must be an int, not " + TemplateType.describe(key));
        }
        if (!has(value, key)) {
            throw location.error("there is no element " + key + " in an array of length " + array.size());
        }
        return array.get(((Number) key).intValue());
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

    private void expect(char symbol, String expected) {
        if (!take(symbol)) {
            throw unexpected(expected);
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

    private InvalidTemplateException unexpected(String expected) {
        return location.error("expected " + expected + " at position " + (position + 1));
    }
}
