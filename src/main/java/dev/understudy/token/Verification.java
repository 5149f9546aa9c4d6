package dev.understudy.token;

/** The judgement of an identity token. */
public sealed interface Verification {
    /** Every check passed. */
    record Verified(VerifiedToken token) implements Verification {}

    /** A check failed. */
    record Rejected(TokenRejection rejection) implements Verification {}
}
