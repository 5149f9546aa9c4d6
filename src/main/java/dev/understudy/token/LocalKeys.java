package dev.understudy.token;

/** The keys of the issuers that this process plays itself. */
@FunctionalInterface
public interface LocalKeys {
    /**
     * The issuer's public keys, as the text of a JSON Web Key Set. It is asked for anew at every verification.
     *
     * @param issuer the token's {@code iss}
     */
    String jwks(String issuer) throws KeyFetchException;
}
