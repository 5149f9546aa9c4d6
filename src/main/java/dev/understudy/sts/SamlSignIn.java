package dev.understudy.sts;

import dev.understudy.iam.Directory;
import dev.understudy.iam.SamlProvider;
import dev.understudy.saml.LocalSamlProviders;
import dev.understudy.saml.MetadataSource;
import dev.understudy.saml.SamlMetadata;
import dev.understudy.saml.SamlRejection;
import dev.understudy.saml.SamlVerification;
import dev.understudy.saml.SamlVerifier;
import dev.understudy.saml.UnverifiedAssertion;
import dev.understudy.saml.VerifiedAssertion;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/** Finds the SAML provider that a call names, and verifies the response by it. */
public final class SamlSignIn {
    private final SamlVerifier verifier;
    private final LocalSamlProviders locals;
    private final SecureRandom random;

    /**
     * @param random for the request ids in the messages of the service behind STS
     */
    public SamlSignIn(SamlVerifier verifier, LocalSamlProviders locals, SecureRandom random) {
        this.verifier = verifier;
        this.locals = locals;
        this.random = random;
    }

    SamlIdentity identity(AssumeRoleWithSamlRequest request, Directory accounts, Trace.Recorder trace)
            throws StsException {
        Optional<SamlProvider> provider =
                accounts.samlProvider(request.principalArn().toString());
        if (provider.isEmpty()) {
            String reason = "There is no SAML provider " + request.principalArn() + ".";
            trace.failed("provider", reason);
            throw new StsException(
                    new StsFault(
                            StsErrorCode.INVALID_IDENTITY_TOKEN,
                            byDiscovery("Specified provider doesn't exist", "AuthSamlManifestNotFoundException")),
                    reason);
        }
        trace.passed("provider", "The SAML provider exists.");
        return new SamlIdentity(provider.get(), verified(request.samlAssertion(), provider.get(), trace));
    }

    private VerifiedAssertion verified(String samlAssertion, SamlProvider provider, Trace.Recorder trace)
            throws StsException {
        SamlVerification verification = verifier.verify(samlAssertion, metadata(provider), provider.partition());
        if (verification instanceof SamlVerification.Rejected rejected) {
            UnverifiedAssertion unverified = UnverifiedAssertion.of(samlAssertion);
            trace.token(unverified.issuer(), unverified.subject());
            SamlRejection rejection = rejected.rejection();
            trace.failed("assertion " + rejection.check().label(), rejection.explanation());
            throw new StsException(fault(rejection), rejection.explanation());
        }
        VerifiedAssertion assertion = ((SamlVerification.Verified) verification).assertion();
        trace.token(
                Optional.of(assertion.issuer()), Optional.of(assertion.subject().value()));
        trace.passed(
                "assertion", "The assertion of " + assertion.issuer() + " was issued at " + assertion.issuedAt() + ".");
        return assertion;
    }

    private SamlMetadata metadata(SamlProvider provider) {
        return provider.source() instanceof MetadataSource.Document document
                ? document.metadata()
                : locals.metadata(provider.name());
    }

    private StsFault fault(SamlRejection rejection) {
        return switch (rejection.code()) {
            case INVALID_IDENTITY_TOKEN -> new StsFault(StsErrorCode.INVALID_IDENTITY_TOKEN, rejection.message());
            case INVALID_SAML_RESPONSE ->
                new StsFault(
                        StsErrorCode.INVALID_IDENTITY_TOKEN,
                        byDiscovery(rejection.message(), "AuthSamlInvalidSamlResponseException"));
            case EXPIRED_TOKEN -> new StsFault(StsErrorCode.EXPIRED_TOKEN_EXCEPTION, rejection.message());
            case ACCESS_DENIED -> new StsFault(StsErrorCode.ACCESS_DENIED, rejection.message());
        };
    }

    /** Some messages come from a service behind STS, whose SDK appends the particulars of its answer (reported). */
    private String byDiscovery(String message, String code) {
        return message + " (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: " + code
                + "; Request ID: " + new UUID(random.nextLong(), random.nextLong()) + "; Proxy: null)";
    }
}
