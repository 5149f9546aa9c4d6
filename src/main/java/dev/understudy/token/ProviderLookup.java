package dev.understudy.token;

import java.util.Optional;

/** Finds the identity provider that trusts an issuer. */
@FunctionalInterface
public interface ProviderLookup {
    /**
     * The provider for the issuer, or nothing if the account has none.
     *
     * @param issuer the token's {@code iss} as it stands, case and trailing slash included
     */
    Optional<TrustedProvider> find(String issuer);
}
