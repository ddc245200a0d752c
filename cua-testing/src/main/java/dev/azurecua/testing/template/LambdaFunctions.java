// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static dev.azurecua.testing.template.TemplateFunctions.ANY_NUMBER;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the functions that take a lambda, such as {@code map(array, lambda('x', toLower(lambdaVariables('x'))))}.
 */
final class LambdaFunctions {
    private LambdaFunctions() {}

    static void addTo(TemplateFunctions functions) {
        functions.addLazy("lambda", 0, ANY_NUMBER, LambdaFunctions::lambda);
        functions.add("lambdaVariables", 1, LambdaFunctions::variable);
        add(functions, "map", 2, 2, of -> results(of, of.lambda(1)));
        add(functions, "filter", 2, 2, LambdaFunctions::filter);
        add(functions, "reduce", 3, 3, LambdaFunctions::reduce);
        add(functions, "sort", 2, 2, LambdaFunctions::sort);
        add(functions, "groupBy", 2, 2, LambdaFunctions::groupBy);
        add(functions, "toObject", 2, 3, LambdaFunctions::toObject);
        add(functions, "mapValues", 2, 2, LambdaFunctions::mapValues);
    }

    private static void add(
            TemplateFunctions functions,
            String name,
            int least,
            int most,
            Function<Invocation, @Nullable Object> function) {
        functions.addLazy(name, least, most, (call, frame) -> {
            Object first = call.argument(0, frame);
            return first instanceof Unevaluated ? first : function.apply(new Invocation(call, frame, first));
        });
    }

    private static Object lambda(TemplateExpression.Call call, Frame frame) {
        throw frame.location().error("'" + call.name() + "' is only for the arguments of functions such as 'map'");
    }

    private static @Nullable Object variable(Arguments args) {
        Map<String, @Nullable Object> variables = args.frame().lambdas();
        if (!variables.containsKey(args.string(0))) {
            throw args.error("was given '" + args.string(0) + "', but the lambdas here have " + variables.keySet());
        }
        return variables.get(args.string(0));
    }

    /** Returns the result of a lambda for each element. */
    private static List<@Nullable Object> results(Invocation of, Lambda lambda) {
        List<@Nullable Object> results = new ArrayList<>();
        of.array().forEach(element -> results.add(lambda.apply(element, (long) results.size())));
        return results;
    }

    private static Object filter(Invocation of) {
        List<@Nullable Object> conditions = results(of, of.lambda(1));
        Unevaluated unevaluated = Unevaluated.firstOf(conditions);
        if (unevaluated != null) {
            return unevaluated;
        }
        List<@Nullable Object> kept = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            if (of.call().bool(conditions.get(i), of.frame())) {
                kept.add(of.array().get(i));
            }
        }
        return kept;
    }

    private static @Nullable Object reduce(Invocation of) {
        Lambda lambda = of.lambda(2);
        Object result = of.call().argument(1, of.frame());
        for (int i = 0; i < of.array().size(); i++) {
            result = lambda.apply(result, of.array().get(i), (long) i);
        }
        return result;
    }

    /** Sorts by insertion, because the sort of the JDK can fail if the lambda does not define an order. */
    private static Object sort(Invocation of) {
        Lambda lambda = of.lambda(1);
        List<@Nullable Object> sorted = new ArrayList<>();
        for (Object element : of.array()) {
            int low = 0;
            int high = sorted.size();
            while (low < high) {
                int middle = (low + high) / 2;
                Object isLess = lambda.apply(element, sorted.get(middle));
                if (isLess instanceof Unevaluated) {
                    return isLess;
                }
                if (of.call().bool(isLess, of.frame())) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            sorted.add(low, element);
        }
        return sorted;
    }

    private static Object groupBy(Invocation of) {
        List<@Nullable Object> keys = results(of, of.lambda(1));
        Unevaluated unevaluated = Unevaluated.firstOf(keys);
        if (unevaluated != null) {
            return unevaluated;
        }
        Map<String, List<@Nullable Object>> groups = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            groups.computeIfAbsent(of.key(keys.get(i)), key -> new ArrayList<>())
                    .add(of.array().get(i));
        }
        return groups;
    }

    private static Object toObject(Invocation of) {
        List<@Nullable Object> keys = results(of, of.lambda(1));
        Unevaluated unevaluated = Unevaluated.firstOf(keys);
        if (unevaluated != null) {
            return unevaluated;
        }
        List<?> values = of.call().arguments().size() > 2 ? results(of, of.lambda(2)) : of.array();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            object.put(of.key(keys.get(i)), values.get(i));
        }
        return object;
    }

    private static Object mapValues(Invocation of) {
        Lambda lambda = of.lambda(1);
        Map<String, @Nullable Object> mapped =
                new LinkedHashMap<>(of.frame().location().object(of.first()));
        mapped.replaceAll((key, value) -> lambda.apply(value));
        return mapped;
    }

    /** Holds a call of a function that takes lambdas, with its first argument. */
    private record Invocation(
            TemplateExpression.Call call,
            Frame frame,
            @Nullable Object first) {
        List<?> array() {
            if (first instanceof List<?> array) {
                return array;
            }
            throw frame.location()
                    .error("'" + call.name() + "' takes an array, but was given " + TemplateType.describe(first));
        }

        String key(@Nullable Object result) {
            return frame.location().string(result);
        }

        Lambda lambda(int index) {
            if (call.arguments().get(index) instanceof TemplateExpression.Call lambda
                    && lambda.name().equalsIgnoreCase("lambda")) {
                lambda.checkCount(1, ANY_NUMBER, frame.location());
                int last = lambda.arguments().size() - 1;
                List<String> variables = new ArrayList<>();
                for (int i = 0; i < last; i++) {
                    variables.add(frame.location().string(lambda.argument(i, frame)));
                }
                return new Lambda(variables, lambda.arguments().get(last), frame);
            }
            throw frame.location().error("'" + call.name() + "' takes a lambda as argument " + (index + 1));
        }
    }

    private record Lambda(List<String> variables, TemplateExpression.Node body, Frame frame) {
        /** Returns the result for these values. A lambda may have fewer variables. */
        @Nullable
        Object apply(@Nullable Object... values) {
            if (variables.size() > values.length) {
                throw frame.location()
                        .error("a lambda here has at most " + values.length + " variables, not " + variables.size());
            }
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            for (int i = 0; i < variables.size(); i++) {
                named.put(variables.get(i), values[i]);
            }
            return body.evaluate(frame.withLambda(named));
        }
    }
}
