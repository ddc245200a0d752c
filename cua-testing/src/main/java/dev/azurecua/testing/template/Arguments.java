// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    Unevaluated unevaluated() {
        return Unevaluated.firstOf(values);
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

    /** Returns whether the argument is an array or an object. */
    boolean isContainer(int index) {
        return values.get(index) instanceof List || values.get(index) instanceof Map;
    }

    String string(int index) {
        if (values.get(index) instanceof String string) {
            return string;
        }
        throw expected("a string", index);
    }

    Stream<String> strings() {
        return IntStream.range(0, values.size()).mapToObj(this::string);
    }

    boolean bool(int index) {
        if (values.get(index) instanceof Boolean bool) {
            return bool;
        }
        throw expected("a bool", index);
    }

    long integer(int index) {
        Object value = values.get(index);
        if (value instanceof Number number && TemplateType.INT.fits(value)) {
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

    Map<String, Object> object(int index) {
        return location().object(values.get(index));
    }

    /** Returns the argument as .NET writes it. */
    String text(int index) {
        if (values.get(index) == null || isContainer(index)) {
            throw expected("a string, a number or a bool", index);
        }
        return text(values.get(index));
    }

    /** Returns a value as .NET writes it. */
    static String text(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool ? "True" : "False";
        }
        return value == null ? "" : value.toString();
    }

    /** Returns an element of an argument as a string. */
    String stringIn(@Nullable Object element) {
        if (element instanceof String string) {
            return string;
        }
        throw error("takes strings, but was given " + TemplateType.describe(element));
    }

    /** Returns an element of an argument as an integer. */
    long integerIn(@Nullable Object element) {
        if (element instanceof Number number && TemplateType.INT.fits(element)) {
            return number.longValue();
        }
        throw error("takes integers, but was given " + TemplateType.describe(element));
    }

    /** Returns an element of an argument as an array. */
    List<?> arrayIn(@Nullable Object element) {
        if (element instanceof List<?> array) {
            return array;
        }
        throw error("takes arrays, but was given " + TemplateType.describe(element));
    }

    /** Parses the first argument, a number or its text. */
    Object parsed(Function<String, Object> parser) {
        try {
            return parser.apply(text(0).trim());
        } catch (NumberFormatException e) {
            throw error("takes a number, but was given another text");
        }
    }

    /** Rejects a call outside of a default value. Some functions have another result in each deployment. */
    void checkIsInDefaultValue() {
        if (!location().path().matches("parameters\\..*defaultValue.*")) {
            throw error("is only for the default value of a parameter");
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
