// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a template token by token, so that a deep or large template costs little stack and memory. Accepts what
 * Resource Manager accepts in addition to JSON: comments, strings of several lines, trailing commas, single quotes and
 * names without quotes. Ignores the letter case of member names, as Resource Manager does.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax">Structure and syntax of ARM
 *     templates</a>
 */
final class TemplateReader {
    /** Limits the nesting. Real templates have far fewer levels: with a nested template, about ten. */
    private static final int MAX_DEPTH = 500;
    /** Limits the size to that of Resource Manager, 4 MB. */
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String DEPLOYMENT = "Microsoft.Resources/deployments";

    /** Matches a position in a message of the parser. */
    private static final Pattern PLACE = Pattern.compile("\\[Source: .*?(line: [^]]+)]");

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            // Disabled, because messages must contain the position without an excerpt.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Disabled, because Jackson would otherwise cache the names of members until the process ends.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private final List<ArmTemplate.Deployment> deployments = new ArrayList<>();
    private final Map<String, Map<String, @Nullable Object>> declarations = new HashMap<>();
    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private final Set<String> symbolicNames = new HashSet<>();
    private @Nullable JsonToken token;
    private int depth;
    private @Nullable TemplateScope scope;
    private ArmTemplate.@Nullable Members resources;
    private ArmTemplate.@Nullable Members parameters;
    private int resourceCount;
    private boolean hasParameters;
    private boolean hasVariables;

    private TemplateReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with line and column, if it is not a template
     */
    static ArmTemplate read(String json) {
        // Replaced, because a byte order mark is not JSON. A space keeps all positions.
        String text = json.startsWith(BYTE_ORDER_MARK) ? " " + json.substring(1) : json;
        if (text.length() > MAX_CHARACTERS) {
            throw fault(
                    1,
                    1,
                    "it has " + text.length() + " characters, but Resource Manager accepts at most " + MAX_CHARACTERS
                            + "; move resources into a linked template");
        }
        if (text.indexOf('\0') >= 0) {
            throw fault(1, 1, "it contains NUL characters, so it is probably UTF-16; read the file as UTF-16");
        }
        // Passed as one array, because the locations of names are wrong if the parser reads the text in pieces.
        try (JsonParser parser = JSON.createParser(text.toCharArray())) {
            return new TemplateReader(parser).read();
        } catch (IOException e) {
            // Safe, because reading from memory throws no other IOException.
            throw broken((JsonProcessingException) e, JsonLocation.NA);
        }
    }

    private ArmTemplate read() throws IOException {
        if (next() != JsonToken.START_OBJECT) {
            throw fault(
                    place(),
                    (token == null ? "it is empty" : "it is not a JSON object") + "; pass the JSON of a template");
        }
        JsonLocation start = place();
        while (next() == JsonToken.FIELD_NAME) {
            readMember(parser.getText(), place());
        }
        if (next() != null) {
            throw fault(place(), "there is text after the template; remove that text");
        }
        if (scope == null) {
            throw fault(
                    start,
                    "it has no \"$schema\"; add the schema of its scope, such as "
                            + TemplateScope.RESOURCE_GROUP.schema());
        }
        if (resources == null) {
            throw fault(start, "it has no \"resources\"; add \"resources\": []");
        }
        return new ArmTemplate(
                scope,
                resources,
                resourceCount,
                deployments,
                hasParameters,
                parameters,
                declarations,
                variables,
                symbolicNames);
    }

    private void readMember(String name, JsonLocation place) throws IOException {
        next();
        if (name.equalsIgnoreCase("resources")) {
            requireFirst(resources == null, "resources", place);
            resources = readResources(offset(place));
        } else if (name.equalsIgnoreCase("parameters")) {
            requireFirst(!hasParameters, name, place);
            hasParameters = true;
            if (token == JsonToken.START_OBJECT) {
                parameters = readMembers(offset(place), this::readParameter);
            }
        } else if (name.equalsIgnoreCase("variables")) {
            requireFirst(!hasVariables, name, place);
            hasVariables = true;
            readVariables();
        } else if (name.equalsIgnoreCase("$schema")) {
            scope = TemplateScope.of(parser.getText());
            if (scope == null) {
                throw fault(
                        place(),
                        "its \"$schema\" is not the schema of a template; write the schema of its scope, such as "
                                + TemplateScope.RESOURCE_GROUP.schema());
            }
        }
        skip();
    }

    private static void requireFirst(boolean first, String name, JsonLocation place) {
        if (!first) {
            throw fault(place, "it has \"" + name + "\" twice; remove one");
        }
    }

    private void readVariables() throws IOException {
        boolean isObject = token == JsonToken.START_OBJECT;
        while (isObject && next() == JsonToken.FIELD_NAME) {
            String name = parser.getText().toLowerCase(Locale.ROOT);
            next();
            variables.put(name, readValue());
        }
    }

    private ArmTemplate.Members readResources(int memberStart) throws IOException {
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            throw fault(place(), "its \"resources\" is neither an array nor an object; write \"resources\": []");
        }
        return readMembers(memberStart, this::readResource);
    }

    private ArmTemplate.Members readMembers(int memberStart, MemberReader reader) throws IOException {
        boolean keyed = token == JsonToken.START_OBJECT;
        int start = end();
        int count = 0;
        ArmTemplate.Member last = null;
        while (!Objects.requireNonNull(next()).isStructEnd()) {
            int position = offset(place());
            String key = "";
            if (keyed) {
                key = parser.getText().toLowerCase(Locale.ROOT);
                next();
            }
            last = reader.read(key, position);
            count++;
        }
        return new ArmTemplate.Members(keyed, memberStart, start, offset(place()), count, last);
    }

    private ArmTemplate.Member readResource(String symbolicName, int start) throws IOException {
        symbolicNames.add(symbolicName);
        if (token != JsonToken.START_OBJECT) {
            throw fault(place(), "a resource is not a JSON object; write {…}");
        }
        int firstMember = end();
        String type = "";
        String name = "";
        int nameStart = start;
        int nameEnd = start;
        boolean conditional = false;
        Object condition = null;
        Object copy = null;
        Object children = null;
        boolean existing = false;
        for (boolean first = true; next() == JsonToken.FIELD_NAME; first = false) {
            String member = parser.getText();
            firstMember = first ? offset(place()) : firstMember;
            next();
            if (member.equalsIgnoreCase("type")) {
                type = parser.getText();
            } else if (member.equalsIgnoreCase("name")) {
                name = parser.getText();
                nameStart = offset(place());
                nameEnd = end();
            } else if (member.equalsIgnoreCase("condition")) {
                conditional = true;
                condition = readValue();
            } else if (member.equalsIgnoreCase("copy")) {
                copy = readValue();
            } else if (member.equalsIgnoreCase("resources")) {
                children = readValue();
            } else if (member.equalsIgnoreCase("existing")) {
                existing = token == JsonToken.VALUE_TRUE;
            }
            skip();
        }
        ArmTemplate.Member position = new ArmTemplate.Member(start, firstMember, end());
        // Not counted if existing, because the template only refers to such a resource and does not deploy it.
        if (!existing) {
            resourceCount += copies(copy) * (1 + size(children));
        }
        if (type.equalsIgnoreCase(DEPLOYMENT) && !existing) {
            deployments.add(new ArmTemplate.Deployment(
                    name, nameStart, nameEnd, conditional, condition, copy != null, position));
        }
        return position;
    }

    /**
     * Returns the number of copies that a loop deploys. Returns 1 unless its count is a number of up to three digits.
     */
    private static int copies(@Nullable Object copy) {
        Object count = copy instanceof Map ? ((Map<?, ?>) copy).get("count") : null;
        return String.valueOf(count).matches("\\d{1,3}") ? Integer.parseInt((String) count) : 1;
    }

    private static int size(@Nullable Object children) {
        return children instanceof List ? ((List<?>) children).size() : 0;
    }

    private ArmTemplate.Member readParameter(String name, int start) throws IOException {
        Map<String, @Nullable Object> declaration = new HashMap<>();
        boolean isObject = token == JsonToken.START_OBJECT;
        int firstMember = end();
        for (boolean first = true; isObject && next() == JsonToken.FIELD_NAME; first = false) {
            String member = parser.getText();
            firstMember = first ? offset(place()) : firstMember;
            next();
            declaration.put(member.toLowerCase(Locale.ROOT), readValue());
        }
        skip();
        declarations.put(name, declaration);
        return new ArmTemplate.Member(start, firstMember, end());
    }

    /** Reads the current value as a map, a list, a string, a bool, or null. Returns a number as a string. */
    private @Nullable Object readValue() throws IOException {
        switch (Objects.requireNonNull(token)) {
            case START_OBJECT:
                Map<String, @Nullable Object> object = new HashMap<>();
                while (next() == JsonToken.FIELD_NAME) {
                    String name = parser.getText();
                    next();
                    object.put(name, readValue());
                }
                return object;
            case START_ARRAY:
                List<@Nullable Object> array = new ArrayList<>();
                while (next() != JsonToken.END_ARRAY) {
                    array.add(readValue());
                }
                return array;
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            case VALUE_NULL:
                return null;
            default:
                return parser.getText();
        }
    }

    /** Moves to the end of the current value. */
    private void skip() throws IOException {
        int outside = Objects.requireNonNull(token).isStructStart() ? depth - 1 : depth;
        while (depth > outside) {
            next();
        }
    }

    /** Moves to the next token and returns it. Returns null at the end of the text. */
    private @Nullable JsonToken next() throws IOException {
        try {
            token = parser.nextToken();
        } catch (JsonProcessingException e) {
            throw broken(e, parser.currentLocation());
        }
        if (token != null && token.isStructStart()) {
            depth++;
        } else if (token != null && token.isStructEnd()) {
            depth--;
        }
        if (depth > MAX_DEPTH) {
            throw fault(place(), "it has more than " + MAX_DEPTH + " nested levels; simplify it");
        }
        return token;
    }

    private JsonLocation place() {
        return token == null ? parser.currentLocation() : parser.currentTokenLocation();
    }

    /** Returns the index after the current token. */
    private int end() {
        return offset(parser.currentLocation());
    }

    private static int offset(JsonLocation location) {
        return (int) location.getCharOffset();
    }

    /**
     * Creates the exception for a text that is not JSON.
     *
     * @param near the position to report if the parser gives none, for example if a token is too long for it
     */
    private static IllegalArgumentException broken(JsonProcessingException e, JsonLocation near) {
        return fault(
                Optional.ofNullable(e.getLocation()).orElse(near),
                "it is not valid JSON: " + PLACE.matcher(e.getOriginalMessage()).replaceAll("$1"));
    }

    private static IllegalArgumentException fault(JsonLocation place, String fault) {
        return fault(place.getLineNr(), place.getColumnNr(), fault);
    }

    private static IllegalArgumentException fault(int line, int column, String fault) {
        return new IllegalArgumentException(
                "The template cannot be attributed. Line " + line + ", column " + column + ": " + Log.printable(fault));
    }

    /** Reads a resource or a parameter. The current token is its value. */
    private interface MemberReader {
        ArmTemplate.Member read(String name, int start) throws IOException;
    }
}
