package dev.understudy.saml;

/** The judgement of a SAML response. */
public sealed interface SamlVerification {
    /** Every check passed. */
    record Verified(VerifiedAssertion assertion) implements SamlVerification {}

    /** A check failed. */
    record Rejected(SamlRejection rejection) implements SamlVerification {}
}
