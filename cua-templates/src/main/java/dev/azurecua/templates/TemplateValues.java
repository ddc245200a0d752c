// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names and conditions that the template itself determines: literals, variables, parameters with a default
 * value, and {@code concat} and {@code format} of these. Replaces any other part of a name by {@link #UNKNOWN}. Not
 * thread-safe.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions">Syntax and
 *     expressions of ARM templates</a>
 */
final class TemplateValues {
    /** Marks an unknown part of a text. It is a noncharacter (Unicode §23.7), so it does not occur in templates. */
    static final char UNKNOWN = '\uFFFF';

    private static final String UNKNOWN_TEXT = String.valueOf(UNKNOWN);
    /** Limits the length of resolved texts. The name of a deployment has at most 64 characters. */
    private static final int MAX_LENGTH = 1_000;

    private static final int MAX_EXPRESSION = 4_000;
    private static final long MAX_READ = 5_000_000;
    /** Limits the depth of nested expressions, including those in variables. */
    private static final int MAX_DEPTH = 50;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{|}}|\\{(\\d{1,3})}|[{}].*", Pattern.DOTALL);

    private final ArmTemplate template;
    /** Maps kind and name of each resolved variable and parameter to its value. */
    private final Map<String, @Nullable Object> resolved = new HashMap<>();

    private int depth;
    /** Counts the characters and members that were read. Limited, because hostile references could take forever. */
    private long read;

    TemplateValues(ArmTemplate template) {
        this.template = template;
    }

    /** Returns the text of a value, with {@link #UNKNOWN} in place of each unknown part. */
    String text(@Nullable Object value) {
        Object result = resolve(value);
        return result instanceof String ? (String) result : UNKNOWN_TEXT;
    }

    /** Returns a bool, or null if it is unknown. */
    @Nullable
    Boolean bool(@Nullable Object value) {
        Object result = resolve(value);
        if (result instanceof Boolean) {
            return (Boolean) result;
        }
        return "true".equalsIgnoreCase(text(result))
                ? Boolean.TRUE
                : "false".equalsIgnoreCase(text(result)) ? false : null;
    }

    private @Nullable Object resolve(@Nullable Object value) {
        if (!(value instanceof String)) {
            return value;
        }
        String text = (String) value;
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return text;
        }
        if (text.startsWith("[[")) {
            return text.substring(1);
        }
        read += text.length();
        if (text.length() > MAX_EXPRESSION || read > MAX_READ) {
            return UNKNOWN_TEXT;
        }
        try {
            return new Expression(text.substring(1, text.length() - 1)).evaluate();
        } catch (IllegalArgumentException notAnExpression) {
            return UNKNOWN_TEXT;
        }
    }

    private @Nullable Object variable(String name) {
        return resolveOnce("variable " + name, template.variables.getOrDefault(name, UNKNOWN_TEXT));
    }

    private @Nullable Object parameter(String name) {
        Map<String, @Nullable Object> declaration = template.declarations.get(name);
        return resolveOnce(
                "parameter " + name,
                declaration == null ? UNKNOWN_TEXT : declaration.getOrDefault("defaultvalue", UNKNOWN_TEXT));
    }

    /** Resolves a value once, because many references could take exponential time. A cycle is unknown. */
    private @Nullable Object resolveOnce(String key, @Nullable Object value) {
        if (!resolved.containsKey(key)) {
            resolved.put(key, UNKNOWN_TEXT);
            resolved.put(key, resolve(value));
        }
        return resolved.get(key);
    }

    private @Nullable Object call(String function, List<@Nullable Object> arguments) {
        Object first = arguments.isEmpty() ? null : arguments.get(0);
        switch (function) {
            case "concat":
                return concat(arguments);
            case "format":
                return format(text(first), arguments);
            case "variables":
                return variable(text(first).toLowerCase(Locale.ROOT));
            case "parameters":
                return parameter(text(first).toLowerCase(Locale.ROOT));
            case "tolower":
                return text(first).toLowerCase(Locale.ROOT);
            case "toupper":
                return text(first).toUpperCase(Locale.ROOT);
            case "true":
                return true;
            case "false":
                return false;
            case "not":
                Boolean bool = bool(first);
                return bool == null ? UNKNOWN_TEXT : (Object) !bool;
            default:
                return UNKNOWN_TEXT;
        }
    }

    private String concat(List<@Nullable Object> arguments) {
        StringBuilder text = new StringBuilder();
        arguments.forEach(argument -> text.append(text(argument)));
        return limited(text.toString());
    }

    private static String limited(String text) {
        return text.length() > MAX_LENGTH ? UNKNOWN_TEXT : text;
    }

    private String format(String format, List<@Nullable Object> arguments) {
        StringBuffer text = new StringBuffer();
        Matcher placeholder = PLACEHOLDER.matcher(format);
        while (placeholder.find()) {
            placeholder.appendReplacement(text, Matcher.quoteReplacement(replacement(placeholder, arguments)));
        }
        return limited(placeholder.appendTail(text).toString());
    }

    private String replacement(Matcher placeholder, List<@Nullable Object> arguments) {
        if (placeholder.group(1) == null) {
            String brace = placeholder.group();
            return brace.equals("{{") || brace.equals("}}") ? brace.substring(1) : UNKNOWN_TEXT;
        }
        int argument = Integer.parseInt(placeholder.group(1)) + 1;
        return argument < arguments.size() ? text(arguments.get(argument)) : UNKNOWN_TEXT;
    }

    private @Nullable Object property(@Nullable Object value, String name) {
        if (value instanceof Map) {
            read += ((Map<?, ?>) value).size();
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
                if (name.equalsIgnoreCase((String) member.getKey())) {
                    return resolve(member.getValue());
                }
            }
        }
        if (value instanceof List && name.matches("\\d{1,4}") && Integer.parseInt(name) < ((List<?>) value).size()) {
            return resolve(((List<?>) value).get(Integer.parseInt(name)));
        }
        return UNKNOWN_TEXT;
    }

    /**
     * Evaluates an expression while reading it.
     *
     * <pre>
     * expression = ( string | integer | name "(" [ expression *( "," expression ) ] ")" )
     *              *( "." name | "[" expression "]" )
     * </pre>
     */
    private final class Expression {
        private static final String STRING = "'[^']*+(?:''[^']*+)*+'";
        private final Matcher matcher;
        private String token = "";

        Expression(String text) {
            this.matcher = Pattern.compile("\\s*+(" + STRING + "|[\\w$.]++|[(),\\[\\]]|$)\\s*+")
                    .matcher(text);
        }

        @Nullable
        Object evaluate() {
            next();
            Object value = expression();
            expect("");
            return value;
        }

        private @Nullable Object expression() {
            if (depth == MAX_DEPTH) {
                throw new IllegalArgumentException("too deep");
            }
            depth++;
            try {
                Object value = operand();
                while (token.startsWith(".") || token.equals("[")) {
                    value = token.equals("[") ? element(value) : properties(value, next());
                }
                return value;
            } finally {
                depth--;
            }
        }

        private @Nullable Object operand() {
            String operand = next();
            if (operand.startsWith("'")) {
                return operand.substring(1, operand.length() - 1).replace("''", "'");
            }
            if (!token.equals("(")) {
                return integer(operand);
            }
            next();
            List<@Nullable Object> arguments = new ArrayList<>();
            while (!token.equals(")")) {
                arguments.add(expression());
                if (!token.equals(")")) {
                    expect(",");
                }
            }
            next();
            return call(operand.toLowerCase(Locale.ROOT), arguments);
        }

        private String integer(String operand) {
            if (!operand.matches("\\d+")) {
                throw new IllegalArgumentException(operand + " is not an operand");
            }
            return operand;
        }

        private @Nullable Object element(@Nullable Object value) {
            next();
            String name = text(expression());
            expect("]");
            return property(value, name);
        }

        /**
         * Returns a property of a property.
         *
         * @param names for example {@code .a.b}
         */
        private @Nullable Object properties(@Nullable Object value, String names) {
            Object result = value;
            for (String name : names.substring(1).split("\\.", -1)) {
                result = property(result, name);
            }
            return result;
        }

        private void expect(String expected) {
            if (!token.equals(expected)) {
                throw new IllegalArgumentException(token + " instead of " + expected);
            }
            next();
        }

        /** Moves to the next token, which is empty at the end of the expression. Returns the previous token. */
        private String next() {
            String before = token;
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException("no token");
            }
            token = matcher.group(1);
            matcher.region(matcher.end(), matcher.regionEnd());
            return before;
        }
    }
}
