package dev.understudy.saml;

import java.time.Instant;
import java.util.Optional;

/** An assertion that passed every check. Only {@link SamlVerifier} makes one. */
public final class VerifiedAssertion {
    private final String issuer;
    private final NameId subject;
    private final String recipient;
    private final Validity validity;
    private final SamlAttributes attributes;
    private final SessionAttributes session;

    VerifiedAssertion(
            String issuer,
            NameId subject,
            String recipient,
            Validity validity,
            SamlAttributes attributes,
            SessionAttributes session) {
        this.issuer = issuer;
        this.subject = subject;
        this.recipient = recipient;
        this.validity = validity;
        this.attributes = attributes;
        this.session = session;
    }

    /** The provider's entityID. */
    public String issuer() {
        return issuer;
    }

    /** Who signed in. */
    public NameId subject() {
        return subject;
    }

    /** The {@code Recipient} of the subject's confirmation, which is what AWS calls the audience (documented). */
    public String recipient() {
        return recipient;
    }

    public Instant issuedAt() {
        return validity.issuedAt();
    }

    /** When the user's session at the provider ends, if it says so. */
    public Optional<Instant> sessionNotOnOrAfter() {
        return validity.sessionNotOnOrAfter();
    }

    /** All attributes. */
    public SamlAttributes attributes() {
        return attributes;
    }

    /** What the attributes say to AWS. */
    public SessionAttributes session() {
        return session;
    }

    @Override
    public String toString() {
        return "VerifiedAssertion[issuer=" + Rejections.quote(issuer) + ", subject=" + Rejections.quote(subject.value())
                + "]";
    }
}
