package dev.understudy.idp;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Keeps keys as long as the process lives. */
final class MemoryKeyStore implements IssuerKeyStore {
    private final ConcurrentMap<String, KeyRing> keys = new ConcurrentHashMap<>();

    @Override
    public Optional<KeyRing> find(String issuer) {
        return Optional.ofNullable(keys.get(issuer));
    }

    @Override
    public KeyRing keys(String issuer, Supplier<KeyRing> generator) {
        // Computing inside the map makes many waiters share one generation.
        return keys.computeIfAbsent(issuer, name -> generator.get());
    }

    @Override
    public KeyRing change(String issuer, UnaryOperator<KeyRing> change) {
        KeyRing changed = keys.computeIfPresent(issuer, (name, ring) -> change.apply(ring));
        if (changed == null) {
            throw new IssuerKeyStoreException("The issuer " + issuer + " has no keys yet.");
        }
        return changed;
    }
}
