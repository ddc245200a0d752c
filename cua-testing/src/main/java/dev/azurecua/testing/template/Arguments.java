// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds the evaluated arguments of a function, and reads them as the types that the function takes. */
record Arguments(String name, List<@Nullable Object> values, Frame frame) {
    static Arguments of(TemplateExpression.Call call, Frame frame) {
        List<@Nullable Object> values = new ArrayList<>();
        for (TemplateExpression.Node argument : call.arguments()) {
            values.add(argument.evaluate(frame));
        }
        return new Arguments(call.name(), values, frame);
    }

    /** Returns the first argument that is not known, or null. */
    @Nullable
    Object unevaluated() {
        return values.stream().filter(Unevaluated.class::isInstance).findFirst().orElse(null);
    }

    TemplateLocation location() {
        return frame.location();
    }

    int count() {
        return values.size();
    }

    boolean has(int index) {
        return index < values.size();
    }

    @Nullable
    Object get(int index) {
        return values.get(index);
    }

    void checkCount(int least, int most) {
        if (values.size() < least || values.size() > most) {
            throw error("takes " + least + (most == Integer.MAX_VALUE ? " or more" : most > least ? " to " + most : "")
                    + ", not " + values.size() + ", arguments");
        }
    }

    String string(int index) {
        if (values.get(index) instanceof String string) {
            return string;
        }
        throw expected("a string", index);
    }

    boolean bool(int index) {
        if (values.get(index) instanceof Boolean bool) {
            return bool;
        }
        throw expected("a bool", index);
    }

    long integer(int index) {
        if (values.get(index) instanceof Number number) {
            return number.longValue();
        }
        throw expected("an integer", index);
    }

    List<?> array(int index) {
        if (values.get(index) instanceof List<?> array) {
            return array;
        }
        throw expected("an array", index);
    }

    List<?> array(@Nullable Object value) {
        if (value instanceof List<?> array) {
            return array;
        }
        throw error("takes arrays, but was given " + TemplateType.describe(value));
    }

    Map<String, Object> object(int index) {
        return location().object(values.get(index));
    }

    /** Returns the argument as .NET writes it. */
    String text(int index) {
        Object argument = values.get(index);
        if (argument instanceof List || argument instanceof Map) {
            throw expected("a string, a number or a bool", index);
        }
        return TemplateFunctions.text(argument);
    }

    /** Returns the number that the first argument is or contains. */
    Object parsed(Function<String, Object> parser) {
        try {
            return parser.apply(text(0).trim());
        } catch (NumberFormatException e) {
            throw error("takes a number, but was given another text");
        }
    }

    InvalidTemplateException expected(String what, int index) {
        return error("takes " + what + " as argument " + (index + 1) + ", but was given "
                + TemplateType.describe(values.get(index)));
    }

    InvalidTemplateException error(String problem) {
        return location().error("'" + name + "' " + problem);
    }
}
