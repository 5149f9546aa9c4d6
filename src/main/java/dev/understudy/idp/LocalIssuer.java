package dev.understudy.idp;

import java.time.Duration;

/**
 * How a local issuer behaves, as far as the configuration says.
 *
 * @param tokenLifetime from the issue of a token to its expiry
 */
public record LocalIssuer(Duration tokenLifetime) {
    /** One of which the configuration says nothing but that it is local. */
    public static final LocalIssuer DEFAULT = new LocalIssuer(Duration.ofHours(1));
}
