// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

/** Reports a template that Resource Manager would reject, or that this evaluation does not support. */
final class InvalidTemplateException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param message the message for the author of the template */
    InvalidTemplateException(String message) {
        super(message);
    }
}
