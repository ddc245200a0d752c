// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Compares host names and addresses as DNS does: without regard to the case of ASCII letters and to a final dot. */
final class HostName {
    private HostName() {}

    /**
     * Returns the spelling in which hosts are compared: without final dot and brackets, internationalized names in
     * their ASCII form, and IPv6 addresses without abbreviation. Returns the same instance if nothing changes.
     */
    static String canonical(String host) {
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean brackets = bare.startsWith("[") && bare.endsWith("]");
        if (brackets || bare.indexOf(':') >= 0) {
            return ipv6(brackets ? bare : "[" + bare + "]");
        }
        return isAscii(bare) ? bare : ascii(bare);
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Returns an address in brackets in its long form. Resolves no name, because the brackets exclude names. */
    private static String ipv6(String address) {
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException invalid) {
            return address;
        }
    }

    private static String ascii(String name) {
        try {
            return IDN.toASCII(name);
        } catch (IllegalArgumentException invalid) {
            return name;
        }
    }

    /** Returns whether the first {@code end} characters of the host are this domain. */
    static boolean is(String host, int end, String domain) {
        return end == domain.length() && Ascii.regionMatches(host, 0, domain);
    }

    /**
     * Returns whether the first {@code end} characters of the host are a subdomain of this domain.
     * eastus.management.azure.com is a subdomain of management.azure.com, evilmanagement.azure.com is not. Neither is
     * evil.example\.management.azure.com, because some HTTP clients connect to evil.example then.
     */
    static boolean isBelow(String host, int end, String domain) {
        int dot = end - domain.length() - 1;
        // The dot is checked first, because most hosts do not have one there.
        return dot > 0
                && host.charAt(dot) == '.'
                && Ascii.regionMatches(host, dot + 1, domain)
                && hasOnlyLabels(host, dot);
    }

    /** Returns whether the first {@code end} characters are labels of a host name, separated by dots. */
    static boolean hasOnlyLabels(String host, int end) {
        boolean labelIsEmpty = true;
        for (int i = 0; i < end; i++) {
            char c = host.charAt(i);
            if (c == '.' ? labelIsEmpty : !isOfLabel(c)) {
                return false;
            }
            labelIsEmpty = c == '.';
        }
        return !labelIsEmpty;
    }

    /** Accepts an underscore, because hosts of containers may have one. */
    private static boolean isOfLabel(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
