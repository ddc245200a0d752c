// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

/** Has one method of the real one. */
public final class Attribution {
    private Attribution() {}

    public static Attribution none() {
        return new Attribution();
    }
}
