// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import static dev.azurecua.testing.template.TemplateFunctions.ANY_NUMBER;

import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;

/** Evaluates the functions for numbers and for IP addresses. */
final class NumberFunctions {
    private static final int MAX_RANGE = 10_000;

    private NumberFunctions() {}

    static void addTo(TemplateFunctions functions) {
        functions.add("add", 2, args -> calculated(args.values(), args, Math::addExact));
        functions.add("sub", 2, args -> calculated(args.values(), args, Math::subtractExact));
        functions.add("mul", 2, args -> calculated(args.values(), args, Math::multiplyExact));
        functions.add("div", 2, args -> calculated(args.values(), args, (a, b) -> a / b));
        functions.add("mod", 2, args -> calculated(args.values(), args, (a, b) -> a % b));
        functions.add("min", 1, ANY_NUMBER, args -> calculated(elements(args), args, Math::min));
        functions.add("max", 1, ANY_NUMBER, args -> calculated(elements(args), args, Math::max));
        functions.add("range", 2, NumberFunctions::range);
        functions.add("parseCidr", 1, args -> Cidr.of(args.string(0), args).describe());
        functions.add("cidrSubnet", 3, args -> Cidr.of(args.string(0), args).subnet(args));
        functions.add("cidrHost", 2, args -> Cidr.of(args.string(0), args).host(args));
    }

    private static Object calculated(List<?> numbers, Arguments args, LongBinaryOperator operator) {
        try {
            return numbers.stream()
                    .mapToLong(args::integerIn)
                    .reduce(operator)
                    .orElseThrow(() -> args.error("takes an integer or more, but was given an empty array"));
        } catch (ArithmeticException e) {
            throw args.error("fails: " + e.getMessage());
        }
    }

    private static List<?> elements(Arguments args) {
        return args.get(0) instanceof List<?> array ? array : args.values();
    }

    private static Object range(Arguments args) {
        long count = args.integer(1);
        if (count < 0 || count > MAX_RANGE) {
            throw args.error("makes 0 to " + MAX_RANGE + " numbers, not " + count);
        }
        return LongStream.range(args.integer(0), args.integer(0) + count)
                .boxed()
                .toList();
    }
}
