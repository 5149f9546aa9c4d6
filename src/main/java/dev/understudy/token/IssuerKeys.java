package dev.understudy.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The verification keys of issuers, kept so that a token seldom costs a fetch.
 *
 * <ul>
 *   <li>Many calls that wait for one issuer cost one fetch.
 *   <li>An issuer is asked at most once in {@value #INTERVAL_SECONDS} seconds, whatever the tokens say: for an unknown
 *       key id, for a signature that does not verify (a restarted provider may use an old key id for a new key), or
 *       after a failure, which is remembered for as long.
 *   <li>Keys older than an hour are fetched anew; a key that the issuer no longer publishes is then gone. One call
 *       fetches, the others go on with the old keys.
 *   <li>Through an outage of the provider the last keys stay in use until they are a day old.
 *   <li>The last {@value #ISSUERS} issuers in use are kept.
 * </ul>
 *
 * <p>How AWS caches keys is not documented. A fetch runs in the calling thread, which must not be one that serves
 * sockets. When a clock that was set back makes a fetch lie in the future, the fetch counts as long past.
 */
public final class IssuerKeys {
    private static final long INTERVAL_SECONDS = 10;
    private static final int ISSUERS = 1_000;
    private static final Duration INTERVAL = Duration.ofSeconds(INTERVAL_SECONDS);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration USABLE = Duration.ofDays(1);

    private final Function<String, KeySource> sources;
    private final KeyFetcher fetcher;
    private final LocalKeys local;
    private final InstantSource clock;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Cache<Place, Entry> entries =
            Caffeine.newBuilder().maximumSize(ISSUERS).build();
    private final Cache<String, KeySet> parsed =
            Caffeine.newBuilder().maximumSize(ISSUERS).build();

    /** Keys belong to issuer and source, so that a changed configuration does not meet old keys. */
    private record Place(String issuer, KeySource source) {}

    /**
     * @param sources where the keys of an issuer (the token's {@code iss}) come from; asked at every verification
     */
    public IssuerKeys(Function<String, KeySource> sources, KeyFetcher fetcher, LocalKeys local, InstantSource clock) {
        this.sources = sources;
        this.fetcher = fetcher;
        this.local = local;
        this.clock = clock;
    }

    /** How many times the keys at hand sufficed. Local and configured keys, which are never fetched, do not count. */
    public long hits() {
        return hits.sum();
    }

    /** How many times keys had to be fetched or waited for, or could not be had. */
    public long misses() {
        return misses.sum();
    }

    /** Forgets every key and every failure. */
    public void clear() {
        entries.invalidateAll();
        parsed.invalidateAll();
    }

    /**
     * The issuer's keys. If those at hand do not satisfy the caller, they are fetched anew if that may be; the answer
     * need not satisfy either.
     */
    KeySet find(String issuer, Predicate<KeySet> satisfies) throws KeyFetchException {
        KeySource source = sources.apply(issuer);
        if (source instanceof KeySource.Local) {
            return parse(local.jwks(issuer));
        }
        if (source instanceof KeySource.StaticJwks jwks) {
            return parse(jwks.json());
        }
        return entries.get(new Place(issuer, source), Entry::new).find(satisfies);
    }

    private KeySet parse(String json) throws KeyFetchException {
        KeySet known = parsed.getIfPresent(json);
        if (known != null) {
            return known;
        }
        KeySet keys = KeySet.parse(json);
        parsed.put(json, keys);
        return keys;
    }

    private static boolean within(Duration limit, Instant past, Instant now) {
        Duration age = Duration.between(past, now);
        return !age.isNegative() && age.compareTo(limit) < 0;
    }

    /** What is known of an issuer at a moment. */
    private record State(Optional<KeySet> keys, Instant fetched, Instant attempted, String failure) {
        static final State NEW = new State(Optional.empty(), Instant.EPOCH, Instant.EPOCH, "");

        Optional<KeySet> fresh(Instant now) {
            return within(FRESH, fetched, now) ? keys : Optional.empty();
        }

        Optional<KeySet> usable(Instant now) {
            return within(USABLE, fetched, now) ? keys : Optional.empty();
        }

        boolean mayFetch(Instant now) {
            return !within(INTERVAL, attempted, now);
        }
    }

    private final class Entry {
        private final Place place;
        private final ReentrantLock fetching = new ReentrantLock();
        private volatile State state = State.NEW;

        Entry(Place place) {
            this.place = place;
        }

        KeySet find(Predicate<KeySet> satisfies) throws KeyFetchException {
            Instant now = clock.instant();
            State before = state;
            Optional<KeySet> fresh = before.fresh(now).filter(satisfies);
            if (fresh.isPresent()) {
                hits.increment();
                return fresh.get();
            }
            Optional<KeySet> old = before.usable(now).filter(satisfies);
            if (old.isPresent() && !fetching.tryLock()) {
                hits.increment();
                return old.get();
            }
            misses.increment();
            if (old.isEmpty()) {
                fetching.lock();
            }
            try {
                return refreshed(before);
            } finally {
                fetching.unlock();
            }
        }

        /** With the lock held: fetches unless another call did so meanwhile or it is too soon. */
        private KeySet refreshed(State before) throws KeyFetchException {
            Instant now = clock.instant();
            if (state.equals(before) && before.mayFetch(now)) {
                state = fetch(before, now);
            }
            State after = state;
            return after.usable(now).orElseThrow(() -> new KeyFetchException(after.failure()));
        }

        private State fetch(State before, Instant now) {
            try {
                KeySet keys = KeySet.parse(fetcher.fetch(place.issuer(), place.source()));
                return new State(Optional.of(keys), now, now, "");
            } catch (KeyFetchException e) {
                return new State(before.keys(), before.fetched(), now, e.explanation());
            }
        }
    }
}
