package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.token.TokenRejection.Check;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How AWS caches keys is not known; these are the promises of {@link IssuerKeys}. */
class IssuerKeysTest {
    private static final String OLD = jwks("old");
    private static final String NEW = jwks("new");
    private static final String SOURCE = "https://idp.example.com/jwks";

    private final TestClock clock = new TestClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Optional<String> published = Optional.of(OLD);
    private volatile KeySource source = new KeySource.StaticJwks(NEW);
    private final IssuerKeys keys =
            new IssuerKeys(issuer -> source, this::fetch, issuer -> published.orElse("{}"), clock);

    IssuerKeysTest() {
        source = new KeySource.JwksUri(URI.create(SOURCE), KeySource.Access.PLAIN);
    }

    private static final class TestClock implements InstantSource {
        private volatile Instant now = Tokens.NOW;

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration duration) {
            now = now.plus(duration);
        }
    }

    private static String jwks(String kid) {
        return "{\"keys\":["
                + Json.object(Tokens.KEYS.of(KeyType.P256).toPublicJwk())
                        .orElseThrow()
                        .put("kid", kid) + "]}";
    }

    private String fetch(String issuer, KeySource from) throws KeyFetchException {
        fetches.incrementAndGet();
        return published.orElseThrow(() -> new KeyFetchException("It is down."));
    }

    private boolean has(String kid) throws KeyFetchException {
        Optional<String> id = Optional.of(kid);
        return keys.find(Tokens.ISSUER, set -> set.answers(id)).answers(id);
    }

    private void down() {
        assertThatThrownBy(() -> has("old"))
                .isInstanceOf(KeyFetchException.class)
                .hasMessage("It is down.");
    }

    @Test
    void knownKeys_costNoFetch() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(has("old")).isTrue();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void unknownKey_isAskedForOnceInTenSeconds() throws Exception {
        assertThat(has("old")).isTrue();
        published = Optional.of(NEW);
        clock.advance(Duration.ofMillis(9_999));
        assertThat(has("new")).isFalse();
        assertThat(fetches).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(has("new")).isTrue();
        assertThat(has("old")).as("the rotated-away key").isFalse();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void failure_isRememberedForTenSeconds() throws Exception {
        published = Optional.empty();
        down();
        clock.advance(Duration.ofMillis(9_999));
        down();
        assertThat(fetches).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        down();
        assertThat(fetches).hasValue(2);

        published = Optional.of(OLD);
        clock.advance(Duration.ofSeconds(10));
        assertThat(has("old")).isTrue();
    }

    @Test
    void keysOfAnHour_areFetchedAnew() throws Exception {
        assertThat(has("old")).isTrue();
        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(has("old")).isTrue();
        assertThat(fetches).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(has("old")).isTrue();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void outage_leavesKeysForADay() throws Exception {
        assertThat(has("old")).isTrue();
        published = Optional.empty();
        clock.advance(Duration.ofHours(1));
        assertThat(has("old")).isTrue();
        assertThat(has("old")).isTrue();
        assertThat(fetches).as("one attempt in ten seconds").hasValue(2);

        clock.advance(Duration.ofHours(23).minusMillis(1));
        assertThat(has("old")).isTrue();
        assertThat(fetches).hasValue(3);

        clock.advance(Duration.ofMillis(1));
        down();
        clock.advance(Duration.ofSeconds(10));
        down();

        published = Optional.of(OLD);
        clock.advance(Duration.ofSeconds(10));
        assertThat(has("old")).isTrue();
    }

    @Test
    void clockSetBack_doesNotBlockFetches() throws Exception {
        assertThat(has("old")).isTrue();
        clock.advance(Duration.ofDays(-1));
        published = Optional.of(NEW);

        assertThat(has("new")).isTrue();
        assertThat(has("new")).isTrue();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void brokenKeySet_isAFailureLikeAnOutage() throws Exception {
        assertThat(has("old")).isTrue();
        published = Optional.of("<html>");
        clock.advance(Duration.ofHours(1));

        assertThat(has("old")).isTrue();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void changedSource_doesNotMeetOldKeys() throws Exception {
        assertThat(has("old")).isTrue();
        source = new KeySource.JwksUri(URI.create(SOURCE + "2"), KeySource.Access.PLAIN);
        published = Optional.of(NEW);

        assertThat(has("old")).isFalse();
        assertThat(has("new")).isTrue();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void clear_forgetsKeysAndFailures() throws Exception {
        published = Optional.empty();
        down();
        keys.clear();
        published = Optional.of(OLD);

        assertThat(has("old")).isTrue();
    }

    @Test
    void localAndStaticKeys_areNeverOld() throws Exception {
        source = new KeySource.Local();
        assertThat(has("old")).isTrue();
        published = Optional.of(NEW);
        assertThat(has("new")).isTrue();
        assertThat(has("old")).isFalse();

        source = new KeySource.StaticJwks(OLD);
        assertThat(has("old")).isTrue();
        source = new KeySource.StaticJwks("{}");
        assertThatThrownBy(() -> has("old")).isInstanceOf(KeyFetchException.class);
        assertThat(fetches).hasValue(0);
    }

    /** A restarted provider may use an old key id for a new key. */
    @Test
    void signatureThatDoesNotVerify_asksAgainWithinTheBound() {
        SigningKey other = Tokens.OTHER_KEYS.of(KeyType.P256);
        String otherKey =
                "{\"keys\":[" + Json.object(other.toPublicJwk()).orElseThrow().put("kid", "old") + "]}";
        String token = TokenSigner.sign(
                other,
                SigningAlgorithm.ES256,
                Tokens.header(SigningAlgorithm.ES256, h -> h.put("kid", "old")),
                Tokens.claims());
        TokenVerifier verifier = new TokenVerifier(keys, InstantSource.fixed(Tokens.NOW));
        assertThat(Tokens.refused(verifier.verify(token, Tokens.providers())).check())
                .isEqualTo(Check.SIGNATURE);
        published = Optional.of(otherKey);

        assertThat(Tokens.refused(verifier.verify(token, Tokens.providers())).check())
                .isEqualTo(Check.SIGNATURE);
        assertThat(fetches).hasValue(1);
        clock.advance(Duration.ofSeconds(10));
        Tokens.accepted(verifier.verify(token, Tokens.providers()));
        assertThat(fetches).hasValue(2);
    }

    @Test
    void outage_isToldWithTheIssuer() {
        published = Optional.empty();
        TokenVerifier verifier = new TokenVerifier(keys, InstantSource.fixed(Tokens.NOW));

        TokenRejection rejection = Tokens.refused(verifier.verify(Tokens.valid(), Tokens.providers()));

        assertThat(rejection.check()).isEqualTo(Check.KEYS);
        assertThat(rejection.explanation())
                .isEqualTo("The keys of \"https://server.example.com\" cannot be had: It is down.");
    }

    @Test
    void manyCalls_waitForOneFetch() throws Exception {
        int waiters = 16;
        CyclicBarrier start = new CyclicBarrier(waiters);
        CountDownLatch underway = new CountDownLatch(1);
        IssuerKeys shared = new IssuerKeys(
                issuer -> source,
                (issuer, from) -> {
                    fetches.incrementAndGet();
                    await(underway);
                    return OLD;
                },
                issuer -> "",
                clock);
        ExecutorService threads = Executors.newFixedThreadPool(waiters);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            Callable<Boolean> call = () -> {
                start.await();
                Optional<String> id = Optional.of("old");
                return shared.find(Tokens.ISSUER, set -> set.answers(id)).answers(id);
            };
            for (int i = 0; i < waiters; i++) {
                answers.add(threads.submit(call));
            }
            underway.countDown();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
            assertThat(fetches).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whileOneCallRefreshes_othersUseOldKeys() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        IssuerKeys shared = new IssuerKeys(
                issuer -> source,
                (issuer, from) -> {
                    if (fetches.incrementAndGet() == 2) {
                        fetching.countDown();
                        await(proceed);
                        return NEW;
                    }
                    return OLD;
                },
                issuer -> "",
                clock);
        Optional<String> old = Optional.of("old");
        shared.find(Tokens.ISSUER, set -> set.answers(old));
        clock.advance(Duration.ofHours(1));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<KeySet> refresh = threads.submit(() -> shared.find(Tokens.ISSUER, set -> set.answers(old)));
            fetching.await();

            assertThat(shared.find(Tokens.ISSUER, set -> set.answers(old)).answers(old))
                    .isTrue();
            proceed.countDown();
            assertThat(refresh.get().answers(old)).isFalse();
        } finally {
            proceed.countDown();
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
