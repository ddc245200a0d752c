// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

/** A template that Resource Manager would refuse, or that this stand-in cannot evaluate. */
final class InvalidTemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for the person who wrote the template */
    InvalidTemplateException(String message) {
        super(message);
    }
}
