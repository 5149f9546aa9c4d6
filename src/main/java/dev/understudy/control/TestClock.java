package dev.understudy.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a stand-in, which a test can move or stop. Until then it is the base clock's. It stays within
 * {@link #EARLIEST} and {@link #LATEST}, so that every time that follows from it can be written down; a clock that runs
 * on stands still at the end. Safe to use from many threads.
 */
public final class TestClock implements InstantSource {
    /** The earliest time. */
    public static final Instant EARLIEST = Instant.EPOCH;
    /** The latest time: the longest session that AWS gives, 36 hours, must end before the year 10000. */
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z").minus(Duration.ofHours(36));

    private final InstantSource base;
    /** Readers never wait; who changes it holds the lock. */
    private volatile State state = Running.AT_BASE;

    private sealed interface State {
        Instant at(Instant base);
    }

    private record Running(Duration offset) implements State {
        static final State AT_BASE = new Running(Duration.ZERO);

        static State from(Instant base, Instant now) {
            return new Running(Duration.between(base, now));
        }

        @Override
        public Instant at(Instant base) {
            Instant now = base.plus(offset);
            if (now.isBefore(EARLIEST)) {
                return EARLIEST;
            }
            return now.isAfter(LATEST) ? LATEST : now;
        }
    }

    private record Frozen(Instant now) implements State {
        @Override
        public Instant at(Instant base) {
            return now;
        }
    }

    /**
     * The clock at one moment.
     *
     * @param offset how far it is ahead of the base clock; negative if it is behind
     */
    public record Reading(Instant now, boolean frozen, Duration offset) {}

    public TestClock(InstantSource base) {
        this.base = base;
    }

    @Override
    public Instant instant() {
        return state.at(base.instant());
    }

    /** Whether time stands still. */
    public boolean isFrozen() {
        return state instanceof Frozen;
    }

    /** All of it at one moment. */
    public Reading read() {
        State seen = state;
        Instant from = base.instant();
        Instant now = seen.at(from);
        return new Reading(now, seen instanceof Frozen, Duration.between(from, now));
    }

    /**
     * Makes it this time, and lets time run on from there.
     *
     * @throws IllegalArgumentException if it is before {@link #EARLIEST} or after {@link #LATEST}
     */
    public synchronized void set(Instant now) {
        state = Running.from(base.instant(), checked(now));
    }

    /** Lets time stand still. */
    public synchronized void freeze() {
        state = new Frozen(instant());
    }

    /**
     * Makes it this time, and lets time stand still.
     *
     * @throws IllegalArgumentException if it is before {@link #EARLIEST} or after {@link #LATEST}
     */
    public synchronized void freezeAt(Instant now) {
        state = new Frozen(checked(now));
    }

    /** Lets time run on from where it stands. */
    public synchronized void resume() {
        if (state instanceof Frozen frozen) {
            state = Running.from(base.instant(), frozen.now());
        }
    }

    /**
     * Goes forward, and stands still or runs on as before.
     *
     * @throws IllegalArgumentException if the duration is negative, or leads past {@link #LATEST}
     */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException(
                    "Time is advanced by zero or more, not by " + by + "; set it to go back.");
        }
        Instant from = base.instant();
        Instant now = state.at(from);
        if (by.compareTo(Duration.between(now, LATEST)) > 0) {
            throw new IllegalArgumentException(
                    "Advancing " + now + " by " + by + " leads past " + LATEST + ", the latest time.");
        }
        Instant then = now.plus(by);
        state = state instanceof Frozen ? new Frozen(then) : Running.from(from, then);
    }

    /** Makes it the base clock's time again. */
    public synchronized void reset() {
        state = Running.AT_BASE;
    }

    private static Instant checked(Instant now) {
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "The time must be from " + EARLIEST + " to " + LATEST + ", so it cannot be " + now + ".");
        }
        return now;
    }
}
