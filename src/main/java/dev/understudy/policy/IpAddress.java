package dev.understudy.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 address, in the lower half with the upper half zero, or an IPv6 address. Reads the spellings that AWS reads
 * (recorded): leading zeros in an octet, a trailing colon, a single leading empty group, and one run of empty groups.
 */
record IpAddress(boolean v6, long high, long low) {
    private static final Pattern OCTET = Pattern.compile("\\d{1,10}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final long MAPPED_PREFIX = 0xffffL;

    /** The address of a request: an IPv4-mapped IPv6 address counts as the IPv4 address (recorded). */
    static Optional<IpAddress> ofRequest(String text) {
        return parse(text, true)
                .map(address -> address.v6 && address.high == 0 && address.low >>> 32 == MAPPED_PREFIX
                        ? new IpAddress(false, 0, address.low & 0xffff_ffffL)
                        : address);
    }

    /** The address of a policy, which keeps its family; an IPv6 address may not end in dotted decimals (recorded). */
    static Optional<IpAddress> ofPolicy(String text) {
        return parse(text, false);
    }

    private static Optional<IpAddress> parse(String text, boolean dottedTail) {
        if (text.indexOf(':') < 0) {
            return v4(text).map(low -> new IpAddress(false, 0, low));
        }
        int tail = text.lastIndexOf(':') + 1;
        if (text.indexOf('.') < 0) {
            return v6(text);
        }
        return dottedTail
                ? v4(text.substring(tail))
                        .flatMap(low -> v6(text.substring(0, tail) + Long.toHexString(low >>> 16) + ":"
                                + Long.toHexString(low & 0xffff)))
                : Optional.empty();
    }

    private static Optional<Long> v4(String text) {
        String[] octets = text.split("\\.", -1);
        long value = 0;
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Long.parseLong(octet) > 255) {
                return Optional.empty();
            }
            value = value << 8 | Long.parseLong(octet);
        }
        return octets.length == 4 ? Optional.of(value) : Optional.empty();
    }

    private static Optional<IpAddress> v6(String text) {
        String spelled = text.endsWith(":") && !text.endsWith("::") ? text.substring(0, text.length() - 1) : text;
        String full =
                (spelled.startsWith(":") && !spelled.startsWith("::") ? "0" : "") + spelled.replaceFirst(":::", "::");
        int gap = full.indexOf("::");
        if (gap != full.lastIndexOf("::")) {
            return Optional.empty();
        }
        String[] before = groups(gap < 0 ? full : full.substring(0, gap));
        String[] after = groups(gap < 0 ? "" : full.substring(gap + 2));
        int given = before.length + after.length;
        if (gap < 0 ? given != 8 : given > 7) {
            return Optional.empty();
        }
        long[] halves = new long[2];
        return place(before, 0, halves) && place(after, 8 - after.length, halves)
                ? Optional.of(new IpAddress(true, halves[0], halves[1]))
                : Optional.empty();
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static boolean place(String[] groups, int first, long[] halves) {
        for (int i = 0; i < groups.length; i++) {
            if (!GROUP.matcher(groups[i]).matches()) {
                return false;
            }
            int place = first + i;
            halves[place / 4] |= Long.parseLong(groups[i], 16) << (16 * (3 - place % 4));
        }
        return true;
    }
}
