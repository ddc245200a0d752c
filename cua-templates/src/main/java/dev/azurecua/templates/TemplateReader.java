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
    /** Far more than real templates have: a template nested in a template has about ten levels. */
    private static final int MAX_DEPTH = 500;
    /** The limit of Resource Manager: 4 MB. */
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String DEPLOYMENT = "Microsoft.Resources/deployments";

    /** A position in a message of the parser. */
    private static final Pattern PLACE = Pattern.compile("\\[Source: .*?(line: [^]]+)]");

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            // Messages have the position without an excerpt.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Jackson would keep the names of members for the life of the process.
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

    private TemplateReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with line and column, if it is not a template
     */
    static ArmTemplate read(String json) {
        // A byte order mark is not JSON. Replacing it by a space keeps all positions.
        String text = json.startsWith(BYTE_ORDER_MARK) ? " " + json.substring(1) : json;
        if (text.length() > MAX_CHARACTERS) {
            throw fault(
                    1,
                    1,
                    "it has " + text.length() + " characters, and Resource Manager takes no more than "
                            + MAX_CHARACTERS);
        }
        if (text.indexOf('\0') >= 0) {
            throw fault(
                    1, 1, "it has NUL characters, as UTF-16 has if it is read as another encoding; read it as UTF-16");
        }
        // As one array, because the locations of names are wrong in a text that the parser reads in pieces.
        try (JsonParser parser = JSON.createParser(text.toCharArray())) {
            return new TemplateReader(parser).read();
        } catch (IOException e) {
            // Reading from memory throws no other IOException.
            throw broken((JsonProcessingException) e, JsonLocation.NA);
        }
    }

    private ArmTemplate read() throws IOException {
        if (next() != JsonToken.START_OBJECT) {
            throw fault(place(), (token == null ? "it is empty" : "it is no object") + "; give the JSON of a template");
        }
        JsonLocation start = place();
        while (next() == JsonToken.FIELD_NAME) {
            readMember(parser.getText(), place());
        }
        if (next() != null) {
            throw fault(place(), "something stands behind it; remove it");
        }
        if (scope == null) {
            throw fault(start, "it has no \"$schema\", which says what it deploys to; add that of a template");
        }
        if (resources == null) {
            throw fault(start, "it has no \"resources\"; add \"resources\": []");
        }
        return new ArmTemplate(scope, resources, deployments, parameters, declarations, variables, symbolicNames);
    }

    private void readMember(String name, JsonLocation place) throws IOException {
        next();
        if (name.equalsIgnoreCase("resources")) {
            if (resources != null) {
                throw fault(place, "it has \"resources\" twice; leave one");
            }
            resources = readResources(offset(place));
        } else if (name.equalsIgnoreCase("parameters")) {
            if (token != JsonToken.START_OBJECT) {
                throw fault(place(), "its \"parameters\" are not an object; write \"parameters\": {}");
            }
            parameters = readMembers(offset(place), this::readParameter);
        } else if (name.equalsIgnoreCase("variables") && token == JsonToken.START_OBJECT) {
            while (next() == JsonToken.FIELD_NAME) {
                String variable = parser.getText().toLowerCase(Locale.ROOT);
                next();
                variables.put(variable, readValue());
            }
        } else if (name.equalsIgnoreCase("$schema")) {
            scope = TemplateScope.of(parser.getText());
            if (scope == null) {
                throw fault(
                        place(),
                        "its \"$schema\" is not that of a template, such as " + TemplateScope.RESOURCE_GROUP.schema());
            }
        }
        skip();
    }

    private ArmTemplate.Members readResources(int memberStart) throws IOException {
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            throw fault(place(), "its \"resources\" are neither an array nor an object; write \"resources\": []");
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
            throw fault(place(), "a resource of it is no object");
        }
        int firstMember = end();
        String type = "";
        String name = "";
        int nameStart = 0;
        int nameEnd = 0;
        Object condition = null;
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
                condition = readValue();
            } else if (member.equalsIgnoreCase("existing")) {
                existing = token == JsonToken.VALUE_TRUE;
            }
            skip();
        }
        // An existing resource is only referred to, and not deployed.
        if (type.equalsIgnoreCase(DEPLOYMENT) && !existing) {
            deployments.add(new ArmTemplate.Deployment(name, nameStart, nameEnd, condition, firstMember));
        }
        return new ArmTemplate.Member(start, firstMember, end());
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

    /** Reads the current value as a map, a list, a string, a bool, or null. A number is its text. */
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

    /** Goes to the end of the current value. */
    private void skip() throws IOException {
        int outside = Objects.requireNonNull(token).isStructStart() ? depth - 1 : depth;
        while (depth > outside) {
            next();
        }
    }

    /** Goes to the next token and returns it; null at the end of the text. */
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
            throw fault(place(), "it is deeper than " + MAX_DEPTH + " levels");
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

    /** @param near the position, if the parser gives none, as for a token that is too long for it */
    private static IllegalArgumentException broken(JsonProcessingException e, JsonLocation near) {
        return fault(
                Optional.ofNullable(e.getLocation()).orElse(near),
                "it is broken JSON: " + PLACE.matcher(e.getOriginalMessage()).replaceAll("$1"));
    }

    private static IllegalArgumentException fault(JsonLocation place, String fault) {
        return fault(place.getLineNr(), place.getColumnNr(), fault);
    }

    private static IllegalArgumentException fault(int line, int column, String fault) {
        return new IllegalArgumentException(
                "The template cannot be attributed. Line " + line + ", column " + column + ": " + Log.printable(fault));
    }

    /** Reads a resource or a parameter, whose value is the current token. */
    private interface MemberReader {
        ArmTemplate.Member read(String name, int start) throws IOException;
    }
}
