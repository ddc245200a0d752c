// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A template as far as an insertion needs it: the positions of its resources, and the names of its deployments. */
final class ArmTemplate {
    final TemplateScope scope;
    final Resources resources;
    /** The names of the deployments among the resources. An expression is kept as it is written. */
    final List<String> deployments;

    private final Set<String> symbolicNames;

    /** @param symbolicNames in lower case */
    ArmTemplate(TemplateScope scope, Resources resources, List<String> deployments, Set<String> symbolicNames) {
        this.scope = scope;
        this.resources = resources;
        this.deployments = deployments;
        this.symbolicNames = symbolicNames;
    }

    /** Returns whether a resource has this symbolic name, in any letter case. */
    boolean hasSymbolicName(String name) {
        return symbolicNames.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The position of the resources, as indexes into the template's text. */
    static final class Resources {
        /** True for an object with symbolic names, false for an array. */
        final boolean keyed;
        /** The index of the member's name. */
        final int memberStart;
        /** The index after the opening bracket. */
        final int start;
        /** The index of the closing bracket. */
        final int end;

        final @Nullable Resource last;

        Resources(boolean keyed, int memberStart, int start, int end, @Nullable Resource last) {
            this.keyed = keyed;
            this.memberStart = memberStart;
            this.start = start;
            this.end = end;
            this.last = last;
        }
    }

    /** The position of a resource, as indexes into the template's text. */
    static final class Resource {
        /** The index of its symbolic name, or of its opening bracket if it has no such name. */
        final int start;

        final int firstMember;
        /** The index after the closing bracket. */
        final int end;

        Resource(int start, int firstMember, int end) {
            this.start = start;
            this.firstMember = firstMember;
            this.end = end;
        }
    }
}
