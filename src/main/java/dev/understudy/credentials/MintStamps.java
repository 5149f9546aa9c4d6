package dev.understudy.credentials;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that order mints and revocations: each is greater than the one before, even while the clock stands still or
 * goes back. They begin at the microseconds since 1970, so that they go on growing after a restart.
 */
public final class MintStamps {
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

    /** @param clock the machine's own; one that a test moves would let the stamps run ahead */
    public MintStamps(InstantSource clock) {
        this.clock = clock;
    }

    long next() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return last.updateAndGet(stamp -> Math.max(stamp + 1, micros));
    }
}
