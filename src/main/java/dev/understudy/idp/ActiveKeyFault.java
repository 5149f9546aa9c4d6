package dev.understudy.idp;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A fault in what a local issuer publishes.
 *
 * @param times how many more fetches of the keys it spoils; none if it lasts until it is mended
 */
public record ActiveKeyFault(KeyFault fault, OptionalInt times) {
    public ActiveKeyFault {
        if (times.isPresent() && times.getAsInt() < 1) {
            throw new IllegalArgumentException("A fault spoils at least one fetch, not " + times.getAsInt());
        }
    }

    /** What is left of it when it has spoilt a fetch. */
    Optional<ActiveKeyFault> afterOneFetch() {
        if (times.isEmpty()) {
            return Optional.of(this);
        }
        int left = times.getAsInt() - 1;
        return left == 0 ? Optional.empty() : Optional.of(new ActiveKeyFault(fault, OptionalInt.of(left)));
    }
}
