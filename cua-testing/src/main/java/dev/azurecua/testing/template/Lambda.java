// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the functions that take a lambda, such as {@code map(array, lambda('x', toLower(lambdaVariables('x'))))}.
 */
final class Lambda {
    private final List<String> variables;
    private final TemplateExpression.Node body;
    private final Frame frame;

    private Lambda(List<String> variables, TemplateExpression.Node body, Frame frame) {
        this.variables = variables;
        this.body = body;
        this.frame = frame;
    }

    private static Lambda of(TemplateExpression.Call call, int index, Frame frame) {
        if (index < call.arguments().size()
                && call.arguments().get(index) instanceof TemplateExpression.Call lambda
                && lambda.name().equalsIgnoreCase("lambda")
                && !lambda.arguments().isEmpty()) {
            List<TemplateExpression.Node> parts = lambda.arguments();
            List<String> variables = parts.subList(0, parts.size() - 1).stream()
                    .map(name -> String.valueOf(name.evaluate(frame)))
                    .toList();
            return new Lambda(variables, parts.get(parts.size() - 1), frame);
        }
        throw frame.location().error("'" + call.name() + "' takes a lambda as argument " + (index + 1));
    }

    /** Returns the result for these values. Variables that are not used may be missing in the lambda. */
    private @Nullable Object apply(@Nullable Object... values) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int i = 0; i < variables.size() && i < values.length; i++) {
            named.put(variables.get(i), values[i]);
        }
        return body.evaluate(frame.withLambda(named));
    }

    private static @Nullable Object overArray(
            TemplateExpression.Call call, Frame frame, Function<List<?>, @Nullable Object> action) {
        Object array =
                call.arguments().isEmpty() ? null : call.arguments().get(0).evaluate(frame);
        if (array instanceof Unevaluated) {
            return array;
        }
        if (array instanceof List<?> elements) {
            return action.apply(elements);
        }
        throw frame.location()
                .error("'" + call.name() + "' takes an array, but was given " + TemplateType.describe(array));
    }

    static @Nullable Object map(TemplateExpression.Call call, Frame frame) {
        Lambda lambda = of(call, 1, frame);
        return overArray(call, frame, array -> {
            List<@Nullable Object> mapped = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                mapped.add(lambda.apply(array.get(i), (long) i));
            }
            return mapped;
        });
    }

    static @Nullable Object filter(TemplateExpression.Call call, Frame frame) {
        Lambda lambda = of(call, 1, frame);
        return overArray(call, frame, array -> {
            List<@Nullable Object> kept = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                Object keeps = lambda.apply(array.get(i), (long) i);
                if (keeps instanceof Unevaluated) {
                    return keeps;
                }
                if (TemplateFunctions.bool(keeps, call, frame)) {
                    kept.add(array.get(i));
                }
            }
            return kept;
        });
    }

    static @Nullable Object reduce(TemplateExpression.Call call, Frame frame) {
        Lambda lambda = of(call, 2, frame);
        return overArray(call, frame, array -> {
            Object result = call.arguments().get(1).evaluate(frame);
            for (int i = 0; i < array.size(); i++) {
                result = lambda.apply(result, array.get(i), (long) i);
            }
            return result;
        });
    }

    /** Sorts by insertion, because a lambda that is no order would make the sort of the JDK fail. */
    static @Nullable Object sort(TemplateExpression.Call call, Frame frame) {
        Lambda lambda = of(call, 1, frame);
        return overArray(call, frame, array -> {
            List<@Nullable Object> sorted = new ArrayList<>();
            for (Object element : array) {
                int position = sorted.size();
                while (position > 0 && Boolean.TRUE.equals(lambda.apply(element, sorted.get(position - 1)))) {
                    position--;
                }
                sorted.add(position, element);
            }
            return sorted;
        });
    }

    static @Nullable Object toObject(TemplateExpression.Call call, Frame frame) {
        Lambda key = of(call, 1, frame);
        Lambda value = call.arguments().size() > 2 ? of(call, 2, frame) : null;
        return overArray(call, frame, array -> {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            array.forEach(element ->
                    object.put(String.valueOf(key.apply(element)), value == null ? element : value.apply(element)));
            return object;
        });
    }

    static @Nullable Object groupBy(TemplateExpression.Call call, Frame frame) {
        Lambda key = of(call, 1, frame);
        return overArray(call, frame, array -> {
            Map<String, List<@Nullable Object>> groups = new LinkedHashMap<>();
            array.forEach(
                    element -> groups.computeIfAbsent(String.valueOf(key.apply(element)), name -> new ArrayList<>())
                            .add(element));
            return groups;
        });
    }

    static @Nullable Object mapValues(TemplateExpression.Call call, Frame frame) {
        Lambda lambda = of(call, 1, frame);
        Object object = call.arguments().get(0).evaluate(frame);
        if (object instanceof Unevaluated) {
            return object;
        }
        Map<String, @Nullable Object> mapped = new LinkedHashMap<>();
        frame.location().object(object).forEach((key, value) -> mapped.put(key, lambda.apply(value)));
        return mapped;
    }
}
