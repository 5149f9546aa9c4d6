package dev.understudy.idp;

import dev.understudy.token.SigningKeys;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Keeps the keys of local issuers. An issuer's keys never change once they are made. */
@FunctionalInterface
public interface IssuerKeyStore {
    /**
     * The issuer's keys, made now if there are none. However many ask at once, all are given the same keys.
     *
     * @param issuer without {@code https://}
     * @throws IssuerKeyStoreException if the keys can be neither read nor written
     */
    SigningKeys keys(String issuer, Supplier<SigningKeys> generator);

    /** A store that ends with the process. */
    static IssuerKeyStore inMemory() {
        ConcurrentHashMap<String, SigningKeys> keys = new ConcurrentHashMap<>();
        return (issuer, generator) -> keys.computeIfAbsent(issuer, i -> generator.get());
    }
}
