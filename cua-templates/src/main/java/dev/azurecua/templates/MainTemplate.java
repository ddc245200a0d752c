// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.templates;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has to be known of a template to add a resource: where those are that it has, and which are deployments. */
final class MainTemplate {
    final TemplateScope scope;
    final Resources resources;
    /** The names of the deployments in the resources, expressions as they stand there. */
    final List<String> deployments;

    private final Set<String> symbolicNames;

    /** @param symbolicNames in lower case */
    MainTemplate(TemplateScope scope, Resources resources, List<String> deployments, Set<String> symbolicNames) {
        this.scope = scope;
        this.resources = resources;
        this.deployments = deployments;
        this.symbolicNames = symbolicNames;
    }

    /** Whether a resource has this symbolic name, in any letter case. */
    boolean hasSymbolicName(String name) {
        return symbolicNames.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The resources, by indexes of the template's text. */
    static final class Resources {
        /** Whether they are an object with their symbolic names, not an array. */
        final boolean keyed;
        /** Of the name of the member. */
        final int memberStart;
        /** Right behind the opening bracket. */
        final int start;
        /** Of the closing bracket. */
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

    /** A resource, by indexes of the template's text. */
    static final class Resource {
        /** Of its symbolic name if it has one. */
        final int start;

        final int firstMember;
        /** Right behind the closing bracket. */
        final int end;

        Resource(int start, int firstMember, int end) {
            this.start = start;
            this.firstMember = firstMember;
            this.end = end;
        }
    }
}
