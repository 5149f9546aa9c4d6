package dev.understudy.idp;

import dev.understudy.token.KeyFetchException;
import dev.understudy.token.KeyType;
import dev.understudy.token.LocalKeys;
import dev.understudy.token.OAuthProvider;
import dev.understudy.token.SignedToken;
import dev.understudy.token.SigningKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * The identity providers that this process plays: they sign tokens that verify, and publish their keys as a real one
 * does. An issuer's keys are made when they are first needed. A test may change them, and may spoil what is published;
 * both count from the next call on, because the keys of local issuers are asked for at every verification.
 *
 * <p>Every method takes an issuer with or without {@code https://}; such issuers share their keys. Methods that sign, or
 * change something, throw {@link UnknownIssuerException} if the issuer is not played here,
 * {@link UnsupportedTokenException} if an issuer of its kind has no such tokens, and {@link IssuerKeyStoreException} if its
 * keys can be neither read nor written.
 */
public final class LocalIssuers implements LocalKeys {
    private volatile SortedSet<String> names;
    private final IssuerKeyStore store;
    private final TokenMaker tokens;
    private final KeyMaker keyMaker;
    private final KeyFaults faults;
    private final LongAdder issued = new LongAdder();

    /**
     * @param issuers those that are played, with or without {@code https://}
     */
    public LocalIssuers(Collection<String> issuers, IssuerKeyStore store, InstantSource clock, SecureRandom random) {
        this.names = canonical(issuers);
        this.store = store;
        this.keyMaker = new KeyMaker(random);
        this.tokens = new TokenMaker(clock, random);
        this.faults = new KeyFaults(random);
    }

    /** Plays these issuers from now on; one that is played again has the keys it had. */
    public void play(Collection<String> issuers) {
        names = canonical(issuers);
        faults.retain(names);
    }

    private static SortedSet<String> canonical(Collection<String> issuers) {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(issuers.stream().map(Issuers::canonical).toList()));
    }

    /** Whether this issuer is played here. */
    public boolean plays(String issuer) {
        return names.contains(Issuers.canonical(issuer));
    }

    /** A token as the request wants it: a JSON Web Token in compact form, or an access token of an OAuth provider. */
    public String sign(TokenRequest request) {
        String name = known(request.issuer());
        Optional<AccessTokenForm> form = AccessTokenForm.of(name);
        form.ifPresent(it -> it.check(request));
        String jwt = tokens.make(request, keys(name).current());
        issued.increment();
        return form.map(it -> it.wrap(jwt)).orElse(jwt);
    }

    /** A token that one of these issuers signed, whatever it says and whatever they publish. */
    Optional<SignedToken> verified(String token) {
        return SignedToken.verified(
                token,
                issuer -> plays(issuer)
                                && OAuthProvider.of(Issuers.canonical(issuer)).isEmpty()
                        ? Optional.of(keys(Issuers.canonical(issuer)).publicJwks())
                        : Optional.empty());
    }

    /**
     * The key of this type with which the issuer signs now, if it has one. The issuer need not be played: a call that
     * began before a reload ends as it began.
     */
    public Optional<SigningKey> signingKey(String issuer, KeyType type) {
        return keys(Issuers.canonical(issuer)).current().find(type);
    }

    /** How many tokens were made. */
    public long issued() {
        return issued.sum();
    }

    /**
     * Makes new keys, which sign from now on. The earlier ones stay published, so that their tokens are accepted, until
     * they are retired or {@value KeyRing#MOST_PREVIOUS} rotations later.
     */
    public IssuerState rotate(String issuer) {
        String name = known(issuer);
        return change(name, ring -> ring.rotated(keyMaker.next(name, ring.current())));
    }

    /** Publishes no longer the keys of before the last rotation; their tokens are refused from now on. */
    public IssuerState retire(String issuer) {
        return change(known(issuer), KeyRing::retired);
    }

    /** Makes new keys and drops the earlier ones in one step, as a provider does that was restarted or broken into. */
    public IssuerState replace(String issuer) {
        String name = known(issuer);
        return change(name, ring -> KeyRing.of(keyMaker.next(name, ring.current())));
    }

    private IssuerState change(String name, UnaryOperator<KeyRing> change) {
        keys(name);
        store.change(name, change);
        return state(name);
    }

    /** Spoils what the issuer publishes until it is mended. */
    public IssuerState breakKeys(String issuer, KeyFault fault) {
        return breakKeys(issuer, new ActiveKeyFault(fault, OptionalInt.empty()));
    }

    /**
     * Spoils what the issuer publishes for so many fetches, by Understudy itself or by others.
     *
     * @param times at least 1
     */
    public IssuerState breakKeys(String issuer, KeyFault fault, int times) {
        return breakKeys(issuer, new ActiveKeyFault(fault, OptionalInt.of(times)));
    }

    private IssuerState breakKeys(String issuer, ActiveKeyFault fault) {
        String name = known(issuer);
        if (AccessTokenForm.of(name).isPresent()) {
            throw new UnsupportedTokenException(
                    name + " gives opaque access tokens and publishes no keys that could be spoilt;"
                            + " let the calls that bring its tokens fail instead.");
        }
        faults.set(name, fault);
        return state(name);
    }

    /** Publishes the issuer's keys again. */
    public IssuerState mend(String issuer) {
        String name = known(issuer);
        faults.mend(name);
        return state(name);
    }

    /** Publishes the keys of all issuers again. */
    public void mend() {
        faults.mend();
    }

    /** All issuers that are played, by name. */
    public List<IssuerState> states() {
        return names.stream().map(this::state).toList();
    }

    private IssuerState state(String name) {
        return IssuerState.of(name, store.find(name), faults.of(name));
    }

    /**
     * What a client gets that asks the issuer for its keys now. It counts as a fetch.
     *
     * @throws UnknownIssuerException if the issuer is not played here
     * @throws IssuerKeyStoreException if its keys can be neither read nor written
     */
    public PublishedKeys published(String issuer) {
        String name = known(issuer);
        return faults.fetch(name, () -> keys(name).publicJwks());
    }

    /** The same as the verification of a token sees it: the text, or why it could not be had. */
    @Override
    public String jwks(String issuer) throws KeyFetchException {
        PublishedKeys published;
        try {
            published = published(issuer);
        } catch (IssuerKeyStoreException | UnknownIssuerException e) {
            throw new KeyFetchException(String.valueOf(e.getMessage()));
        }
        if (!published.delay().isZero()) {
            throw new KeyFetchException("The local issuer does not answer in time; that fault was asked for.");
        }
        if (published.status() != 200) {
            throw new KeyFetchException("The local issuer answers with the HTTP status " + published.status()
                    + "; that fault was asked for.");
        }
        return published.body();
    }

    /** The issuer's own keys, whatever faults spoil what it publishes; it does not count as a fetch. */
    String publicJwks(String issuer) {
        return keys(known(issuer)).publicJwks();
    }

    private String known(String issuer) {
        if (!plays(issuer)) {
            throw new UnknownIssuerException(
                    issuer, names.stream().filter(name -> !StsIssuer.is(name)).toList());
        }
        return Issuers.canonical(issuer);
    }

    private KeyRing keys(String name) {
        return store.keys(name, () -> KeyRing.of(keyMaker.first(name)));
    }
}
