// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the functions that an expression may call. Functions that look up something in Azure are not evaluated.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions">ARM template
 *     functions</a>
 */
final class TemplateFunctions {
    private static final int ANY_NUMBER = Integer.MAX_VALUE;
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern GROUP =
            Pattern.compile("/subscriptions/[^/]+(/resourceGroups/[^/]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(\\{\\{|}})|\\{(\\d{1,9})(?:,(-?\\d{1,3}))?(?::([DdXx]\\d{0,2}|0+))?}|[{}]");
    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final DeploymentContext context;
    private final Map<String, LazyFunction> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    TemplateFunctions(DeploymentContext context) {
        this.context = context;
        addValues();
        addLogic();
        addText();
        addNumbers();
        addCollections();
        addLambdas();
        addScopes();
    }

    /** Evaluates its own arguments, because it may not need all of them. */
    @FunctionalInterface
    private interface LazyFunction {
        @Nullable
        Object call(TemplateExpression.Call call, Frame frame);
    }

    @Nullable
    Object call(TemplateExpression.Call call, Frame frame) {
        LazyFunction function = functions.get(call.name());
        if (function == null) {
            return frame.unevaluated("the function '" + call.name() + "'");
        }
        return function.call(call, frame);
    }

    /** Adds a function that gets its arguments evaluated. If one of them is not known, neither is the result. */
    private void add(String name, int least, int most, Function<Arguments, @Nullable Object> function) {
        functions.put(name, (call, frame) -> {
            Arguments arguments = Arguments.of(call, frame);
            arguments.checkCount(least, most);
            return arguments.unevaluated() == null ? function.apply(arguments) : arguments.unevaluated();
        });
    }

    private void addValues() {
        add("parameters", 1, 1, args -> args.frame().scope().parameter(args.string(0), args.location()));
        add("variables", 1, 1, args -> args.frame().scope().variable(args.string(0), args.location()));
        add("copyIndex", 0, 2, TemplateFunctions::copyIndex);
        add("null", 0, 0, args -> null);
        add("true", 0, 0, args -> true);
        add("false", 0, 0, args -> false);
        add("json", 1, 1, args -> args.get(0) instanceof String text ? JsonText.read(text, args) : args.get(0));
        add("createObject", 0, ANY_NUMBER, TemplateFunctions::createObject);
        add("createArray", 0, ANY_NUMBER, Arguments::values);
        add("array", 1, 1, args -> args.get(0) instanceof List<?> array ? array : args.values());
        add("string", 1, 1, args -> args.get(0) instanceof String text ? text : JsonText.write(args.get(0)));
        add("bool", 1, 1, args -> args.text(0).matches("(?i)true|[1-9]\\d*"));
        add(
                "int",
                1,
                1,
                args -> args.get(0) instanceof Double real ? (Object) real.longValue() : args.parsed(Long::valueOf));
        add("float", 1, 1, args -> args.parsed(Double::valueOf));
        add("newGuid", 0, 0, args -> UUID.randomUUID().toString());
        add("guid", 1, ANY_NUMBER, args -> hash(args).toString());
        add("uniqueString", 1, ANY_NUMBER, TemplateFunctions::uniqueString);
        add("utcNow", 0, 1, TemplateDates::now);
        add("dateTimeAdd", 2, 3, TemplateDates::add);
        add("dateTimeFromEpoch", 1, 1, TemplateDates::fromEpoch);
        add("dateTimeToEpoch", 1, 1, TemplateDates::toEpoch);
    }

    private void addLogic() {
        functions.put("if", (call, frame) -> {
            Object condition = argument(call, 0, 3, frame);
            return condition instanceof Unevaluated
                    ? condition
                    : call.arguments().get(bool(condition, call, frame) ? 1 : 2).evaluate(frame);
        });
        functions.put("and", (call, frame) -> all(call, true, frame));
        functions.put("or", (call, frame) -> all(call, false, frame));
        functions.put("coalesce", (call, frame) -> {
            for (TemplateExpression.Node node : call.arguments()) {
                Object value = node.evaluate(frame);
                if (value != null) {
                    return value;
                }
            }
            return null;
        });
        add("not", 1, 1, args -> !args.bool(0));
        add("equals", 2, 2, args -> equal(args.get(0), args.get(1)));
        add("less", 2, 2, args -> compared(args, order -> order < 0));
        add("lessOrEquals", 2, 2, args -> compared(args, order -> order <= 0));
        add("greater", 2, 2, args -> compared(args, order -> order > 0));
        add("greaterOrEquals", 2, 2, args -> compared(args, order -> order >= 0));
    }

    private void addText() {
        add("concat", 1, ANY_NUMBER, TemplateFunctions::concat);
        add("format", 1, ANY_NUMBER, TemplateFunctions::format);
        add("toLower", 1, 1, args -> args.string(0).toLowerCase(Locale.ROOT));
        add("toUpper", 1, 1, args -> args.string(0).toUpperCase(Locale.ROOT));
        add("trim", 1, 1, args -> args.string(0).trim());
        add("replace", 3, 3, args -> args.string(0).replace(args.string(1), args.string(2)));
        add("split", 2, 2, TemplateFunctions::split);
        add(
                "join",
                2,
                2,
                args -> args.array(0).stream()
                        .map(TemplateFunctions::text)
                        .collect(Collectors.joining(args.string(1))));
        add("substring", 2, 3, TemplateFunctions::substring);
        add("padLeft", 2, 3, args -> padded(args.text(0), args.integer(1), args.has(2) ? args.string(2) : " "));
        add("startsWith", 2, 2, args -> lower(args, 0).startsWith(lower(args, 1)));
        add("endsWith", 2, 2, args -> lower(args, 0).endsWith(lower(args, 1)));
        add("base64", 1, 1, args -> Base64.getEncoder().encodeToString(bytes(args.string(0))));
        add("base64ToString", 1, 1, args -> decoded(args.string(0), args));
        add("base64ToJson", 1, 1, args -> JsonText.read(decoded(args.string(0), args), args));
        add(
                "dataUri",
                1,
                1,
                args -> "data:text/plain;charset=utf8;base64,"
                        + Base64.getEncoder().encodeToString(bytes(args.string(0))));
        add("dataUriToString", 1, 1, args -> decoded(args.string(0).replaceFirst("^[^,]*,", ""), args));
        add(
                "uri",
                2,
                2,
                args -> args.string(0).replaceFirst("(?<=[^/:])/?[^/]*$", "/")
                        + args.string(1).replaceFirst("^/", ""));
        add(
                "uriComponent",
                1,
                1,
                args -> URLEncoder.encode(args.string(0), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
        add(
                "uriComponentToString",
                1,
                1,
                args -> URLDecoder.decode(args.string(0).replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    private void addNumbers() {
        addArithmetic("add", Math::addExact);
        addArithmetic("sub", Math::subtractExact);
        addArithmetic("mul", Math::multiplyExact);
        addArithmetic("div", (a, b) -> a / b);
        addArithmetic("mod", (a, b) -> a % b);
        add("min", 1, ANY_NUMBER, args -> numbers(args).min().orElse(0));
        add("max", 1, ANY_NUMBER, args -> numbers(args).max().orElse(0));
        add(
                "range",
                2,
                2,
                args -> LongStream.range(args.integer(0), args.integer(0) + args.integer(1))
                        .boxed()
                        .toList());
        add("parseCidr", 1, 1, args -> Cidr.of(args.string(0), args).describe());
        add("cidrSubnet", 3, 3, args -> Cidr.of(args.string(0), args).subnet(args.integer(1), args.integer(2), args));
        add("cidrHost", 2, 2, args -> Cidr.of(args.string(0), args).host(args.integer(1) + 1));
    }

    private void addArithmetic(String name, LongBinaryOperator operator) {
        add(name, 2, 2, args -> {
            try {
                return operator.applyAsLong(args.integer(0), args.integer(1));
            } catch (ArithmeticException e) {
                throw args.error("fails: " + e.getMessage());
            }
        });
    }

    private void addCollections() {
        add("length", 1, 1, args -> (long) size(args));
        add("empty", 1, 1, args -> args.get(0) == null || size(args) == 0);
        add("contains", 2, 2, TemplateFunctions::contains);
        add("first", 1, 1, args -> end(args, 0));
        add("last", 1, 1, args -> end(args, size(args) - 1));
        add("take", 2, 2, args -> part(args, 0, clamped(args)));
        add("skip", 2, 2, args -> part(args, clamped(args), size(args)));
        add("indexOf", 2, 2, args -> (long)
                (args.get(0) instanceof List<?> array
                        ? indexOf(array, args.get(1))
                        : lower(args, 0).indexOf(lower(args, 1))));
        add("lastIndexOf", 2, 2, args -> (long)
                (args.get(0) instanceof List<?> array
                        ? array.lastIndexOf(args.get(1))
                        : lower(args, 0).lastIndexOf(lower(args, 1))));
        add(
                "union",
                1,
                ANY_NUMBER,
                args -> args.values().stream()
                        .reduce((a, b) -> united(a, b, args))
                        .orElse(null));
        add(
                "intersection",
                1,
                ANY_NUMBER,
                args -> args.values().stream()
                        .reduce((a, b) -> common(a, b, args))
                        .orElse(null));
        add(
                "flatten",
                1,
                1,
                args -> args.array(0).stream()
                        .flatMap(element -> ((Collection<?>) args.array(element)).stream())
                        .collect(Collectors.toList()));
        add(
                "items",
                1,
                1,
                args -> new TreeMap<>(args.object(0))
                        .entrySet().stream()
                                .map(entry -> pair("key", entry.getKey(), "value", entry.getValue()))
                                .collect(Collectors.toList()));
        add(
                "objectKeys",
                1,
                1,
                args -> args.object(0).keySet().stream().sorted().collect(Collectors.toList()));
        add("shallowMerge", 1, 1, TemplateFunctions::shallowMerge);
        add("tryGet", 2, ANY_NUMBER, TemplateFunctions::tryGet);
        add(
                "indexFromEnd",
                2,
                2,
                args -> TemplateExpression.element(args.get(0), size(args) - args.integer(1), args.location()));
        add("tryIndexFromEnd", 2, 2, args -> {
            Long index = size(args) - args.integer(1);
            return TemplateExpression.has(args.get(0), index) ? args.array(0).get(index.intValue()) : null;
        });
    }

    private void addLambdas() {
        functions.put(
                "lambdaVariables", (call, frame) -> frame.lambdas().get(String.valueOf(argument(call, 0, 1, frame))));
        functions.put("map", (call, frame) -> Lambda.map(call, frame));
        functions.put("filter", (call, frame) -> Lambda.filter(call, frame));
        functions.put("reduce", (call, frame) -> Lambda.reduce(call, frame));
        functions.put("sort", (call, frame) -> Lambda.sort(call, frame));
        functions.put("toObject", (call, frame) -> Lambda.toObject(call, frame));
        functions.put("groupBy", (call, frame) -> Lambda.groupBy(call, frame));
        functions.put("mapValues", (call, frame) -> Lambda.mapValues(call, frame));
    }

    private void addScopes() {
        add("deployment", 0, 0, this::deployment);
        add("subscription", 0, 0, args -> context.subscription());
        add("resourceGroup", 0, 0, this::resourceGroup);
        add(
                "tenant",
                0,
                0,
                args -> Map.of(
                        "tenantId",
                        tenantId(),
                        "id",
                        "/tenants/" + tenantId(),
                        "displayName",
                        "Contoso",
                        "countryCode",
                        "US"));
        add(
                "deployer",
                0,
                0,
                args -> Map.of(
                        "tenantId",
                        tenantId(),
                        "objectId",
                        UUID.nameUUIDFromBytes(bytes("deployer")).toString(),
                        "userPrincipalName",
                        "user@example.com"));
        add("environment", 0, 0, args -> AzureCloud.DESCRIPTION);
        add("resourceId", 2, ANY_NUMBER, this::resourceId);
        add("subscriptionResourceId", 2, ANY_NUMBER, this::subscriptionResourceId);
        add("tenantResourceId", 2, ANY_NUMBER, args -> id("", 0, args));
        add("managementGroupResourceId", 2, ANY_NUMBER, this::managementGroupResourceId);
        add("extensionResourceId", 3, ANY_NUMBER, args -> id(args.string(0), 1, args));
        add(
                "pickZones",
                3,
                5,
                args -> LongStream.rangeClosed(1, args.has(3) ? args.integer(3) : 1)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.toList()));
    }

    private static @Nullable Object argument(TemplateExpression.Call call, int index, int count, Frame frame) {
        if (call.arguments().size() != count) {
            throw frame.location()
                    .error("'" + call.name() + "' takes " + count + ", not "
                            + call.arguments().size() + ", arguments");
        }
        return call.arguments().get(index).evaluate(frame);
    }

    static boolean bool(@Nullable Object value, TemplateExpression.Call call, Frame frame) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw frame.location()
                .error("'" + call.name() + "' takes a bool, but was given " + TemplateType.describe(value));
    }

    /** Returns whether all arguments are this value, for {@code and}; or whether one is not, for {@code or}. */
    private static @Nullable Object all(TemplateExpression.Call call, boolean value, Frame frame) {
        Object unevaluated = null;
        for (TemplateExpression.Node node : call.arguments()) {
            Object argument = node.evaluate(frame);
            if (argument instanceof Unevaluated) {
                unevaluated = argument;
            } else if (bool(argument, call, frame) != value) {
                return !value;
            }
        }
        return unevaluated == null ? value : unevaluated;
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

    private static Object createObject(Arguments args) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i + 1 < args.count(); i += 2) {
            object.put(args.string(i), args.get(i + 1));
        }
        return object;
    }

    private static UUID hash(Arguments args) {
        return UUID.nameUUIDFromBytes(
                bytes(args.values().stream().map(TemplateFunctions::text).collect(Collectors.joining("\0"))));
    }

    /** Returns a hash of the arguments in the form of Azure's, but not the value that Azure computes. */
    private static String uniqueString(Arguments args) {
        UUID hash = hash(args);
        long bits = hash.getMostSignificantBits() ^ hash.getLeastSignificantBits();
        StringBuilder text = new StringBuilder();
        for (int shift = 0; shift < Long.SIZE; shift += 5) {
            text.append(BASE_32.charAt((int) (bits >>> shift & 31)));
        }
        return text.toString();
    }

    private static boolean equal(@Nullable Object a, @Nullable Object b) {
        return a instanceof Number one && b instanceof Number other
                ? Double.compare(one.doubleValue(), other.doubleValue()) == 0
                : JsonText.write(a).equals(JsonText.write(b));
    }

    private static boolean compared(Arguments args, IntPredicate predicate) {
        return predicate.test(
                args.get(0) instanceof String
                        ? args.string(0).compareTo(args.string(1))
                        : Long.compare(args.integer(0), args.integer(1)));
    }

    private static Object concat(Arguments args) {
        if (args.get(0) instanceof List<?>) {
            List<@Nullable Object> joined = new ArrayList<>();
            for (int i = 0; i < args.count(); i++) {
                joined.addAll(args.array(i));
            }
            return joined;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < args.count(); i++) {
            text.append(args.text(i));
        }
        return text.toString();
    }

    /** Supports the part of .NET's format strings that Bicep writes. */
    private static Object format(Arguments args) {
        StringBuilder text = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(args.string(0));
        while (placeholder.find()) {
            if (placeholder.group(1) == null && placeholder.group(2) == null) {
                return args.frame().unevaluated("the format '" + args.string(0) + "'");
            }
            placeholder.appendReplacement(text, Matcher.quoteReplacement(replacement(placeholder, args)));
        }
        return placeholder.appendTail(text).toString();
    }

    private static String replacement(Matcher placeholder, Arguments args) {
        if (placeholder.group(1) != null) {
            return placeholder.group(1).substring(1);
        }
        int argument = Integer.parseInt(placeholder.group(2)) + 1;
        if (!args.has(argument)) {
            throw args.error("was given no value for " + placeholder.group());
        }
        String form = placeholder.group(4);
        String value = args.text(argument);
        if (form != null) {
            boolean zeros = form.startsWith("0");
            boolean hexadecimal = form.toLowerCase(Locale.ROOT).startsWith("x");
            value = hexadecimal ? Long.toHexString(args.integer(argument)) : value;
            value = form.startsWith("X") ? value.toUpperCase(Locale.ROOT) : value;
            value = padded(value, zeros ? form.length() : Long.parseLong("0" + form.substring(1)), "0");
        }
        return placeholder.group(3) == null || placeholder.group(3).startsWith("-")
                ? value
                : padded(value, Long.parseLong(placeholder.group(3)), " ");
    }

    private static String padded(String text, long length, String padding) {
        return padding.repeat((int) Math.max(0, length - text.length())) + text;
    }

    private static Object split(Arguments args) {
        List<?> delimiters = args.get(1) instanceof List<?> several ? several : List.of(args.string(1));
        String pattern = delimiters.stream()
                .map(delimiter -> Pattern.quote(String.valueOf(delimiter)))
                .collect(Collectors.joining("|"));
        return new ArrayList<Object>(List.of(args.string(0).split(pattern, -1)));
    }

    private static Object substring(Arguments args) {
        String text = args.string(0);
        long start = args.integer(1);
        long end = args.has(2) && args.get(2) != null ? start + args.integer(2) : text.length();
        if (start < 0 || end < start || end > text.length()) {
            throw args.error(
                    "is given a start and a length that are outside of a text with " + text.length() + " characters");
        }
        return text.substring((int) start, (int) end);
    }

    private static String lower(Arguments args, int index) {
        return args.string(index).toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String decoded(String base64, Arguments args) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw args.error("takes Base64, but was given another text");
        }
    }

    /** Returns a value as .NET writes it. */
    static String text(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool ? "True" : "False";
        }
        return value == null
                ? ""
                : value instanceof List || value instanceof Map ? JsonText.write(value) : value.toString();
    }

    private static LongStream numbers(Arguments args) {
        List<?> numbers = args.get(0) instanceof List<?> array ? array : args.values();
        return numbers.stream().mapToLong(number -> number instanceof Number known ? known.longValue() : 0);
    }

    private static int size(Arguments args) {
        Object value = args.get(0);
        if (value instanceof String text) {
            return text.length();
        }
        return value instanceof Map<?, ?> object ? object.size() : args.array(0).size();
    }

    private static boolean contains(Arguments args) {
        Object container = args.get(0);
        if (container instanceof Map<?, ?>) {
            return TemplateExpression.has(container, args.text(1));
        }
        return container instanceof List<?> array
                ? indexOf(array, args.get(1)) >= 0
                : args.string(0).contains(args.text(1));
    }

    private static int indexOf(List<?> array, @Nullable Object element) {
        for (int i = 0; i < array.size(); i++) {
            if (equal(array.get(i), element)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Object end(Arguments args, int index) {
        boolean text = args.get(0) instanceof String;
        if (size(args) == 0) {
            return text ? "" : null;
        }
        return text ? args.string(0).substring(index, index + 1) : args.array(0).get(index);
    }

    private static int clamped(Arguments args) {
        return (int) Math.max(0, Math.min(size(args), args.integer(1)));
    }

    private static Object part(Arguments args, int start, int end) {
        return args.get(0) instanceof List<?> array
                ? new ArrayList<>(array.subList(start, end))
                : args.string(0).substring(start, end);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object united(@Nullable Object a, @Nullable Object b, Arguments args) {
        if (a instanceof Map<?, ?> && b instanceof Map<?, ?>) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>((Map<String, Object>) a);
            ((Map<String, @Nullable Object>) b)
                    .forEach((key, value) -> all.merge(
                            key,
                            value == null ? "" : value,
                            (old, other) ->
                                    old instanceof Map && other instanceof Map ? united(old, other, args) : other));
            return all;
        }
        List<@Nullable Object> all = new ArrayList<>();
        for (Object array : new Object[] {a, b}) {
            args.array(array).stream()
                    .filter(element -> indexOf(all, element) < 0)
                    .forEach(all::add);
        }
        return all;
    }

    private static @Nullable Object common(@Nullable Object a, @Nullable Object b, Arguments args) {
        if (a instanceof Map<?, ?> one && b instanceof Map<?, ?> other) {
            Map<Object, @Nullable Object> common = new LinkedHashMap<>(one);
            common.entrySet()
                    .removeIf(entry ->
                            !other.containsKey(entry.getKey()) || !equal(entry.getValue(), other.get(entry.getKey())));
            return common;
        }
        List<?> other = args.array(b);
        return args.array(a).stream()
                .filter(element -> indexOf(other, element) >= 0)
                .collect(Collectors.toList());
    }

    private static Object shallowMerge(Arguments args) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        args.array(0).forEach(object -> {
            if (object != null) {
                merged.putAll(args.location().object(object));
            }
        });
        return merged;
    }

    private static @Nullable Object tryGet(Arguments args) {
        Object value = args.get(0);
        for (int i = 1; i < args.count(); i++) {
            if (value instanceof Unevaluated) {
                return value;
            }
            if (!TemplateExpression.has(value, args.get(i))) {
                return null;
            }
            value = TemplateExpression.element(value, args.get(i), args.location());
        }
        return value;
    }

    static Map<String, @Nullable Object> pair(
            String key, @Nullable Object value, String otherKey, @Nullable Object otherValue) {
        Map<String, @Nullable Object> pair = new LinkedHashMap<>();
        pair.put(key, value);
        pair.put(otherKey, otherValue);
        return pair;
    }

    private String tenantId() {
        return String.valueOf(context.subscription().get("tenantId"));
    }

    private Object deployment(Arguments args) {
        Map<String, Object> deployment = new LinkedHashMap<>();
        deployment.put("name", context.name());
        if (context.location() != null) {
            deployment.put("location", context.location());
        }
        // The link is where the template was loaded from. A template that is sent inline has none, and Azure refuses
        // the default values of many published templates then.
        deployment.put(
                "properties",
                Map.of(
                        "template",
                        args.frame().scope().template(),
                        "mode",
                        "Incremental",
                        "provisioningState",
                        "Accepted",
                        "templateLink",
                        new Unevaluated("the link of the template")));
        return deployment;
    }

    private Object resourceGroup(Arguments args) {
        if (context.resourceGroup() == null) {
            throw args.error("is for a deployment to a resource group; this one is to '" + context.scope() + "'");
        }
        return context.resourceGroup();
    }

    private Object resourceId(Arguments args) {
        int type = indexOfType(args, 2, "a subscription's ID and a group's name");
        String scope = context.scope();
        if (type == 2) {
            scope = subscriptionScope(args.string(0)) + "/resourceGroups/" + args.string(1);
        } else if (type == 1 && isSubscription(args.string(0))) {
            Matcher group = GROUP.matcher(scope);
            scope = subscriptionScope(args.string(0)) + (group.matches() ? group.group(1) : "");
        } else if (type == 1) {
            scope = subscriptionScope(context.subscriptionId()) + "/resourceGroups/" + args.string(0);
        }
        return id(scope, type, args);
    }

    private Object subscriptionResourceId(Arguments args) {
        int type = indexOfType(args, 1, "a subscription's ID");
        return id(subscriptionScope(type == 0 ? context.subscriptionId() : args.string(0)), type, args);
    }

    private Object managementGroupResourceId(Arguments args) {
        int type = indexOfType(args, 1, "a management group's ID");
        return id(
                type == 0 ? context.scope() : "/providers/Microsoft.Management/managementGroups/" + args.string(0),
                type,
                args);
    }

    /** Finds the type by its slash, because the other arguments have none. */
    private static int indexOfType(Arguments args, int last, String before) {
        for (int i = 0; i < args.count() && i <= last; i++) {
            if (args.string(i).contains("/")) {
                return i;
            }
        }
        throw args.error("takes a type such as Microsoft.Storage/storageAccounts and names, and may take " + before
                + " before them, but was given " + args.values());
    }

    private static String id(String scope, int type, Arguments args) {
        List<String> names = new ArrayList<>();
        for (int i = type + 1; i < args.count(); i++) {
            names.add(args.text(i));
        }
        return TemplateResource.id(scope, args.string(type), String.join("/", names), args.location());
    }

    /** Recognises any GUID, because a test may use any subscription. */
    private boolean isSubscription(String argument) {
        return argument.equalsIgnoreCase(context.subscriptionId())
                || GUID.matcher(argument).matches();
    }

    private static String subscriptionScope(String subscriptionId) {
        return "/subscriptions/" + subscriptionId;
    }
}
