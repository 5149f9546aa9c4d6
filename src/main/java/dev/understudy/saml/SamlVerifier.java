package dev.understudy.saml;

import dev.understudy.aws.Partition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Verifies a SAML 2.0 response as AWS gets it in {@code SAMLAssertion}: its form, its issuer, its signatures, and then
 * what the signed assertion says. Nothing of an assertion is believed that was not read from the signed bytes.
 */
public final class SamlVerifier {
    /** The longest that AWS's model lets through, in characters. */
    public static final int LONGEST = 100_000;

    private final InstantSource clock;

    public SamlVerifier(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Judges a response.
     *
     * @param encoded base64 of the response's XML
     * @param provider the identity provider that must have issued it
     * @param partition whose sign-in endpoint it must be for
     */
    public SamlVerification verify(String encoded, SamlMetadata provider, Partition partition) {
        try {
            return new SamlVerification.Verified(assertion(encoded, provider, SignInEndpoint.of(partition)));
        } catch (RejectedAssertionException rejected) {
            return new SamlVerification.Rejected(rejected.rejection());
        }
    }

    private VerifiedAssertion assertion(String encoded, SamlMetadata provider, SignInEndpoint endpoint)
            throws RejectedAssertionException {
        ResponseForm.Parts parts = ResponseForm.check(decode(encoded));
        Issuers.check(parts.response(), parts.assertion(), provider);
        Instant now = clock.instant();
        if (provider.validUntil().filter(end -> !now.isBefore(end)).isPresent()) {
            throw Rejections.signature("The provider's metadata was valid until "
                    + provider.validUntil().get() + "; it is " + now + ".");
        }
        Element response = parts.response();
        Optional<Element> signed = Optional.empty();
        if (parts.responseSignature().isPresent()) {
            response =
                    SignedElement.verified(response, parts.responseSignature().get(), provider.signingKeys());
            signed = Elements.only(response, Saml.ASSERTION, "Assertion");
        }
        if (parts.assertionSignature().isPresent()) {
            signed = Optional.of(SignedElement.verified(
                    parts.assertion(), parts.assertionSignature().get(), provider.signingKeys()));
        }
        if (signed.isEmpty()) {
            throw Rejections.signature("Neither the Response nor its Assertion is signed.");
        }
        // What was signed says it again: this is the reading that counts.
        Issuers.check(response, signed.get(), provider);
        return new AssertionReader(signed.get(), endpoint, now).read(response);
    }

    static Document decode(String encoded) throws RejectedAssertionException {
        if (encoded.length() > LONGEST) {
            throw Rejections.format("It is longer than " + LONGEST + " characters.");
        }
        Optional<byte[]> bytes = Base64Text.decode(encoded);
        if (bytes.isEmpty()) {
            throw Rejections.notBase64();
        }
        try {
            return SecureXml.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.get()))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw Rejections.notBase64();
        } catch (MalformedXmlException malformed) {
            throw Rejections.format(malformed.reason());
        }
    }
}
