package dev.understudy.token;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * When a token is valid, in whole seconds since 1970. AWS tolerates clocks that differ by five minutes (recorded). Its
 * messages tell the bounds: "current must be before the expiration", where current is now less five minutes, so a token
 * is refused from exactly five minutes past its expiration on; "must be after or equal to the not-before", where
 * current is now plus five minutes. The bound of {@code iat} is not known to the second; it is taken to be like that of
 * {@code nbf}. AWS is not known to refuse a token for having been issued long ago, so neither does this.
 */
record TimeWindow(long issuedAt, Optional<Long> notBefore, long expiresAt) {
    static final long TOLERANCE = 300;

    /** Reads the timestamps; {@code iat} and {@code exp} must be there. */
    static TimeWindow read(ObjectNode claims) throws RejectedTokenException {
        long issuedAt = seconds(claims, "iat");
        Optional<Long> notBefore = claims.has("nbf") ? Optional.of(seconds(claims, "nbf")) : Optional.empty();
        return new TimeWindow(issuedAt, notBefore, seconds(claims, "exp"));
    }

    void check(Instant instant) throws RejectedTokenException {
        long now = instant.getEpochSecond();
        if (now - TOLERANCE >= expiresAt) {
            throw Rejections.expired(now - TOLERANCE, expiresAt);
        }
        if (issuedAt > now + TOLERANCE) {
            throw Rejections.issuedInTheFuture(now, issuedAt);
        }
        if (notBefore.isPresent() && notBefore.get() > now + TOLERANCE) {
            throw Rejections.notYetValid(now + TOLERANCE, notBefore.get());
        }
    }

    private static long seconds(ObjectNode claims, String name) throws RejectedTokenException {
        JsonNode node = claims.path(name);
        if (node.isIntegralNumber() && node.canConvertToLong() && inRange(node.longValue())) {
            return node.longValue();
        }
        // 17 digits always fit a long.
        if (node.isString()
                && node.stringValue().matches("-?[0-9]{1,17}")
                && inRange(Long.parseLong(node.stringValue()))) {
            return Long.parseLong(node.stringValue());
        }
        throw Rejections.invalidTimestamp(name);
    }

    private static boolean inRange(long seconds) {
        return seconds >= Instant.MIN.getEpochSecond() && seconds <= Instant.MAX.getEpochSecond();
    }
}
