// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates the functions that an expression may call. None of them looks up a resource. */
final class TemplateFunctions {
    private static final int ANY_NUMBER = Integer.MAX_VALUE;
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern GROUP =
            Pattern.compile("/subscriptions/[^/]+(/resourceGroups/[^/]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLACEHOLDER = Pattern.compile("(\\{\\{|}})|\\{(\\d{1,9})}|[{}]");
    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final DeploymentContext context;
    private final Map<String, Function<Call, @Nullable Object>> functions =
            new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @param parameters returns a parameter by its name
     * @param variables returns a variable by its name
     */
    TemplateFunctions(
            DeploymentContext context,
            BiFunction<String, TemplateLocation, @Nullable Object> parameters,
            BiFunction<String, TemplateLocation, @Nullable Object> variables) {
        this.context = context;
        functions.put("concat", TemplateFunctions::concat);
        functions.put("deployment", this::deployment);
        functions.put("format", TemplateFunctions::format);
        functions.put("parameters", call -> parameters.apply(call.onlyString(), call.location()));
        functions.put("resourceGroup", this::resourceGroup);
        functions.put("resourceId", this::resourceId);
        functions.put("subscription", this::subscription);
        functions.put("subscriptionResourceId", this::subscriptionResourceId);
        functions.put("take", TemplateFunctions::take);
        functions.put("toLower", call -> call.onlyString().toLowerCase(Locale.ROOT));
        functions.put("toUpper", call -> call.onlyString().toUpperCase(Locale.ROOT));
        functions.put("uniqueString", TemplateFunctions::uniqueString);
        functions.put("variables", call -> variables.apply(call.onlyString(), call.location()));
    }

    @Nullable
    Object call(String name, List<@Nullable Object> arguments, TemplateLocation location) {
        Function<Call, @Nullable Object> function = functions.get(name);
        if (function == null) {
            throw location.error("the function '" + name + "' is not supported by FakeResourceManager, which knows "
                    + String.join(", ", functions.keySet())
                    + "; simplify the template, or stub the deployment's PUT with wireMock()");
        }
        return function.apply(new Call(name, arguments, location));
    }

    private static Object concat(Call call) {
        call.checkCount(1, ANY_NUMBER);
        if (call.arguments().get(0) instanceof List<?>) {
            List<@Nullable Object> joined = new ArrayList<>();
            for (Object argument : call.arguments()) {
                if (!(argument instanceof List<?> array)) {
                    throw call.error(
                            "takes only arrays after an array, but was given " + TemplateType.describe(argument));
                }
                joined.addAll(array);
            }
            return joined;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < call.arguments().size(); i++) {
            text.append(call.text(i));
        }
        return text.toString();
    }

    /** Supports the part of .NET's format strings that Bicep writes. */
    private static String format(Call call) {
        call.checkCount(1, ANY_NUMBER);
        StringBuilder text = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(call.string(0));
        while (placeholder.find()) {
            placeholder.appendReplacement(text, Matcher.quoteReplacement(replacement(placeholder, call)));
        }
        return placeholder.appendTail(text).toString();
    }

    private static String replacement(Matcher placeholder, Call call) {
        if (placeholder.group(1) != null) {
            return placeholder.group(1).substring(1);
        }
        if (placeholder.group(2) == null) {
            throw call.error("takes {0}, {1} and so on, {{ and }}, but its format has a '" + placeholder.group()
                    + "' of another kind at position " + (placeholder.start() + 1));
        }
        int argument = Integer.parseInt(placeholder.group(2)) + 1;
        if (argument >= call.arguments().size()) {
            throw call.error("was given no value for " + placeholder.group());
        }
        return call.text(argument);
    }

    /** Returns a hash of the arguments in the form of Azure's, but not the value that Azure computes. */
    private static String uniqueString(Call call) {
        call.checkCount(1, ANY_NUMBER);
        UUID hash = UUID.nameUUIDFromBytes(String.join("\0", call.strings()).getBytes(StandardCharsets.UTF_8));
        long bits = hash.getMostSignificantBits() ^ hash.getLeastSignificantBits();
        StringBuilder text = new StringBuilder();
        for (int shift = 0; shift < Long.SIZE; shift += 5) {
            text.append(BASE_32.charAt((int) (bits >>> shift & 31)));
        }
        return text.toString();
    }

    private static Object take(Call call) {
        call.checkCount(2, 2);
        if (!(call.arguments().get(1) instanceof Long count)) {
            throw call.expected("an integer", 1);
        }
        int wanted = (int) Math.max(0, count);
        return call.arguments().get(0) instanceof List<?> array
                ? array.subList(0, Math.min(wanted, array.size()))
                : call.string(0).substring(0, Math.min(wanted, call.string(0).length()));
    }

    private Object deployment(Call call) {
        call.checkCount(0, 0);
        Map<String, Object> deployment = new LinkedHashMap<>();
        deployment.put("name", context.name());
        if (context.location() != null) {
            deployment.put("location", context.location());
        }
        return deployment;
    }

    private Object resourceGroup(Call call) {
        call.checkCount(0, 0);
        if (context.resourceGroup() == null) {
            throw call.error("is for a deployment to a resource group; this one is to '" + context.scope() + "'");
        }
        return context.resourceGroup();
    }

    private Object subscription(Call call) {
        call.checkCount(0, 0);
        return context.subscription();
    }

    private Object resourceId(Call call) {
        List<String> arguments = call.strings();
        int type = indexOfType(call, 2, "a subscription's ID and a group's name");
        String scope = context.scope();
        if (type == 2) {
            scope = subscriptionScope(arguments.get(0)) + "/resourceGroups/" + arguments.get(1);
        } else if (type == 1 && isSubscription(arguments.get(0))) {
            Matcher group = GROUP.matcher(scope);
            scope = subscriptionScope(arguments.get(0)) + (group.matches() ? group.group(1) : "");
        } else if (type == 1) {
            scope = subscriptionScope(context.subscriptionId()) + "/resourceGroups/" + arguments.get(0);
        }
        return id(scope, type, call);
    }

    private Object subscriptionResourceId(Call call) {
        int type = indexOfType(call, 1, "a subscription's ID");
        return id(subscriptionScope(type == 0 ? context.subscriptionId() : call.string(0)), type, call);
    }

    /** Finds the type by its slash, because the other arguments have none. */
    private static int indexOfType(Call call, int last, String before) {
        List<String> arguments = call.strings();
        for (int i = 0; i < arguments.size() && i <= last; i++) {
            if (arguments.get(i).contains("/")) {
                return i;
            }
        }
        throw call.error("takes a type such as Microsoft.Storage/storageAccounts and names, and may take " + before
                + " before them, but was given " + arguments);
    }

    private static String id(String scope, int type, Call call) {
        List<String> arguments = call.strings();
        String names = String.join("/", arguments.subList(type + 1, arguments.size()));
        return TemplateResource.id(scope, arguments.get(type), names, call.location());
    }

    /** Recognises any GUID, because a test may use any subscription. */
    private boolean isSubscription(String argument) {
        return argument.equalsIgnoreCase(context.subscriptionId())
                || GUID.matcher(argument).matches();
    }

    private static String subscriptionScope(String subscriptionId) {
        return "/subscriptions/" + subscriptionId;
    }

    /** A call of a function. */
    private record Call(String name, List<@Nullable Object> arguments, TemplateLocation location) {
        void checkCount(int least, int most) {
            if (arguments.size() < least || arguments.size() > most) {
                throw error("takes " + least + (most > least ? " or more" : "") + ", not " + arguments.size()
                        + ", arguments");
            }
        }

        String onlyString() {
            checkCount(1, 1);
            return string(0);
        }

        String string(int index) {
            Object argument = arguments.get(index);
            if (argument instanceof String string) {
                return string;
            }
            throw expected("a string", index);
        }

        List<String> strings() {
            List<String> strings = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                strings.add(string(i));
            }
            return strings;
        }

        /** Returns the argument as .NET writes it. */
        String text(int index) {
            Object argument = arguments.get(index);
            if (argument instanceof Boolean bool) {
                return bool ? "True" : "False";
            }
            if (argument instanceof String || argument instanceof Number) {
                return argument.toString();
            }
            throw expected("a string, a number or a bool", index);
        }

        private InvalidTemplateException expected(String what, int index) {
            return error("takes " + what + " as argument " + (index + 1) + ", but was given "
                    + TemplateType.describe(arguments.get(index)));
        }

        InvalidTemplateException error(String problem) {
            return location.error("'" + name + "' " + problem);
        }
    }
}
