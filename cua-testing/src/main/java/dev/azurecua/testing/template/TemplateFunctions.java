// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the functions that an expression may call. This class has those for values and logic.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions">ARM template
 *     functions</a>
 */
final class TemplateFunctions {
    static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final Map<String, LazyFunction> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    TemplateFunctions(DeploymentContext context) {
        addValues();
        addLogic();
        TextFunctions.addTo(this);
        NumberFunctions.addTo(this);
        DateFunctions.addTo(this);
        CollectionFunctions.addTo(this);
        LambdaFunctions.addTo(this);
        new ScopeFunctions(context).addTo(this);
    }

    /** Evaluates its own arguments, because it may not need all of them. */
    @FunctionalInterface
    interface LazyFunction {
        @Nullable
        Object call(TemplateExpression.Call call, Frame frame);
    }

    /** Calls a function. If it is not known, for example because it needs Azure, returns an unevaluated value. */
    @Nullable
    Object call(TemplateExpression.Call call, Frame frame) {
        LazyFunction function = functions.get(call.name());
        return function == null ? frame.unevaluated("the function '" + call.name() + "'") : function.call(call, frame);
    }

    void addLazy(String name, int least, int most, LazyFunction function) {
        functions.put(name, (call, frame) -> {
            call.checkCount(least, most, frame.location());
            return function.call(call, frame);
        });
    }

    /** Adds a function that gets its arguments evaluated. If one of them is not known, the result is not known. */
    void add(String name, int least, int most, Function<Arguments, @Nullable Object> function) {
        addLazy(name, least, most, (call, frame) -> {
            Arguments arguments = Arguments.of(call, frame);
            Unevaluated unevaluated = arguments.unevaluated();
            return unevaluated == null ? function.apply(arguments) : unevaluated;
        });
    }

    void add(String name, int count, Function<Arguments, @Nullable Object> function) {
        add(name, count, count, function);
    }

    private void addValues() {
        add("parameters", 1, args -> args.frame().scope().parameter(args.string(0), args.location()));
        add("variables", 1, args -> args.frame().scope().variable(args.string(0), args.location()));
        add("copyIndex", 0, 2, TemplateFunctions::copyIndex);
        add("null", 0, args -> null);
        add("true", 0, args -> true);
        add("false", 0, args -> false);
        add("json", 1, args -> JsonText.read(args.string(0), args));
        // These two accept values that are not known, so that the known values in their result stay known.
        addLazy("createObject", 0, ANY_NUMBER, (call, frame) -> createObject(Arguments.of(call, frame)));
        addLazy(
                "createArray",
                0,
                ANY_NUMBER,
                (call, frame) -> Arguments.of(call, frame).values());
        add("array", 1, args -> args.get(0) instanceof List<?> array ? array : args.values());
        add("string", 1, args -> args.isContainer(0) ? JsonText.write(args.get(0)) : Arguments.text(args.get(0)));
        add("bool", 1, TemplateFunctions::toBool);
        add("int", 1, args -> args.parsed(Long::valueOf));
        add("float", 1, args -> args.parsed(Double::valueOf));
        add("newGuid", 0, TemplateFunctions::newGuid);
    }

    private void addLogic() {
        addLazy("if", 3, 3, (call, frame) -> {
            Object condition = call.argument(0, frame);
            return condition instanceof Unevaluated
                    ? condition
                    : call.argument(call.bool(condition, frame) ? 1 : 2, frame);
        });
        addLazy("and", 2, ANY_NUMBER, (call, frame) -> unless(false, call, frame));
        addLazy("or", 2, ANY_NUMBER, (call, frame) -> unless(true, call, frame));
        addLazy("coalesce", 1, ANY_NUMBER, (call, frame) -> {
            Object value = null;
            for (int i = 0; i < call.arguments().size() && value == null; i++) {
                value = call.argument(i, frame);
            }
            return value;
        });
        add("not", 1, args -> !args.bool(0));
        add("equals", 2, args -> JsonText.canonical(args.get(0)).equals(JsonText.canonical(args.get(1))));
        add("less", 2, args -> isInOrder(args, order -> order < 0));
        add("lessOrEquals", 2, args -> isInOrder(args, order -> order <= 0));
        add("greater", 2, args -> isInOrder(args, order -> order > 0));
        add("greaterOrEquals", 2, args -> isInOrder(args, order -> order >= 0));
    }

    /** Returns the value if an argument has it, even if others are not known. Otherwise returns the opposite. */
    private static Object unless(boolean value, TemplateExpression.Call call, Frame frame) {
        Object result = !value;
        for (int i = 0; i < call.arguments().size(); i++) {
            Object argument = call.argument(i, frame);
            if (argument instanceof Unevaluated) {
                result = argument;
            } else if (call.bool(argument, frame) == value) {
                return value;
            }
        }
        return result;
    }

    private static Object copyIndex(Arguments args) {
        boolean named = args.has(0) && args.get(0) instanceof String;
        Long index = args.frame().loops().get(named ? args.string(0) : Frame.INNERMOST);
        if (index == null) {
            throw args.error("is for a copy loop" + (named ? " of this name, '" + args.string(0) + "'" : ""));
        }
        int offset = named ? 1 : 0;
        return index + (args.has(offset) ? args.integer(offset) : 0);
    }

    private static @Nullable Object createObject(Arguments args) {
        if (args.count() % 2 != 0) {
            throw args.error("takes pairs of a key and a value, not " + args.count() + " arguments");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < args.count(); i += 2) {
            if (args.get(i) instanceof Unevaluated) {
                return args.get(i);
            }
            object.put(args.string(i), args.get(i + 1));
        }
        return object;
    }

    private static Object toBool(Arguments args) {
        String text = args.text(0);
        if (args.get(0) instanceof Number) {
            return args.integer(0) != 0;
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw args.error("takes 'true', 'false' or an integer, but was given another text");
    }

    private static Object newGuid(Arguments args) {
        args.checkIsInDefaultValue();
        return UUID.randomUUID().toString();
    }

    private static boolean isInOrder(Arguments args, IntPredicate predicate) {
        return predicate.test(
                args.get(0) instanceof String
                        ? args.string(0).compareTo(args.string(1))
                        : Long.compare(args.integer(0), args.integer(1)));
    }
}
