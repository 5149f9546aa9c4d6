package dev.understudy.idp;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Keeps the keys of local issuers. Issuers are named without {@code https://}. */
public interface IssuerKeyStore {
    /**
     * The issuer's keys, if any were made.
     *
     * @throws IssuerKeyStoreException if the keys cannot be read
     */
    Optional<KeyRing> find(String issuer);

    /**
     * The issuer's keys, made now if there are none. However many ask at once, all are given the same keys.
     *
     * @throws IssuerKeyStoreException if the keys can be neither read nor written
     */
    KeyRing keys(String issuer, Supplier<KeyRing> generator);

    /**
     * Replaces the issuer's keys, which {@link #keys} has made, by what becomes of them; changes of one process do not
     * overtake each other.
     *
     * @throws IssuerKeyStoreException if the keys are not there, or cannot be read or written
     */
    KeyRing change(String issuer, UnaryOperator<KeyRing> change);

    /** A store that ends with the process. */
    static IssuerKeyStore inMemory() {
        return new MemoryKeyStore();
    }
}
