// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a location in a template, for error messages. It also counts levels, because a template that is nested too
 * deeply would overflow the stack.
 *
 * @param deployment the name of the deployment
 * @param path the path, such as {@code resources[2].properties.x}; empty for the template itself
 * @param expression the expression at this location, or null
 * @param depth the number of levels of JSON, of the expression, and of the parameters and variables that led here
 */
record TemplateLocation(
        String deployment, String path, @Nullable String expression, int depth) {
    /** Limits the depth. People and Bicep write far fewer levels, and the stack can hold far more. */
    private static final int MAX_DEPTH = 100;

    static TemplateLocation ofDeployment(String name) {
        return new TemplateLocation(name, "", null, 0);
    }

    TemplateLocation at(String key) {
        return deeper(path.isEmpty() ? key : path + "." + key, null);
    }

    TemplateLocation at(int index) {
        return deeper(path + "[" + index + "]", null);
    }

    TemplateLocation within(String text) {
        return deeper(path, text);
    }

    TemplateLocation deeper() {
        return deeper(path, expression);
    }

    /** Returns the location of a parameter or variable that is used here. */
    TemplateLocation definition(String otherPath) {
        return deeper(otherPath, null);
    }

    private TemplateLocation deeper(String newPath, @Nullable String newExpression) {
        if (depth == MAX_DEPTH) {
            throw error("this is more than " + MAX_DEPTH + " levels deep; simplify the template");
        }
        return new TemplateLocation(deployment, newPath, newExpression, depth + 1);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> object(@Nullable Object json) {
        if (json instanceof Map<?, ?> object) {
            // Safe, because the keys of JSON are strings.
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

    @Nullable
    Object ofType(TemplateType type, boolean nullable, @Nullable Object json) {
        if (json == null ? !nullable : !(json instanceof Unevaluated || type.fits(json))) {
            throw expected(type.noun(), json);
        }
        return json;
    }

    /** Returns a line that says what is at this location. */
    String describe(String problem) {
        return "Deployment '" + deployment + "'" + (path.isEmpty() ? "" : ", " + path)
                + (expression == null ? "" : ", \"" + expression + "\"") + ": " + problem;
    }

    /** Creates an error without the value, because a secure parameter may have this value. */
    InvalidTemplateException expected(String what, @Nullable Object found) {
        return error("expected " + what + ", found " + TemplateType.describe(found));
    }

    InvalidTemplateException error(String problem) {
        return new InvalidTemplateException(describe(problem));
    }
}
