// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

/** Thrown for a template that Resource Manager would refuse, or that this evaluation does not support. */
final class InvalidTemplateException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param message for the person who wrote the template */
    InvalidTemplateException(String message) {
        super(message);
    }
}
