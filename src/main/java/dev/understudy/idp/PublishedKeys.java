package dev.understudy.idp;

import java.time.Duration;

/**
 * What a client gets that asks a local issuer for its keys.
 *
 * @param status of HTTP
 * @param body a JSON Web Key Set, unless a fault makes it something else
 * @param delay until the answer comes; zero unless a fault makes it slow
 */
public record PublishedKeys(int status, String contentType, String body, Duration delay) {
    /** One second more than a provider has to answer Understudy. */
    public static final Duration SLOW = Duration.ofSeconds(6);

    static PublishedKeys of(String jwks) {
        return new PublishedKeys(200, "application/json", jwks, Duration.ZERO);
    }

    PublishedKeys delayed(Duration by) {
        return new PublishedKeys(status, contentType, body, by);
    }
}
