package dev.understudy.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.sts.StsFault;
import dev.understudy.sts.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallsTest {
    private static final Instant START = Instant.parse("2026-11-05T10:00:00Z");
    private static final String ACTION = "AssumeRoleWithWebIdentity";
    private static final String ROLE = "arn:aws:iam::123456789012:role/R";
    private static final String OTHER_ROLE = "arn:aws:iam::123456789012:role/S";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Journal journal = new Journal(System.getLogger("dev.understudy.calls.test"));
    private int made;

    /** A call for a role so many minutes after the start, which is given credentials for an hour. */
    private void issue(String role, String session, String subject, double minutes) {
        Call.Draft draft = draft(ACTION, role, session, subject, minutes);
        draft.issues(new Call.Issued("ASIA" + made, at(minutes).plus(Duration.ofHours(1))));
        journal.record(draft.allowed(trace("fine")));
    }

    private void issue(double minutes) {
        issue(ROLE, "session-" + made, "alice", minutes);
    }

    private void refuse(StsErrorCode code, double minutes) {
        journal.record(draft(ACTION, ROLE, "session", "mallory", minutes)
                .refused(new StsFault(code, "message"), trace("the reason")));
    }

    /** A signed call with the key that the numbered call was given. */
    private void use(int number, double minutes, Optional<StsErrorCode> error) {
        Call.Draft draft = new Call.Draft("use-" + made++, at(minutes), client());
        draft.asks("GetCallerIdentity", Asked.NOTHING);
        if (error.isPresent()) {
            draft.signedWith("ASIA" + number);
            journal.record(draft.refused(new StsFault(error.get(), "message"), trace("expired")));
        } else {
            draft.signedBy("ASIA" + number, "arn:aws:sts::123456789012:assumed-role/R/session");
            journal.record(draft.allowed(trace("fine")));
        }
    }

    private Call.Draft draft(String action, String role, String session, String subject, double minutes) {
        Call.Draft draft = new Call.Draft("id-" + ++made, at(minutes), client());
        draft.asks(
                action,
                new Asked(
                        Optional.of(role),
                        Optional.of(session),
                        Optional.of("https://idp.example.org"),
                        Optional.of(subject),
                        Optional.empty(),
                        Optional.empty()));
        return draft;
    }

    private static Call.Client client() {
        return new Call.Client("127.0.0.1", Optional.empty());
    }

    private static Trace trace(String summary) {
        return Trace.of(new Step("check", Outcome.PASSED, summary));
    }

    private static Instant at(double minutes) {
        return START.plusMillis((long) (minutes * 60_000));
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                filter("all", calls -> calls, 5),
                filter("action", calls -> calls.to(ACTION), 3),
                filter("another action", calls -> calls.to("AssumeRole"), 0),
                filter("role", calls -> calls.forRole(ROLE), 2),
                filter("another role", calls -> calls.forRole(OTHER_ROLE), 1),
                filter("session", calls -> calls.withSession("one"), 1),
                filter("subject", calls -> calls.by("mallory"), 1),
                filter("signer", calls -> calls.signedBy("arn:aws:sts::123456789012:assumed-role/R/session"), 1),
                filter("allowed", Calls::allowed, 3),
                filter("refused", Calls::refused, 1),
                filter("faulted", Calls::faulted, 1),
                filter("error", calls -> calls.withError("AccessDenied"), 2),
                filter("another error", calls -> calls.withError("Throttling"), 0),
                filter("refused with an error", calls -> calls.refusedWith("AccessDenied"), 1),
                filter("the very instant", calls -> calls.since(at(2)), 3),
                filter("past it", calls -> calls.since(at(2).plusMillis(1)), 2),
                filter("two filters", calls -> calls.to(ACTION).allowed(), 2));
    }

    private static Arguments filter(String name, Function<Calls, Calls> filter, int left) {
        return Arguments.of(name, filter, left);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void a_filter_leaves_its_calls(String name, Function<Calls, Calls> filter, int left) {
        issue(ROLE, "one", "alice", 0);
        issue(OTHER_ROLE, "two", "bob", 1);
        refuse(StsErrorCode.ACCESS_DENIED, 2);
        use(1, 3, Optional.empty());
        journal.record(new Call.Draft("faulted", at(4), client())
                .faulted(Optional.of(new StsFault(StsErrorCode.ACCESS_DENIED, "message"))));

        Calls calls = filter.apply(journal.calls());
        assertThat(calls.count()).isEqualTo(left);
        assertThat(calls.isEmpty()).isEqualTo(left == 0);
        calls.assertCount(left);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> calls.assertCount(left + 1));
    }

    @Test
    void a_view_does_not_change() {
        issue(0);
        Calls before = journal.calls();
        issue(1);
        journal.clear();
        assertThat(before.count()).isEqualTo(1);
        assertThat(journal.calls().isEmpty()).isTrue();
        assertThat(before.first()).isEqualTo(before.last());
    }

    @Test
    void a_failure_lists_the_calls() {
        issue(ROLE, "one", "alice", 0);
        refuse(StsErrorCode.ACCESS_DENIED, 2);
        Calls calls = journal.calls();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> calls.to(ACTION).forRole(ROLE).assertCount(1))
                .withMessage("""
                        Expected 1 call to AssumeRoleWithWebIdentity for arn:aws:iam::123456789012:role/R, but there were 2.
                          2026-11-05T10:00:00Z allowed AssumeRoleWithWebIdentity role=arn:aws:iam::123456789012:role/R \
                        issuer=https://idp.example.org subject=alice expires=2026-11-05T11:00:00Z requestId=id-1
                          2026-11-05T10:02:00Z refused AssumeRoleWithWebIdentity AccessDenied \
                        role=arn:aws:iam::123456789012:role/R issuer=https://idp.example.org subject=mallory \
                        requestId=id-2: the reason""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> calls.by("nobody").assertCount(1))
                .withMessageContainingAll("Expected 1 call by nobody, but there were none.", "All calls:", "id-1");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> calls.refused().assertNone())
                .withMessageContaining("Expected no calls that were refused, but there was 1.");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> calls.by("nobody").first())
                .withMessageContainingAll("by nobody", "id-1");
        journal.clear();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> journal.calls().assertCount(1))
                .withMessage("Expected 1 call, but there were none. STS was not called at all.");
    }

    @Test
    void a_name_that_does_not_exist_is_no_filter() {
        Calls calls = journal.calls();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calls.to("AssumeRoleWithWebIdentiti"))
                .withMessageContaining("AssumeRoleWithWebIdentity?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calls.refusedWith("AccesDenied"))
                .withMessageContaining("AccessDenied?");
        assertThatIllegalArgumentException().isThrownBy(() -> calls.forRole("R"));
    }

    @ParameterizedTest
    @CsvSource({
        "'0, 60, 120',        1, true,  exactly so far apart",
        "'0, 59.999, 120',    1, false, a millisecond too near",
        "'0, 1, 60, 61',      2, true,  two each hour",
        "'0, 1, 59, 120',     2, false, three within the hour",
        "'',                  0, true,  none at all",
        "'0',                 0, false, one where none may be",
        "'0, 0, 0',           1, false, a forgetful application",
        "'120, 0, 60',        1, true,  a clock that was set back, and calls an hour apart",
        "'120, 0, 119',       1, false, a clock that was set back, and came near the first again"
    })
    void a_stretch_of_time_sees_no_more_calls(String minutes, int most, boolean holds, String why) {
        minutes(minutes).forEach(this::issue);
        check(holds, why, calls -> calls.assertAtMost(most, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "'0, 59',         true,  exactly a minute before expiry",
        "'0, 59.001',     false, a little less than a minute before",
        "'0, 50, 100',    true,  each in time",
        "'0, 50, 115',    false, the second one late",
        "'0, 60',         false, at expiry",
        "'0, 200',        false, long after",
        "'0',             false, never renewed",
        "'',              false, nothing given at all",
        "'0, 0, 0',       true,  a forgetful application renews too often but in time"
    })
    void credentials_are_renewed_in_time(String minutes, boolean holds, String why) {
        minutes(minutes).forEach(this::issue);
        check(holds, why, calls -> calls.assertRefreshedBeforeExpiry(MINUTE));
    }

    @Test
    void each_role_and_subject_is_renewed_on_its_own() {
        issue(ROLE, "a", "alice", 0);
        issue(OTHER_ROLE, "b", "alice", 1);
        issue(ROLE, "c", "alice", 50);
        check(false, "the other role's never were", calls -> calls.assertRefreshedBeforeExpiry(MINUTE));
        check(true, "the role's were", calls -> calls.forRole(ROLE).assertRefreshedBeforeExpiry(MINUTE));
        issue(OTHER_ROLE, "d", "bob", 50);
        check(false, "bob's are not alice's", calls -> calls.forRole(OTHER_ROLE).assertRefreshedBeforeExpiry(MINUTE));
    }

    @Test
    void a_session_among_others_of_its_role_is_looked_at_by_its_name() {
        issue(ROLE, "punctual", "alice", 0);
        issue(ROLE, "late", "alice", 1);
        issue(ROLE, "punctual", "alice", 50);
        issue(ROLE, "late", "alice", 70);
        check(true, "in time", calls -> calls.withSession("punctual").assertRefreshedBeforeExpiry(MINUTE));
        check(false, "late", calls -> calls.withSession("late").assertRefreshedBeforeExpiry(MINUTE));
    }

    @Test
    void a_refused_renewal_is_none() {
        issue(0);
        refuse(StsErrorCode.THROTTLING, 50);
        issue(65);
        check(false, "the one that came in time was refused", calls -> calls.assertRefreshedBeforeExpiry(MINUTE));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 59.999, '',            true,  the last moment",
        "1, 60,     '',            false, the instant of expiry",
        "1, 61,     EXPIRED_TOKEN, false, refused as expired",
        "1, 55,     EXPIRED_TOKEN, false, made to expire early",
        "9, 61,     EXPIRED_TOKEN, true,  credentials of somebody else"
    })
    void expired_credentials_are_not_used(int key, double minutes, String error, boolean holds, String why) {
        issue(0);
        issue(50);
        use(key, minutes, error.isEmpty() ? Optional.empty() : Optional.of(StsErrorCode.valueOf(error)));
        check(holds, why, calls -> calls.to(ACTION).forRole(ROLE).assertRefreshedBeforeExpiry(MINUTE));
    }

    @Test
    void a_time_without_end_is_a_time() {
        issue(0);
        issue(50);
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        check(false, "two calls at some time", calls -> calls.assertAtMost(1, endless));
        check(true, "no more than two", calls -> calls.assertAtMost(2, endless));
        check(false, "never so long before", calls -> calls.assertRefreshedBeforeExpiry(endless));
    }

    /** The first call was the forgetful application's, and nobody remembers it. */
    @Test
    void nothing_is_proved_by_calls_that_are_no_longer_kept() {
        for (int i = 0; i < Journal.CAPACITY; i++) {
            issue(i);
        }
        journal.calls().assertCount(Journal.CAPACITY);
        issue(Journal.CAPACITY);
        for (Consumer<Calls> assertion : List.<Consumer<Calls>>of(
                calls -> calls.assertCount(Journal.CAPACITY),
                calls -> calls.faulted().assertNone(),
                calls -> calls.assertAtMost(1_000, MINUTE),
                calls -> calls.assertRefreshedBeforeExpiry(MINUTE))) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertion.accept(journal.calls()))
                    .withMessageStartingWith("1 older call is no longer kept");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertion.accept(journal.calls().since(at(0))))
                    .withMessageStartingWith("1 older call is no longer kept");
            assertion.accept(journal.calls().since(at(0).plusMillis(1)));
        }
        issue(0);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> journal.calls().assertNone())
                .withMessageStartingWith("2 older calls are no longer kept");
    }

    @Test
    void a_long_list_shows_its_newest() {
        for (int i = 0; i < 51; i++) {
            issue(i);
        }
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> journal.calls().assertNone())
                .withMessageContainingAll("(1 older)", "requestId=id-2\n", "requestId=id-51")
                .withMessageNotContaining("requestId=id-1\n");
    }

    private void check(boolean holds, String why, Consumer<Calls> assertion) {
        if (holds) {
            assertion.accept(journal.calls());
        } else {
            assertThatExceptionOfType(AssertionError.class)
                    .as(why)
                    .isThrownBy(() -> assertion.accept(journal.calls()))
                    .withMessageStartingWith("Expected ");
        }
    }

    private static Stream<Double> minutes(String list) {
        return Stream.of(list.split(",")).filter(text -> !text.isBlank()).map(Double::valueOf);
    }
}
