package dev.understudy.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that end before their time, under a clock that stands still. Ours; AWS can revoke by policy only. */
class RevocationsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/RoleForGoogle";
    private static final String OTHER = "arn:aws:iam::123456789012:role/Other";

    private final MintStamps stamps = Sessions.stamps();
    private final CredentialMinter minter = new CredentialMinter(Sessions.key(1), Sessions.repeatable(1), stamps);
    private final SessionOpener opener = new SessionOpener(Sessions.key(1));
    private final Revocations revocations = new Revocations(stamps, Set.of(ROLE, OTHER)::contains);

    private TemporaryCredentials mint(String roleArn) {
        SessionPrincipal role = new SessionPrincipal.AssumedRole("AROARZPUZDIKGB2VALC4A", roleArn, "session");
        return minter.mint(
                Session.of(role, Sessions.ACCOUNT, Sessions.NOON, Sessions.NOON.plusSeconds(900)), Optional.empty());
    }

    private boolean isGood(TemporaryCredentials credentials) {
        Opened.Valid opened = (Opened.Valid) opener.open(credentials.accessKeyId(), credentials.sessionToken());
        return revocations.reason(credentials.accessKeyId(), opened).isEmpty();
    }

    @Test
    void a_session_is_expired_by_its_key_and_no_other() {
        TemporaryCredentials one = mint(ROLE);
        TemporaryCredentials two = mint(ROLE);
        assertThat(isGood(one)).isTrue();
        revocations.expire(one.accessKeyId());
        assertThat(isGood(one)).isFalse();
        assertThat(isGood(two)).isTrue();
    }

    @Test
    void a_role_loses_the_sessions_that_it_has_and_no_later_one() {
        TemporaryCredentials before = mint(ROLE);
        TemporaryCredentials others = mint(OTHER);
        revocations.expireRole(ROLE);
        TemporaryCredentials after = mint(ROLE);
        assertThat(isGood(before)).isFalse();
        assertThat(isGood(others)).isTrue();
        assertThat(isGood(after)).isTrue();
        revocations.expireRole(ROLE);
        assertThat(isGood(after)).isFalse();
    }

    @Test
    void all_sessions_are_expired_and_no_later_one() {
        List<TemporaryCredentials> before = List.of(mint(ROLE), mint(OTHER));
        revocations.expireAll();
        TemporaryCredentials after = mint(ROLE);
        assertThat(before).noneMatch(this::isGood);
        assertThat(isGood(after)).isTrue();
        revocations.expireAll();
        assertThat(isGood(after)).isFalse();
    }

    @Test
    void reset_forgets_all() {
        TemporaryCredentials one = mint(ROLE);
        revocations.expire(one.accessKeyId());
        revocations.expireRole(ROLE);
        revocations.expireAll();
        revocations.reset();
        assertThat(isGood(one)).isTrue();
        revocations.expireAll();
        assertThat(isGood(one)).isFalse();
    }

    /** A restart with the same sealing key, by a clock that is as far on as the restart took. */
    @Test
    void sessions_of_an_earlier_process_are_expired_too() {
        TemporaryCredentials old = IntStream.range(0, 1_000)
                .mapToObj(i -> mint(ROLE))
                .reduce((a, b) -> b)
                .orElseThrow();
        InstantSource later = InstantSource.fixed(Sessions.NOON.plusMillis(1));
        Revocations restarted = new Revocations(new MintStamps(later), Set.of(ROLE)::contains);
        restarted.expireAll();
        Opened.Valid opened = (Opened.Valid) opener.open(old.accessKeyId(), old.sessionToken());
        assertThat(restarted.reason(old.accessKeyId(), opened)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    AKIARZPUZDIKGB2VALC4  | is a user's
                    ASIARZPUZDIKGB2VALC   | ASIA and 16
                    ASIARZPUZDIKGB2VALC4A | ASIA and 16
                    asiarzpuzdikgb2valc4  | ASIA and 16
                    ASIARZPUZDIKGB2VALC1  | ASIA and 16
                    ''                    | ASIA and 16
                    IQoJb3JpZ2luX2VjA     | ASIA and 16
                    """)
    void what_is_no_session_key_is_refused_and_not_repeated(String key, String says) {
        assertThatThrownBy(() -> revocations.expire(key))
                .isInstanceOfSatisfying(IllegalArgumentException.class, refusal -> {
                    assertThat(refusal).hasMessageContaining(says);
                    if (!key.isEmpty()) {
                        assertThat(refusal.getMessage()).doesNotContain(key);
                    }
                });
    }

    @Test
    void an_unknown_role_is_refused() {
        assertThatThrownBy(() -> revocations.expireRole(ROLE + "x"))
                .isInstanceOf(UnknownRoleException.class)
                .hasMessage("There is no role " + ROLE + "x in the configuration.");
    }

    @Test
    void the_newest_keys_are_kept_up_to_the_capacity() {
        List<TemporaryCredentials> minted = new ArrayList<>();
        for (int i = 0; i < Revocations.CAPACITY; i++) {
            minted.add(mint(ROLE));
            revocations.expire(minted.get(i).accessKeyId());
        }
        assertThat(minted).as("at the limit").noneMatch(this::isGood);
        // Once more: now the second is the one that was expired longest ago.
        revocations.expire(minted.get(0).accessKeyId());
        TemporaryCredentials newest = mint(ROLE);
        revocations.expire(newest.accessKeyId());
        assertThat(isGood(newest)).isFalse();
        assertThat(isGood(minted.get(0))).isFalse();
        assertThat(isGood(minted.get(1))).as("one past the limit").isTrue();
        assertThat(isGood(minted.get(2))).isFalse();
    }

    @Test
    void stamps_grow_whatever_the_clock_does() {
        List<Duration> offsets =
                List.of(Duration.ZERO, Duration.ZERO, Duration.ofHours(-1), Duration.ofNanos(1), Duration.ofSeconds(1));
        List<Instant> times = offsets.stream().map(Sessions.NOON::plus).toList();
        MintStamps moved = new MintStamps(times.iterator()::next);
        List<Long> drawn = times.stream().map(time -> moved.next()).toList();
        long first = Sessions.FIRST_STAMP;
        assertThat(drawn).containsExactly(first, first + 1, first + 2, first + 3, first + 1_000_000);
    }

    @Test
    void no_two_threads_draw_the_same_stamp() throws Exception {
        int threads = 8;
        int each = 5_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<List<Long>> work =
                    () -> IntStream.range(0, each).mapToObj(i -> stamps.next()).toList();
            Set<Long> all = new HashSet<>();
            for (Future<List<Long>> drawn : pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> work).toList())) {
                assertThat(drawn.get()).isSorted();
                all.addAll(drawn.get());
            }
            assertThat(all).hasSize(threads * each);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Whatever the moment, a session that was there when the call was made is gone once it has returned. */
    @Test
    void minting_and_expiring_at_the_same_time_leaves_no_old_session() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> work = () -> {
                for (int i = 0; i < 500; i++) {
                    TemporaryCredentials mine = mint(ROLE);
                    revocations.expireRole(ROLE);
                    assertThat(isGood(mine)).isFalse();
                }
                return true;
            };
            for (Future<Boolean> done :
                    pool.invokeAll(IntStream.range(0, 4).mapToObj(i -> work).toList())) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(isGood(mint(ROLE))).isTrue();
    }
}
