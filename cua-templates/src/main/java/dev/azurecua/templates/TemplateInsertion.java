// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Inserts a marker and its parameter into a template, formatted like what is beside them. */
final class TemplateInsertion {
    private static final String SYMBOLIC_NAME = "customerUsageAttribution";
    private static final String DEFAULT_UNIT = "  ";
    /** The widest indentation that is repeated. The lines of a marker repeat it 13 times. */
    private static final int MAX_INDENTATION = 200;

    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\n|\\r");
    private static final Pattern COLON =
            Pattern.compile("[\"']?\\$schema[\"']?( {0,3}: {0,3})[\"']", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final ArmTemplate template;
    private final String colon;
    /** Maps an index in the text to what is inserted there, in descending order. */
    private final Map<Integer, String> insertions = new TreeMap<>((a, b) -> b - a);
    /** The marker whose name is replaced by the insertion at its start. */
    private ArmTemplate.@Nullable Deployment renamed;

    TemplateInsertion(String text, ArmTemplate template) {
        this.text = text;
        this.template = template;
        Matcher matcher = COLON.matcher(text);
        this.colon = matcher.find() ? matcher.group(1) : ": ";
    }

    /**
     * Adds a marker after the last resource.
     *
     * @param name the name of the marker, which may be an expression
     * @param optOut the name of the parameter that is its condition, or null if it has none
     */
    TemplateInsertion addMarker(String name, @Nullable String optOut) {
        insertInto(
                template.resources,
                (template.resources.keyed ? "\"" + symbolicName() + "\": " : "") + marker(name, optOut));
        return this;
    }

    TemplateInsertion replaceName(ArmTemplate.Deployment marker, String name) {
        renamed = marker;
        insertions.put(marker.nameStart, "\"" + name + "\"");
        return this;
    }

    /** Adds a condition to a marker that has none. */
    TemplateInsertion addCondition(ArmTemplate.Deployment marker, String optOut) {
        int index = marker.position.firstMember;
        String separator = startsLine(index) ? "," + lineBreak() + indentation(index) : comma();
        insertions.put(index, "\"condition\"" + colon + "\"" + condition(optOut) + "\"" + separator);
        return this;
    }

    /** Adds a bool parameter that is true by default. */
    TemplateInsertion addParameter(String name) {
        String parameter = String.join(
                "\n",
                "\"" + name + "\": {",
                "\t\"type\": \"bool\",",
                "\t\"defaultValue\": true,",
                "\t\"metadata\": {",
                "\t\t\"description\": \"Credits the publisher of this template with the Azure usage of this deployment"
                        + " (customer usage attribution). Set it to false to opt out.\"",
                "\t}",
                "}");
        if (template.parameters != null) {
            insertInto(template.parameters, parameter);
            return this;
        }
        int index = template.resources.memberStart;
        String member = "\"parameters\": {\n\t" + parameter.replace("\n", "\n\t") + "\n},";
        insertions.put(
                index,
                startsLine(index)
                        ? spread(member, indentation(index), unit("", indentation(index)))
                                + lineBreak()
                                + indentation(index)
                        : flat(member) + comma().substring(1));
        return this;
    }

    /** Returns the text with all insertions. */
    @Override
    public String toString() {
        StringBuilder result = new StringBuilder(text);
        insertions.forEach((index, insertion) -> {
            int end = renamed != null && renamed.nameStart == index ? renamed.nameEnd : index;
            result.replace(index, end, insertion);
        });
        return result.toString();
    }

    private void insertInto(ArmTemplate.Members members, String json) {
        if (members.last == null) {
            insertFirst(members, json);
        } else {
            insertAfter(members.last, json);
        }
    }

    private void insertAfter(ArmTemplate.Member last, String json) {
        boolean startsLine = startsLine(last.start);
        // If the member starts after another one on the same line, as in "}, {", its end has the indentation.
        int aligned = startsLine ? last.start : last.end - 1;
        boolean spread = startsLine(last.firstMember) && startsLine(aligned);
        String separator = startsLine ? "," + lineBreak() + indentation(last.start) : comma();
        String unit = unit(indentation(aligned), indentation(last.firstMember));
        insertions.put(last.end, separator + (spread ? spread(json, indentation(aligned), unit) : flat(json)));
    }

    private void insertFirst(ArmTemplate.Members members, String json) {
        if (!startsLine(members.memberStart)) {
            insertions.put(members.start, flat(json));
            return;
        }
        String outer = indentation(members.memberStart);
        String unit = unit("", outer);
        String inner = outer + unit;
        boolean endsOnItsOwnLine =
                LINE_BREAK.matcher(text).region(members.start, members.end).find();
        insertions.put(
                members.start,
                lineBreak() + inner + spread(json, inner, unit) + (endsOnItsOwnLine ? "" : lineBreak() + outer));
    }

    /** Returns the marker in lines that end with a line feed and start with one tab for each level. */
    private String marker(String name, @Nullable String optOut) {
        TemplateScope scope = template.scope;
        return String.join(
                "\n",
                "{",
                (optOut == null ? "" : "\t\"condition\": \"" + condition(optOut) + "\",\n")
                        + "\t\"type\": \"Microsoft.Resources/deployments\",",
                "\t\"apiVersion\": \"2020-06-01\",",
                "\t\"name\": \"" + name + "\",",
                (scope.requiresLocation() ? "\t\"location\": \"[deployment().location]\",\n" : "")
                        + "\t\"properties\": {",
                "\t\t\"mode\": \"Incremental\",",
                "\t\t\"template\": {",
                "\t\t\t\"$schema\": \"" + scope.schema() + "\",",
                "\t\t\t\"contentVersion\": \"1.0.0.0\",",
                "\t\t\t\"resources\": []",
                "\t\t}",
                "\t}",
                "}");
    }

    private static String condition(String optOut) {
        return "[parameters('" + optOut + "')]";
    }

    private String symbolicName() {
        String name = SYMBOLIC_NAME;
        for (int i = 2; template.hasSymbolicName(name); i++) {
            name = SYMBOLIC_NAME + i;
        }
        return name;
    }

    private String spread(String json, String indentation, String unit) {
        return json.replace("\t", unit).replace("\": ", "\"" + colon).replace("\n", lineBreak() + indentation);
    }

    private String flat(String json) {
        return json.replaceAll(",\n\t*", comma()).replaceAll("\n\t*", "").replace("\": ", "\"" + colon);
    }

    private String comma() {
        return colon.endsWith(" ") ? ", " : ",";
    }

    /**
     * Returns the first line break. There is one, because callers have found a resource or member that starts a line.
     */
    private String lineBreak() {
        Matcher matcher = LINE_BREAK.matcher(text);
        matcher.find();
        return matcher.group();
    }

    /** Returns whether only an indentation that can be repeated is before an index. */
    private boolean startsLine(int index) {
        int start = indexOfIndentation(index);
        return "\r\n".indexOf(text.charAt(start - 1)) >= 0 && index - start <= MAX_INDENTATION;
    }

    private String indentation(int index) {
        return text.substring(indexOfIndentation(index), index);
    }

    /** Returns where the indentation before an index starts. The template's opening bracket is always before it. */
    private int indexOfIndentation(int index) {
        int start = index;
        while (" \t".indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        return start;
    }

    /** Returns what one level adds to the indentation. */
    private static String unit(String outer, String inner) {
        return inner.startsWith(outer) && inner.length() > outer.length()
                ? inner.substring(outer.length())
                : DEFAULT_UNIT;
    }
}
