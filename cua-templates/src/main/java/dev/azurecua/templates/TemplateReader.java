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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a template token by token, so that neither depth nor size cost more than they are worth. Takes what Resource
 * Manager takes besides JSON: comments, and strings of several lines. As there, the letter case of a member's name does
 * not matter.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax">Structure and syntax of ARM
 *     templates</a>
 */
final class TemplateReader {
    /** More than anybody writes: a template in a template has about ten. */
    private static final int MAX_DEPTH = 500;
    /** What Resource Manager takes: 4 MB. */
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String DEPLOYMENT = "Microsoft.Resources/deployments";

    /** Where something began, as the parser says it. */
    private static final Pattern PLACE = Pattern.compile("\\[Source: .*?(line: [^]]+)]");

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            // Says where, without what.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names of other people's resources are not to stay in the memory of the process.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private final List<String> deployments = new ArrayList<>();
    private final Set<String> symbolicNames = new HashSet<>();
    private @Nullable JsonToken token;
    private int depth;
    private @Nullable TemplateScope scope;
    private MainTemplate.@Nullable Resources resources;

    private TemplateReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with line and column, if it is none
     */
    static MainTemplate read(String json) {
        // The mark that some editors begin a file with is no JSON; with a space in its place all positions stay.
        String text = json.startsWith(BYTE_ORDER_MARK) ? " " + json.substring(1) : json;
        if (text.length() > MAX_CHARACTERS) {
            throw fault(
                    1,
                    1,
                    "it has " + text.length() + " characters, and Resource Manager takes no more than "
                            + MAX_CHARACTERS);
        }
        // All at once: of a text that is read in pieces, the locations of names are not to be trusted.
        try (JsonParser parser = JSON.createParser(text.toCharArray())) {
            return new TemplateReader(parser).read();
        } catch (IOException e) {
            // Nothing else can go wrong with what is in memory.
            throw broken((JsonProcessingException) e, JsonLocation.NA);
        }
    }

    private MainTemplate read() throws IOException {
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
        return new MainTemplate(scope, resources, deployments, symbolicNames);
    }

    private void readMember(String name, JsonLocation place) throws IOException {
        next();
        if (name.equalsIgnoreCase("resources")) {
            if (resources != null) {
                throw fault(place, "it has \"resources\" twice; leave one");
            }
            resources = readResources(offset(place));
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

    private MainTemplate.Resources readResources(int memberStart) throws IOException {
        boolean keyed = token == JsonToken.START_OBJECT;
        if (!keyed && token != JsonToken.START_ARRAY) {
            throw fault(place(), "its \"resources\" are neither an array nor an object; write \"resources\": []");
        }
        int start = end();
        MainTemplate.Resource last = null;
        while (!Objects.requireNonNull(next()).isStructEnd()) {
            int resourceStart = offset(place());
            if (keyed) {
                symbolicNames.add(parser.getText().toLowerCase(Locale.ROOT));
                next();
            }
            last = readResource(resourceStart);
        }
        return new MainTemplate.Resources(keyed, memberStart, start, offset(place()), last);
    }

    private MainTemplate.Resource readResource(int start) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw fault(place(), "a resource of it is no object");
        }
        int firstMember = end();
        String type = "";
        String name = "";
        boolean existing = false;
        for (boolean first = true; next() == JsonToken.FIELD_NAME; first = false) {
            String member = parser.getText();
            firstMember = first ? offset(place()) : firstMember;
            next();
            if (member.equalsIgnoreCase("type")) {
                type = parser.getText();
            } else if (member.equalsIgnoreCase("name")) {
                name = parser.getText();
            } else if (member.equalsIgnoreCase("existing")) {
                existing = token == JsonToken.VALUE_TRUE;
            }
            skip();
        }
        // What exists is referred to, and not deployed.
        if (type.equalsIgnoreCase(DEPLOYMENT) && !existing) {
            deployments.add(name);
        }
        return new MainTemplate.Resource(start, firstMember, end());
    }

    /** Goes to the end of the present value. */
    private void skip() throws IOException {
        int outside = Objects.requireNonNull(token).isStructStart() ? depth - 1 : depth;
        while (depth > outside) {
            next();
        }
    }

    /** Goes to the next token; null at the end of the text. */
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

    /** The index right behind the present token. */
    private int end() {
        return offset(parser.currentLocation());
    }

    private static int offset(JsonLocation location) {
        return (int) location.getCharOffset();
    }

    /** @param near where it is, if the parser does not say so, as it does not of what is too long for it */
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
                "The template cannot be attributed. Line " + line + ", column " + column + ": " + fault);
    }
}
