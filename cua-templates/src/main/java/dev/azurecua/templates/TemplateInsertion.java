// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import dev.azurecua.TrackingId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Inserts the marker into a template, formatted like the resources beside it. */
final class TemplateInsertion {
    private static final String SYMBOLIC_NAME = "customerUsageAttribution";
    private static final String DEFAULT_UNIT = "  ";
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\n|\\r");
    private static final Pattern COLON = Pattern.compile("\"\\$schema\"( *: *)\"", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final ArmTemplate template;
    private final ArmTemplate.Resources resources;
    private final String colon;

    private TemplateInsertion(String text, ArmTemplate template) {
        this.text = text;
        this.template = template;
        this.resources = template.resources;
        Matcher matcher = COLON.matcher(text);
        this.colon = matcher.find() ? matcher.group(1) : ": ";
    }

    /** Returns the text with the marker after its last resource. No other character changes. */
    static String into(String text, ArmTemplate template, TrackingId trackingId) {
        TemplateInsertion insertion = new TemplateInsertion(text, template);
        ArmTemplate.Resource last = insertion.resources.last;
        String deployment = insertion.deployment(trackingId);
        return last == null ? insertion.asFirst(deployment) : insertion.after(last, deployment);
    }

    private String after(ArmTemplate.Resource last, String deployment) {
        boolean startsLine = startsLine(last.start);
        // If the resource starts after another one on the same line, as in "}, {", its end has the indentation.
        int aligned = startsLine ? last.start : last.end - 1;
        boolean spread = startsLine(last.firstMember) && startsLine(aligned);
        String separator = startsLine ? "," + lineBreak() + indentation(last.start) : comma();
        String unit = unit(indentation(aligned), indentation(last.firstMember));
        return insert(
                last.end, separator + (spread ? spread(deployment, indentation(aligned), unit) : flat(deployment)));
    }

    private String asFirst(String deployment) {
        if (!startsLine(resources.memberStart)) {
            return insert(resources.start, flat(deployment));
        }
        String outer = indentation(resources.memberStart);
        String unit = unit("", outer);
        String inner = outer + unit;
        boolean endsOnItsOwnLine =
                LINE_BREAK.matcher(text).region(resources.start, resources.end).find();
        return insert(
                resources.start,
                lineBreak() + inner + spread(deployment, inner, unit) + (endsOnItsOwnLine ? "" : lineBreak() + outer));
    }

    private String insert(int index, String insertion) {
        return text.substring(0, index) + insertion + text.substring(index);
    }

    /** Returns the marker in lines that end with a line feed and start with one tab for each level. */
    private String deployment(TrackingId trackingId) {
        TemplateScope scope = template.scope;
        return String.join(
                "\n",
                (resources.keyed ? "\"" + symbolicName() + "\": {" : "{"),
                "\t\"type\": \"Microsoft.Resources/deployments\",",
                "\t\"apiVersion\": \"2020-06-01\",",
                "\t\"name\": \"" + trackingId + "\",",
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

    private String symbolicName() {
        String name = SYMBOLIC_NAME;
        for (int i = 2; template.hasSymbolicName(name); i++) {
            name = SYMBOLIC_NAME + i;
        }
        return name;
    }

    private String spread(String deployment, String indentation, String unit) {
        return deployment.replace("\t", unit).replace("\": ", "\"" + colon).replace("\n", lineBreak() + indentation);
    }

    private String flat(String deployment) {
        return deployment.replaceAll(",\n\t*", comma()).replaceAll("\n\t*", "").replace("\": ", "\"" + colon);
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

    private boolean startsLine(int index) {
        return "\r\n".indexOf(text.charAt(indexOfIndentation(index) - 1)) >= 0;
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
