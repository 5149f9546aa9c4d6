package dev.understudy.token;

import java.time.Instant;
import java.util.Optional;

/** What an identity provider says of an access token. */
public sealed interface Introspection {
    /**
     * The token is a user's.
     *
     * @param appId the app that the user gave it to
     * @param userId the user, as this app knows them
     * @param expiresAt from when on it is no longer good; never if empty
     */
    record Active(String appId, String userId, Optional<Instant> expiresAt) implements Introspection {}

    /**
     * The token was good once.
     *
     * @param explanation one sentence for people, without the token
     */
    record Expired(String explanation) implements Introspection {}

    /**
     * The token is none of the provider's, or none that stands for a user.
     *
     * @param explanation one sentence for people, without the token
     */
    record Refused(String explanation) implements Introspection {}
}
