package dev.understudy.token;

/** The judgement of an access token. */
public sealed interface AccessTokenVerification {
    /** The provider vouches for it. */
    record Verified(VerifiedAccessToken token) implements AccessTokenVerification {}

    /** The provider does not, or cannot be asked. */
    record Rejected(TokenRejection rejection) implements AccessTokenVerification {}
}
