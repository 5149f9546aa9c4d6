package dev.understudy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.support.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time on demand. All of it is our own; AWS has nothing like it. */
class TestClockTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant THEN = Instant.parse("2031-01-01T00:00:00.5Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration NANO = Duration.ofNanos(1);

    private final MovableClock base = new MovableClock(NOON);
    private final TestClock clock = new TestClock(base);

    @Test
    void it_is_the_base_clock_until_it_is_moved() {
        base.advance(HOUR);
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
        assertThat(clock.read()).isEqualTo(new TestClock.Reading(NOON.plus(HOUR), false, Duration.ZERO));
    }

    @Test
    void time_that_is_set_runs_on() {
        clock.set(THEN);
        base.advance(HOUR);
        assertThat(clock.instant()).isEqualTo(THEN.plus(HOUR));
        assertThat(clock.isFrozen()).isFalse();
        clock.set(NOON);
        assertThat(clock.read()).isEqualTo(new TestClock.Reading(NOON, false, HOUR.negated()));
    }

    @Test
    void frozen_time_stands_still_until_it_is_resumed() {
        clock.freeze();
        base.advance(HOUR);
        clock.freeze();
        assertThat(clock.read()).isEqualTo(new TestClock.Reading(NOON, true, HOUR.negated()));
        clock.resume();
        assertThat(clock.isFrozen()).isFalse();
        base.advance(HOUR);
        clock.resume();
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
    }

    @Test
    void time_can_be_frozen_at_another_time_and_set_free_by_setting_it() {
        clock.freezeAt(THEN);
        base.advance(HOUR);
        assertThat(clock.instant()).isEqualTo(THEN);
        clock.set(NOON);
        assertThat(clock.isFrozen()).isFalse();
    }

    @Test
    void advancing_keeps_it_running_or_frozen() {
        clock.advance(HOUR);
        base.advance(HOUR);
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR.multipliedBy(2)));
        clock.freeze();
        clock.advance(HOUR);
        base.advance(HOUR);
        assertThat(clock.isFrozen()).isTrue();
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR.multipliedBy(3)));
        clock.advance(Duration.ZERO);
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR.multipliedBy(3)));
    }

    @Test
    void reset_goes_back_to_the_base_clock() {
        clock.freezeAt(THEN);
        clock.reset();
        base.advance(HOUR);
        assertThat(clock.read()).isEqualTo(new TestClock.Reading(NOON.plus(HOUR), false, Duration.ZERO));
    }

    @Test
    void the_earliest_and_the_latest_time_can_be_set_and_no_other_beyond() {
        for (Instant limit : List.of(TestClock.EARLIEST, TestClock.LATEST)) {
            clock.set(limit);
            assertThat(clock.instant()).isEqualTo(limit);
            clock.freezeAt(limit);
            assertThat(clock.instant()).isEqualTo(limit);
        }
        for (Instant beyond :
                List.of(TestClock.EARLIEST.minus(NANO), TestClock.LATEST.plus(NANO), Instant.MIN, Instant.MAX)) {
            assertThatThrownBy(() -> clock.set(beyond))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The time must be from 1970-01-01T00:00:00Z to 9999-12-30T11:59:59Z, so it cannot be "
                            + beyond + ".");
            assertThatThrownBy(() -> clock.freezeAt(beyond)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(clock.instant()).as("a refusal changes nothing").isEqualTo(TestClock.LATEST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void it_can_be_advanced_to_the_latest_time_and_no_further(boolean frozen) {
        if (frozen) {
            clock.freeze();
        }
        clock.advance(Duration.between(NOON, TestClock.LATEST));
        for (Duration tooFar : List.of(NANO, Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> clock.advance(tooFar))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("leads past 9999-12-30T11:59:59Z");
        }
        assertThat(clock.instant()).isEqualTo(TestClock.LATEST);
    }

    @Test
    void it_does_not_run_past_its_ends() {
        clock.set(TestClock.LATEST);
        base.advance(HOUR);
        assertThat(clock.instant()).isEqualTo(TestClock.LATEST);
        clock.set(TestClock.EARLIEST);
        base.advance(HOUR.negated());
        assertThat(clock.instant()).isEqualTo(TestClock.EARLIEST);
    }

    @Test
    void it_is_not_advanced_backwards() {
        for (Duration back : List.of(NANO.negated(), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatThrownBy(() -> clock.advance(back))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("zero or more");
        }
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void no_advance_is_lost_among_threads() throws Exception {
        int threads = 8;
        int each = 1_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<Boolean> work = () -> {
                for (int i = 0; i < each; i++) {
                    clock.advance(NANO);
                }
                return true;
            };
            for (Future<Boolean> done : pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> work).toList())) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(clock.instant()).isEqualTo(NOON.plusNanos((long) threads * each));
    }
}
