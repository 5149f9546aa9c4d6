package dev.understudy.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.understudy.sts.StsErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InjectedFaultsTest {
    private static final String ACTION = "AssumeRoleWithWebIdentity";
    private static final InjectedFault FAULT = InjectedFault.error("Throttling");

    private final InjectedFaults faults = new InjectedFaults();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                         | -                         | GetCallerIdentity         | -                       | true
            -                         | -                         | AssumeRoleWithWebIdentity | https://idp.example.org | true
            AssumeRoleWithWebIdentity | -                         | AssumeRoleWithWebIdentity | -                       | true
            AssumeRoleWithWebIdentity | -                         | AssumeRole                | -                       | false
            AssumeRole                | -                         | assumerole                | -                       | false
            -                         | https://idp.example.org   | AssumeRoleWithWebIdentity | https://idp.example.org | true
            -                         | idp.example.org           | AssumeRoleWithWebIdentity | https://idp.example.org | true
            -                         | http://idp.example.org    | AssumeRoleWithWebIdentity | https://idp.example.org | true
            -                         | https://idp.example.org   | AssumeRoleWithWebIdentity | idp.example.org         | true
            -                         | https://idp.example.org/  | AssumeRoleWithWebIdentity | https://idp.example.org | false
            -                         | https://IDP.example.org   | AssumeRoleWithWebIdentity | https://idp.example.org | false
            -                         | https://idp.example.org   | GetCallerIdentity         | -                       | false
            AssumeRole                | https://idp.example.org   | AssumeRoleWithWebIdentity | https://idp.example.org | false
            -                         | -                         | GetSessionToken           | -                       | true
            -                         | -                         | NoSuchAction              | -                       | false
            -                         | -                         | ''                        | -                       | false
            """)
    void a_fault_meets_its_calls_and_no_others(
            @Nullable String action, @Nullable String issuer, String called, @Nullable String given, boolean meets) {
        faults.add(new InjectedFault(
                Optional.ofNullable(action),
                Optional.ofNullable(issuer),
                FAULT.effect(),
                Duration.ZERO,
                OptionalInt.of(1)));

        assertThat(faults.take(called, Optional.ofNullable(given)).isPresent()).isEqualTo(meets);
        assertThat(faults.list().isEmpty()).isEqualTo(meets);
    }

    @Test
    void the_first_that_meets_a_call_takes_it_and_is_gone_when_used_up() {
        String other = faults.add(FAULT.onAction("GetCallerIdentity")).id();
        String first = faults.add(FAULT.onAction(ACTION).times(2)).id();
        String second = faults.add(FAULT).id();

        assertThat(taken()).isEqualTo(first);
        assertThat(faults.list().get(1).left()).hasValue(1);
        assertThat(faults.list().get(1).fault().times()).hasValue(2);
        assertThat(taken()).isEqualTo(first);
        assertThat(taken()).isEqualTo(second);
        assertThat(taken()).isEmpty();
        assertThat(faults.list()).extracting(InjectedFaults.Waiting::id).containsExactly(other);
    }

    @Test
    void a_fault_for_all_calls_stays_until_it_is_removed() {
        String id = faults.add(FAULT.always()).id();
        for (int i = 0; i < 1_000; i++) {
            assertThat(taken()).isEqualTo(id);
        }
        assertThat(faults.remove("fault-of-nobody")).isFalse();
        assertThat(faults.remove(id)).isTrue();
        assertThat(faults.remove(id)).isFalse();
        assertThat(taken()).isEmpty();
    }

    @Test
    void clearing_removes_all_and_ids_are_not_used_again() {
        String id = faults.add(FAULT).id();
        faults.clear();
        assertThat(faults.list()).isEmpty();
        assertThat(faults.add(FAULT).id()).isNotEqualTo(id);
    }

    @Test
    void a_hundred_may_wait_and_no_more() {
        for (int i = 0; i < InjectedFaults.CAPACITY; i++) {
            faults.add(FAULT);
        }
        assertThatIllegalStateException().isThrownBy(() -> faults.add(FAULT)).withMessageContaining("100");
        assertThat(taken()).isNotEmpty();
        faults.add(FAULT);
        assertThat(faults.list()).hasSize(InjectedFaults.CAPACITY);
    }

    @Test
    void each_call_counts_once_however_many_come_at_once() throws Exception {
        int threads = 8;
        int calls = 2_000;
        faults.add(FAULT.times(5_000));
        faults.add(FAULT.times(7_000));
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counts.add(pool.submit(() -> {
                    start.await();
                    int met = 0;
                    for (int call = 0; call < calls; call++) {
                        met += faults.take(ACTION, Optional.empty()).isPresent() ? 1 : 0;
                    }
                    return met;
                }));
            }
            start.countDown();
            int met = 0;
            for (Future<Integer> count : counts) {
                met += count.get();
            }
            assertThat(met).isEqualTo(12_000);
            assertThat(faults.list()).isEmpty();
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(StsErrorCode.class)
    void every_error_has_a_message(StsErrorCode code) {
        InjectedFault fault = InjectedFault.error(code.wireCode());
        assertThat(fault.effect())
                .isInstanceOfSatisfying(
                        InjectedFault.Effect.AnswerError.class,
                        error -> assertThat(error.fault().message())
                                .hasValueSatisfying(
                                        message -> assertThat(message).isNotBlank()));
        assertThat(fault.times()).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"Throtling, Throttling", "idpcommunicationerror, IDPCommunicationError", "xyz, AccessDenied"})
    void an_unknown_error_is_told_with_a_known_one(String code, String known) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InjectedFault.error(code))
                .withMessageContainingAll(code, known);
    }

    @ParameterizedTest
    @CsvSource({"AssumeRoleWithWebIdentiti, AssumeRoleWithWebIdentity", "ListBuckets, GetCallerIdentity"})
    void an_unknown_action_is_told_with_a_known_one(String action, String known) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FAULT.onAction(action))
                .withMessageContainingAll(action, known);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void times_at_their_bounds(int times) {
        assertThat(FAULT.times(times).times()).hasValue(times);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void times_past_their_bounds(int times) {
        assertThatIllegalArgumentException().isThrownBy(() -> FAULT.times(times));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT5M"})
    void a_latency_at_its_bounds(Duration latency) {
        assertThat(InjectedFault.latency(latency).latency()).isEqualTo(latency);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.0009S", "PT-1S", "PT5M0.001S"})
    void a_latency_past_its_bounds(Duration latency) {
        assertThatIllegalArgumentException().isThrownBy(() -> InjectedFault.latency(latency));
    }

    @Test
    void texts_have_bounds() {
        assertThat(FAULT.onIssuer("i".repeat(200)).issuer()).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> FAULT.onIssuer("i".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> FAULT.onIssuer("https://"));
        assertThat(FAULT.withMessage("m".repeat(1_000)).effect()).isInstanceOf(InjectedFault.Effect.AnswerError.class);
        assertThatIllegalArgumentException().isThrownBy(() -> FAULT.withMessage("m".repeat(1_001)));
        assertThatIllegalStateException()
                .isThrownBy(() -> InjectedFault.droppedConnection().withMessage("unheard"));
    }

    private String taken() {
        return faults.take(ACTION, Optional.of("https://idp.example.org"))
                .map(InjectedFaults.Waiting::id)
                .orElse("");
    }
}
