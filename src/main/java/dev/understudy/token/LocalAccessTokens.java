package dev.understudy.token;

/** The access tokens of the OAuth providers that this process plays itself. */
@FunctionalInterface
public interface LocalAccessTokens {
    /** What the provider that is played here says of a token, at this moment. */
    Introspection introspect(OAuthProvider provider, String token);
}
