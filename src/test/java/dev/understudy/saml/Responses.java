package dev.understudy.saml;

import dev.understudy.aws.Partition;
import dev.understudy.tls.Certificates;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSSerializer;

/** Responses of an identity provider, good ones to be spoilt. */
public final class Responses {
    static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    static final String ENTITY_ID = "https://idp.example.org/saml";
    static final String ROLE = "arn:aws:iam::123456789012:role/Reader";
    static final String PROVIDER = "arn:aws:iam::123456789012:saml-provider/Corp";
    public static final KeyPair RSA = keys("RSA");
    public static final KeyPair EC = keys("EC");
    static final KeyPair OTHER = keys("RSA");

    private Responses() {}

    static KeyPair keys(String algorithm) {
        try {
            return Certificates.keys(algorithm);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate certificate(KeyPair keys) {
        try {
            return Certificates.certificate(keys, NOW);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts both keys. */
    static SamlMetadata metadata() {
        return metadata(RSA, EC);
    }

    /** What {@link #metadataDocument} says. */
    public static SamlMetadata metadata(KeyPair... keys) {
        List<PublicKey> known = Stream.of(keys).map(KeyPair::getPublic).toList();
        return new SamlMetadata(ENTITY_ID, known, List.of("https://idp.example.org/sso"), Optional.empty());
    }

    /** The metadata of the provider with these keys. */
    public static String metadataDocument(KeyPair... keys) throws Exception {
        StringBuilder descriptors = new StringBuilder();
        for (KeyPair pair : keys) {
            descriptors.append("""
                    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
                    <ds:X509Certificate>
                    %s
                    </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
                    """.formatted(Base64.getMimeEncoder()
                    .encodeToString(certificate(pair).getEncoded())));
        }
        return """
                <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.org/saml">
                <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                %s
                <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.org/sso"/>
                </md:IDPSSODescriptor>
                </md:EntityDescriptor>""".formatted(descriptors);
    }

    static AssertionRequest request() {
        return AssertionRequest.of("alice")
                .withSessionName("alice@example.org")
                .withAttribute(SessionAttributes.ROLE, List.of(ROLE + "," + PROVIDER));
    }

    /** A good response, not signed; the IDs are {@code _response} and {@code _assertion}. */
    static String unsigned() {
        return unsigned(request());
    }

    static String unsigned(AssertionRequest request) {
        return new ResponseWriter(ENTITY_ID, request, NOW).write("_response", "_assertion");
    }

    static Document parse(String xml) {
        try {
            return SecureXml.parse(xml);
        } catch (MalformedXmlException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    static String text(Document document) {
        LSSerializer serializer = ((DOMImplementationLS) document.getImplementation()).createLSSerializer();
        serializer.getDomConfig().setParameter("xml-declaration", false);
        return serializer.writeToString(document);
    }

    /** The response with its assertion signed. */
    static String signed(String response) {
        return signed(response, Signing.USUAL);
    }

    /** The response with the signing's element signed. */
    static String signed(String response, Signing signing) {
        Document document = parse(response);
        signing.sign(Elements.root(document));
        return text(document);
    }

    /** The good response of most tests. */
    static String good() {
        return signed(unsigned());
    }

    static String base64(String xml) {
        return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    }

    static SamlVerification verify(String xml) {
        return verify(xml, NOW);
    }

    static SamlVerification verify(String xml, Instant now) {
        return verify(xml, now, metadata());
    }

    static SamlVerification verify(String xml, Instant now, SamlMetadata metadata) {
        return new SamlVerifier(InstantSource.fixed(now)).verify(base64(xml), metadata, Partition.AWS);
    }

    static VerifiedAssertion accepted(SamlVerification verification) {
        if (verification instanceof SamlVerification.Verified verified) {
            return verified.assertion();
        }
        throw new AssertionError("refused: " + rejected(verification));
    }

    static SamlRejection rejected(SamlVerification verification) {
        if (verification instanceof SamlVerification.Rejected rejected) {
            return rejected.rejection();
        }
        throw new AssertionError("accepted: " + verification);
    }

    static Element find(Element root, String namespace, String name) {
        return Elements.all(root, namespace, name).get(0);
    }

    static Element assertion(Element response) {
        return find(response, Saml.ASSERTION, "Assertion");
    }
}
