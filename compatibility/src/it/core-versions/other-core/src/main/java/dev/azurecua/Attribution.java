// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

/** Has some methods of the real class, but lacks those that a request needs. */
public final class Attribution {
    private Attribution() {}

    public static Attribution none() {
        return new Attribution();
    }

    public static Attribution fromEnvironment() {
        return none();
    }

    public boolean covers(String host, int port) {
        return true;
    }

    public boolean isActive() {
        return true;
    }
}
