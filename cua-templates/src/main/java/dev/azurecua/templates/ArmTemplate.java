// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a template: its deployments, the values that name them, and the positions for changes. */
final class ArmTemplate {
    final TemplateScope scope;
    final Members resources;
    final List<Deployment> deployments;
    /** Counts the resources, including copies in loops and child resources. */
    final int resourceCount;
    /** Holds whether the template has the member, even if the member is null. */
    final boolean hasParameters;
    /** Holds the position of the parameters. Null if the template has no object of parameters. */
    final @Nullable Members parameters;
    /** Maps the name of each parameter, in lower case, to its declaration. */
    final Map<String, Map<String, @Nullable Object>> declarations;
    /** Maps the name of each variable, in lower case, to its value. */
    final Map<String, @Nullable Object> variables;

    private final Set<String> symbolicNames;

    /**
     * Creates a template.
     *
     * @param symbolicNames in lower case
     */
    ArmTemplate(
            TemplateScope scope,
            Members resources,
            int resourceCount,
            List<Deployment> deployments,
            boolean hasParameters,
            @Nullable Members parameters,
            Map<String, Map<String, @Nullable Object>> declarations,
            Map<String, @Nullable Object> variables,
            Set<String> symbolicNames) {
        this.scope = scope;
        this.resources = resources;
        this.resourceCount = resourceCount;
        this.deployments = deployments;
        this.hasParameters = hasParameters;
        this.parameters = parameters;
        this.declarations = declarations;
        this.variables = variables;
        this.symbolicNames = symbolicNames;
    }

    /** Returns whether a resource has this symbolic name, in any letter case. */
    boolean hasSymbolicName(String name) {
        return symbolicNames.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Describes the position of the resources or of the parameters, as indexes into the template's text. */
    static final class Members {
        /** Holds true for an object, false for an array. */
        final boolean keyed;
        /** Holds the index of the member's name. */
        final int memberStart;
        /** Holds the index after the opening bracket. */
        final int start;
        /** Holds the index of the closing bracket. */
        final int end;

        final int count;
        final @Nullable Member last;

        Members(boolean keyed, int memberStart, int start, int end, int count, @Nullable Member last) {
            this.keyed = keyed;
            this.memberStart = memberStart;
            this.start = start;
            this.end = end;
            this.count = count;
            this.last = last;
        }
    }

    /** Describes the position of a resource or a parameter, as indexes into the template's text. */
    static final class Member {
        /** Holds the index of its name, or of its opening bracket if it is in an array. */
        final int start;

        final int firstMember;
        /** Holds the index after the closing bracket. */
        final int end;

        Member(int start, int firstMember, int end) {
            this.start = start;
            this.firstMember = firstMember;
            this.end = end;
        }
    }

    /** Describes a deployment among the resources. */
    static final class Deployment {
        /** Holds the name as written in the template. It may be an expression. */
        final String name;
        /** Holds the index of the name's value. */
        final int nameStart;
        /** Holds the index after the name's value. */
        final int nameEnd;

        /** Holds whether it has a condition, even if the condition is null. */
        final boolean conditional;

        final @Nullable Object condition;
        /** Holds whether it is deployed in a loop. */
        final boolean copied;

        final Member position;

        Deployment(
                String name,
                int nameStart,
                int nameEnd,
                boolean conditional,
                @Nullable Object condition,
                boolean copied,
                Member position) {
            this.name = name;
            this.nameStart = nameStart;
            this.nameEnd = nameEnd;
            this.conditional = conditional;
            this.condition = condition;
            this.copied = copied;
            this.position = position;
        }
    }
}
