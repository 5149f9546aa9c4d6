package dev.understudy.token;

import java.time.Instant;
import java.util.Optional;

/** An access token for which its provider vouches. Only {@link AccessTokenVerifier} makes one. */
public final class VerifiedAccessToken {
    private final OAuthProvider provider;
    private final Introspection.Active active;

    VerifiedAccessToken(OAuthProvider provider, Introspection.Active active) {
        this.provider = provider;
        this.active = active;
    }

    public OAuthProvider provider() {
        return provider;
    }

    /** The app that the user gave the token to. */
    public String appId() {
        return active.appId();
    }

    /** The user, as this app knows them. */
    public String userId() {
        return active.userId();
    }

    /** From when on the token is no longer good; never if empty. */
    public Optional<Instant> expiresAt() {
        return active.expiresAt();
    }

    @Override
    public String toString() {
        return "VerifiedAccessToken[provider=" + provider.host() + ", userId=" + Quoted.of(userId()) + "]";
    }
}
