package dev.understudy.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IP addresses and networks. A request's value that is no address matches neither operator; a policy's value that is
 * none matches nothing, so that NotIpAddress holds (both recorded).
 */
final class AddressValues {
    private static final Pattern PREFIX = Pattern.compile("\\+?\\d{1,9}");

    private AddressValues() {}

    /** A network in CIDR form; a bare address is a network of one. */
    private record Network(IpAddress address, int prefix) {
        static Optional<Network> parse(String text) {
            int slash = text.indexOf('/');
            return IpAddress.ofPolicy(slash < 0 ? text : text.substring(0, slash))
                    .flatMap(address -> prefix(slash < 0 ? "" : text.substring(slash + 1), slash < 0, address.v6())
                            .map(prefix -> new Network(address, prefix)))
                    .filter(Network::canMatch);
        }

        private static Optional<Integer> prefix(String text, boolean bare, boolean v6) {
            int bits = v6 ? 128 : 32;
            if (bare) {
                return Optional.of(bits);
            }
            return Optional.of(text)
                    .filter(t -> PREFIX.matcher(t).matches())
                    .map(Integer::valueOf)
                    .filter(prefix -> prefix <= bits);
        }

        /** An IPv6 network with host bits set does not contain even itself; IPv4 ignores them (recorded). */
        private boolean canMatch() {
            return !address.v6()
                    || ((address.high() & ~mask(prefix)) == 0 && (address.low() & ~mask(prefix - 64)) == 0);
        }

        boolean contains(IpAddress other) {
            if (address.v6() != other.v6()) {
                return false;
            }
            if (!address.v6()) {
                return (address.low() ^ other.low()) >>> (32 - prefix) == 0;
            }
            return ((address.high() ^ other.high()) & mask(prefix)) == 0
                    && ((address.low() ^ other.low()) & mask(prefix - 64)) == 0;
        }

        /** The upper bits of a half, all for 64 and more, none for zero and less. */
        private static long mask(int bits) {
            return bits <= 0 ? 0 : -1L << (64 - Math.min(bits, 64));
        }
    }

    /** Whether IAM stores it: a malformed network, and an IPv6 one with host bits set, are refused (recorded). */
    static boolean isReadable(String value) {
        return Network.parse(value).isPresent();
    }

    static ValueMatcher of(List<String> values) {
        List<Network> networks =
                values.stream().map(Network::parse).flatMap(Optional::stream).toList();
        return (actual, context) -> {
            Optional<IpAddress> address = IpAddress.ofRequest(actual);
            return address.isEmpty()
                    ? ValueMatcher.Match.INCOMPARABLE
                    : ValueMatcher.of(networks.stream().anyMatch(n -> n.contains(address.get())));
        };
    }
}
