// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a template something stands, for errors; and how deep, so that nothing nests until the stack is full.
 *
 * @param deployment the name of the deployment
 * @param path such as {@code resources[2].properties.x}; empty for the template itself
 * @param expression that is there, or null
 * @param depth in JSON, in the expression, and in whatever parameters and variables led here
 */
record TemplatePlace(
        String deployment, String path, @Nullable String expression, int depth) {
    /** Far beyond what people and Bicep write, and far from the end of the stack. */
    private static final int DEEPEST = 100;

    static TemplatePlace of(DeploymentContext context) {
        return new TemplatePlace(context.name(), "", null, 0);
    }

    TemplatePlace at(String key) {
        return deeper(path.isEmpty() ? key : path + "." + key, null);
    }

    TemplatePlace at(int index) {
        return deeper(path + "[" + index + "]", null);
    }

    TemplatePlace within(String text) {
        return deeper(path, text);
    }

    TemplatePlace deeper() {
        return deeper(path, expression);
    }

    /** What is evaluated in order to go on here. */
    TemplatePlace elsewhere(String otherPath) {
        return deeper(otherPath, null);
    }

    private TemplatePlace deeper(String newPath, @Nullable String newExpression) {
        if (depth == DEEPEST) {
            throw error("this is more than " + DEEPEST + " levels deep; simplify the template");
        }
        return new TemplatePlace(deployment, newPath, newExpression, depth + 1);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> object(@Nullable Object json) {
        if (json instanceof Map<?, ?> object) {
            // The keys of JSON are strings.
            return (Map<String, Object>) object;
        }
        throw expected("an object", json);
    }

    Map<String, Object> optionalObject(@Nullable Object json) {
        return json == null ? Map.of() : object(json);
    }

    String string(@Nullable Object json) {
        if (json instanceof String string) {
            return string;
        }
        throw expected("a string", json);
    }

    /** Without the value, which may be that of a secure parameter. */
    InvalidTemplateException expected(String what, @Nullable Object found) {
        return error("expected " + what + ", found " + TemplateType.describe(found));
    }

    InvalidTemplateException error(String problem) {
        return new InvalidTemplateException("Deployment '" + deployment + "'" + (path.isEmpty() ? "" : ", " + path)
                + (expression == null ? "" : ", \"" + expression + "\"") + ": " + problem);
    }
}
