// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Evaluates the functions for IP address ranges, such as 10.0.0.0/16. */
record Cidr(BigInteger network, int prefix, int bits) {
    static Cidr of(String text, Arguments args) {
        String[] parts = text.split("/", -1);
        try {
            if (parts.length == 2 && parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                byte[] address = InetAddress.getByName(parts[0]).getAddress();
                int bits = address.length * 8;
                int prefix = Integer.parseInt(parts[1]);
                if (prefix >= 0 && prefix <= bits) {
                    BigInteger value = new BigInteger(1, address);
                    return new Cidr(value.shiftRight(bits - prefix).shiftLeft(bits - prefix), prefix, bits);
                }
            }
        } catch (UnknownHostException | NumberFormatException e) {
            // Rejected below.
        }
        throw args.error("takes a range of IP addresses such as 10.0.0.0/16, but was given another text");
    }

    Map<String, Object> describe() {
        BigInteger last = network.add(BigInteger.ONE.shiftLeft(bits - prefix)).subtract(BigInteger.ONE);
        boolean isV4 = bits == 32;
        BigInteger usable = isV4 && prefix < 31 ? BigInteger.ONE : BigInteger.ZERO;
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("network", address(network));
        range.put(
                "netmask",
                address(BigInteger.ONE
                        .shiftLeft(prefix)
                        .subtract(BigInteger.ONE)
                        .shiftLeft(bits - prefix)));
        if (isV4) {
            range.put("broadcast", address(last));
        }
        range.put("firstUsable", address(network.add(usable)));
        range.put("lastUsable", address(last.subtract(usable)));
        range.put("cidr", (long) prefix);
        return range;
    }

    String subnet(long newPrefix, long index, Arguments args) {
        if (newPrefix < prefix
                || newPrefix > bits
                || index < 0
                || BigInteger.valueOf(index).bitLength() > newPrefix - prefix) {
            throw args.error("is given a subnet that is not in the range");
        }
        return address(network.add(BigInteger.valueOf(index).shiftLeft((int) (bits - newPrefix)))) + "/" + newPrefix;
    }

    String host(long index) {
        return address(network.add(BigInteger.valueOf(index)));
    }

    private String address(BigInteger value) {
        byte[] bytes = new byte[bits / 8];
        byte[] significant = value.toByteArray();
        int length = Math.min(significant.length, bytes.length);
        System.arraycopy(significant, significant.length - length, bytes, bytes.length - length, length);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
