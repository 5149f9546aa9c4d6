package dev.understudy.token;

/** Fetches key sets over a network. */
@FunctionalInterface
public interface KeyFetcher {
    /**
     * The JSON Web Key Set of an issuer, as text.
     *
     * @param issuer the token's {@code iss}
     * @param source {@link KeySource.Discovery}, {@link KeySource.DiscoveryUri} or {@link KeySource.JwksUri}
     */
    String fetch(String issuer, KeySource source) throws KeyFetchException;
}
