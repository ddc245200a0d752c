// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.template;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates the functions for IP address ranges, such as 10.0.0.0/16. */
record Cidr(BigInteger network, int prefix, int bits) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    /**
     * Matches an address and its prefix. The address is parsed only if it matches, because a name would be looked up.
     */
    private static final Pattern RANGE =
            Pattern.compile("(" + OCTET + "(?:\\." + OCTET + "){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*)/(\\d{1,3})");

    static Cidr of(String text, Arguments args) {
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            try {
                byte[] address = InetAddress.getByName(range.group(1)).getAddress();
                int bits = address.length * 8;
                int prefix = Integer.parseInt(range.group(4));
                if (prefix <= bits) {
                    BigInteger value = new BigInteger(1, address);
                    return new Cidr(value.shiftRight(bits - prefix).shiftLeft(bits - prefix), prefix, bits);
                }
            } catch (UnknownHostException e) {
                // Rejected below.
            }
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

    /** Returns a subnet. The arguments are the range, the prefix of the subnet, and its index. */
    String subnet(Arguments args) {
        long newPrefix = args.integer(1);
        BigInteger index = BigInteger.valueOf(args.integer(2));
        if (newPrefix < prefix || newPrefix > bits || index.signum() < 0 || index.bitLength() > newPrefix - prefix) {
            throw args.error("is given a subnet that is not in the range");
        }
        return address(network.add(index.shiftLeft((int) (bits - newPrefix)))) + "/" + newPrefix;
    }

    /** Returns the address of a host. The arguments are the range and the index of a usable address. */
    String host(Arguments args) {
        BigInteger index = BigInteger.valueOf(args.integer(1)).add(BigInteger.ONE);
        if (index.signum() <= 0 || index.bitLength() > bits - prefix) {
            throw args.error("is given a host that is not in the range");
        }
        return address(network.add(index));
    }

    private String address(BigInteger value) {
        int bitsOfGroup = bits == 32 ? 8 : 16;
        List<String> groups = new ArrayList<>();
        for (int shift = bits - bitsOfGroup; shift >= 0; shift -= bitsOfGroup) {
            int group = value.shiftRight(shift).intValue() & (1 << bitsOfGroup) - 1;
            groups.add(Integer.toString(group, bits == 32 ? 10 : 16));
        }
        return bits == 32 ? String.join(".", groups) : compressed(String.join(":", groups));
    }

    /** Replaces the longest sequence of zeros in an IPv6 address. */
    private static String compressed(String address) {
        for (int zeros = 7; zeros > 0; zeros--) {
            String shorter = address.replaceFirst("(^|:)0(:0){" + zeros + "}(:|$)", "::");
            if (!shorter.equals(address)) {
                return shorter;
            }
        }
        return address;
    }
}
