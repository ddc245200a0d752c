// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Inserts a marker and its parameter into a template. Formats them like the resources and parameters beside them. */
final class TemplateInsertion {
    private static final String SYMBOLIC_NAME = "customerUsageAttribution";
    private static final String DEFAULT_UNIT = "  ";
    /** Limits the indentation that is repeated, because the lines of a marker repeat it 13 times. */
    private static final int MAX_INDENTATION = 200;

    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\n|\\r");
    private static final Pattern COLON =
            Pattern.compile("[\"']?\\$schema[\"']?( {0,3}: {0,3})[\"']", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final ArmTemplate template;
    private final String colon;
    /** Maps each index in the text to the inserted text. Starts with the last index. */
    private final Map<Integer, String> insertions = new TreeMap<>((a, b) -> b - a);
    /** Holds the marker to rename. The insertion at the start of its name replaces the name. */
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

    /** Replaces the name of a marker. */
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
        // Uses the end of a member that starts after another one, as in "}, {", because only its end is indented.
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

    /** Returns the marker in lines that are separated by line feeds and start with one tab for each level. */
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

    /** Returns the first line break. Call it only if a resource or member starts a line, because there is then one. */
    private String lineBreak() {
        Matcher matcher = LINE_BREAK.matcher(text);
        matcher.find();
        return matcher.group();
    }

    /** Returns whether only indentation precedes an index on its line, and is short enough to repeat. */
    private boolean startsLine(int index) {
        int start = indexOfIndentation(index);
        return "\r\n".indexOf(text.charAt(start - 1)) >= 0 && index - start <= MAX_INDENTATION;
    }

    private String indentation(int index) {
        return text.substring(indexOfIndentation(index), index);
    }

    /** Returns the index where the indentation starts. The opening bracket of the template always precedes it. */
    private int indexOfIndentation(int index) {
        int start = index;
        while (" \t".indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        return start;
    }

    /** Returns the indentation that one level adds. */
    private static String unit(String outer, String inner) {
        return inner.startsWith(outer) && inner.length() > outer.length()
                ? inner.substring(outer.length())
                : DEFAULT_UNIT;
    }
}
