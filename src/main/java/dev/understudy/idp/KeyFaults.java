package dev.understudy.idp;

import dev.understudy.token.KeyType;
import dev.understudy.token.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The faults in what the local issuers publish, by canonical name. */
final class KeyFaults {
    private final SecureRandom random;
    private final Map<String, ActiveKeyFault> active = new HashMap<>();

    KeyFaults(SecureRandom random) {
        this.random = random;
    }

    synchronized void set(String issuer, ActiveKeyFault fault) {
        active.put(issuer, fault);
    }

    synchronized Optional<ActiveKeyFault> of(String issuer) {
        return Optional.ofNullable(active.get(issuer));
    }

    synchronized void mend(String issuer) {
        active.remove(issuer);
    }

    synchronized void mend() {
        active.clear();
    }

    /** Mends all but these. */
    synchronized void retain(Collection<String> issuers) {
        active.keySet().retainAll(issuers);
    }

    /** What a fetch gets now. */
    PublishedKeys fetch(String issuer, Supplier<String> jwks) {
        return next(issuer).map(fault -> spoilt(fault, jwks)).orElseGet(() -> PublishedKeys.of(jwks.get()));
    }

    /** The fault that spoils one fetch, which counts from now on. */
    private synchronized Optional<KeyFault> next(String issuer) {
        Optional<ActiveKeyFault> now = of(issuer);
        now.ifPresent(fault -> fault.afterOneFetch().ifPresentOrElse(left -> set(issuer, left), () -> mend(issuer)));
        return now.map(ActiveKeyFault::fault);
    }

    private PublishedKeys spoilt(KeyFault fault, Supplier<String> jwks) {
        return switch (fault) {
            case UNAVAILABLE ->
                new PublishedKeys(503, "text/plain; charset=utf-8", "Service Unavailable\n", Duration.ZERO);
            case MALFORMED ->
                new PublishedKeys(
                        200, "text/html; charset=utf-8", "<!doctype html><title>Sign in</title>\n", Duration.ZERO);
            case EMPTY -> PublishedKeys.of("{\"keys\":[]}");
            case UNKNOWN_KEYS -> PublishedKeys.of("{\"keys\":[" + stranger() + "]}");
            case SLOW -> PublishedKeys.of(jwks.get()).delayed(PublishedKeys.SLOW);
        };
    }

    /** A key that signs nothing; of a type that is quickly made. */
    private String stranger() {
        return SigningKey.generate(KeyType.P256, random).toPublicJwk();
    }
}
