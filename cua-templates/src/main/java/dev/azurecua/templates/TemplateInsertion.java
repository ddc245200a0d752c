// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import dev.azurecua.TrackingId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One more resource for a template, the empty deployment that is named with the ID, written as its neighbours are. */
final class TemplateInsertion {
    private static final String SYMBOLIC_NAME = "customerUsageAttribution";
    private static final String DEFAULT_UNIT = "  ";
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\n|\\r");
    private static final Pattern COLON = Pattern.compile("\"\\$schema\"( *: *)\"", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final MainTemplate template;
    private final MainTemplate.Resources resources;
    private final String colon;

    private TemplateInsertion(String text, MainTemplate template) {
        this.text = text;
        this.template = template;
        this.resources = template.resources;
        Matcher matcher = COLON.matcher(text);
        this.colon = matcher.find() ? matcher.group(1) : ": ";
    }

    /** The text with the deployment behind its last resource; nothing else is changed. */
    static String into(String text, MainTemplate template, TrackingId trackingId) {
        TemplateInsertion insertion = new TemplateInsertion(text, template);
        MainTemplate.Resource last = insertion.resources.last;
        String deployment = insertion.deployment(trackingId);
        return last == null ? insertion.asFirst(deployment) : insertion.behind(last, deployment);
    }

    private String behind(MainTemplate.Resource last, String deployment) {
        boolean startsLine = startsLine(last.start);
        // Where the resource begins behind others on its line, as in "}, {", its end tells the indentation.
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

    /** In lines that end in a line feed and begin with a tab a level. */
    private String deployment(TrackingId trackingId) {
        TemplateScope scope = template.scope;
        return String.join(
                "\n",
                (resources.keyed ? "\"" + symbolicName() + "\": {" : "{"),
                "\t\"type\": \"Microsoft.Resources/deployments\",",
                "\t\"apiVersion\": \"2020-06-01\",",
                "\t\"name\": \"" + trackingId + "\",",
                (scope.demandsLocation() ? "\t\"location\": \"[deployment().location]\",\n" : "")
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

    /** The first one; there is one where a resource or a member starts a line. */
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

    /** Before it there is always something: the bracket that opens the template. */
    private int indexOfIndentation(int index) {
        int start = index;
        while (" \t".indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        return start;
    }

    /** What a level adds to the indentation. */
    private static String unit(String outer, String inner) {
        return inner.startsWith(outer) && inner.length() > outer.length()
                ? inner.substring(outer.length())
                : DEFAULT_UNIT;
    }
}
