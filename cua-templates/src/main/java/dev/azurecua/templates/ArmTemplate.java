// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A template as far as an attribution needs it: its deployments, what names them, and positions for changes. */
final class ArmTemplate {
    final TemplateScope scope;
    final Members resources;
    final List<Deployment> deployments;
    /** Null if the template has no object of parameters. */
    final @Nullable Members parameters;
    /** The declarations of the parameters, by their names in lower case. */
    final Map<String, Map<String, @Nullable Object>> declarations;
    /** The values of the variables, by their names in lower case. */
    final Map<String, @Nullable Object> variables;

    private final Set<String> symbolicNames;

    /** @param symbolicNames in lower case */
    ArmTemplate(
            TemplateScope scope,
            Members resources,
            List<Deployment> deployments,
            @Nullable Members parameters,
            Map<String, Map<String, @Nullable Object>> declarations,
            Map<String, @Nullable Object> variables,
            Set<String> symbolicNames) {
        this.scope = scope;
        this.resources = resources;
        this.deployments = deployments;
        this.parameters = parameters;
        this.declarations = declarations;
        this.variables = variables;
        this.symbolicNames = symbolicNames;
    }

    /** Returns whether a resource has this symbolic name, in any letter case. */
    boolean hasSymbolicName(String name) {
        return symbolicNames.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The position of the resources or of the parameters, as indexes into the template's text. */
    static final class Members {
        /** True for an object, false for an array. */
        final boolean keyed;
        /** The index of the member's name. */
        final int memberStart;
        /** The index after the opening bracket. */
        final int start;
        /** The index of the closing bracket. */
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

    /** The position of a resource or a parameter, as indexes into the template's text. */
    static final class Member {
        /** The index of its name, or of its opening bracket if it is in an array. */
        final int start;

        final int firstMember;
        /** The index after the closing bracket. */
        final int end;

        Member(int start, int firstMember, int end) {
            this.start = start;
            this.firstMember = firstMember;
            this.end = end;
        }
    }

    /** A deployment among the resources. */
    static final class Deployment {
        /** The name as it is written, which may be an expression. */
        final String name;
        /** The index of the name's value. */
        final int nameStart;
        /** The index after the name's value. */
        final int nameEnd;

        final @Nullable Object condition;
        /** The index of the first member. */
        final int firstMember;

        Deployment(String name, int nameStart, int nameEnd, @Nullable Object condition, int firstMember) {
            this.name = name;
            this.nameStart = nameStart;
            this.nameEnd = nameEnd;
            this.condition = condition;
            this.firstMember = firstMember;
        }
    }
}
