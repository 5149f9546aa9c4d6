package dev.understudy.saml;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** Reads {@link SamlMetadata}, as far as it concerns an identity provider. */
final class MetadataReader {
    /** SAML 2.0 metadata, section 2.2.1. */
    static final int LONGEST_ENTITY_ID = 1024;

    private MetadataReader() {}

    static SamlMetadata read(String xml) throws InvalidMetadataException {
        Element root = root(xml);
        String entityId = Elements.attribute(root, "entityID")
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ENTITY_ID)
                .orElseThrow(() -> new InvalidMetadataException(
                        "the entityID of an EntityDescriptor has 1 to " + LONGEST_ENTITY_ID + " characters"));
        List<Element> roles = Elements.children(root, Saml.METADATA, "IDPSSODescriptor").stream()
                .filter(MetadataReader::speaksSaml2)
                .toList();
        if (roles.isEmpty()) {
            throw new InvalidMetadataException(
                    "it has no IDPSSODescriptor for SAML 2.0; is it the metadata of a service provider?");
        }
        List<PublicKey> keys = new ArrayList<>();
        List<String> urls = new ArrayList<>();
        for (Element role : roles) {
            keys.addAll(signingKeys(role));
            Elements.children(role, Saml.METADATA, "SingleSignOnService")
                    .forEach(service -> Elements.attribute(service, "Location").ifPresent(urls::add));
        }
        if (keys.isEmpty()) {
            throw new InvalidMetadataException("it has no X509Certificate of a key for signing");
        }
        return new SamlMetadata(entityId, keys, urls, validUntil(root, roles));
    }

    private static Element root(String xml) throws InvalidMetadataException {
        if (xml.startsWith("\uFEFF")) {
            throw new InvalidMetadataException("it begins with a byte order mark, which IAM does not take");
        }
        try {
            Element root = Elements.root(SecureXml.parse(xml));
            if (!Elements.is(root, Saml.METADATA, "EntityDescriptor")) {
                throw new InvalidMetadataException("its root element is no EntityDescriptor of SAML 2.0 metadata");
            }
            return root;
        } catch (MalformedXmlException malformed) {
            throw new InvalidMetadataException(malformed.reason());
        }
    }

    private static boolean speaksSaml2(Element role) {
        return Elements.attribute(role, "protocolSupportEnumeration")
                .filter(protocols -> List.of(protocols.split("\\s+")).contains(Saml.PROTOCOL))
                .isPresent();
    }

    private static List<PublicKey> signingKeys(Element role) throws InvalidMetadataException {
        List<PublicKey> keys = new ArrayList<>();
        for (Element descriptor : Elements.children(role, Saml.METADATA, "KeyDescriptor")) {
            if (Elements.attribute(descriptor, "use").orElse("signing").equals("signing")) {
                List<X509Certificate> certificates = new ArrayList<>();
                for (Element certificate : Elements.all(descriptor, Saml.SIGNATURE, "X509Certificate")) {
                    certificates.add(certificate(Elements.text(certificate)));
                }
                for (X509Certificate certificate : certificates) {
                    if (!issuedAnother(certificate, certificates)) {
                        keys.add(key(certificate));
                    }
                }
            }
        }
        return keys;
    }

    /** A descriptor is of one key; what else is in it, is the chain to the authority that vouches for that key. */
    private static boolean issuedAnother(X509Certificate certificate, List<X509Certificate> certificates) {
        return certificates.stream()
                .anyMatch(other -> !other.equals(certificate)
                        && other.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
                        && !other.getSubjectX500Principal().equals(certificate.getSubjectX500Principal()));
    }

    private static PublicKey key(X509Certificate certificate) throws InvalidMetadataException {
        PublicKey key = certificate.getPublicKey();
        Optional<String> refusal = SigningKeySize.refusal(key);
        if (refusal.isPresent()) {
            throw new InvalidMetadataException("a certificate in it cannot be used: " + refusal.get());
        }
        return key;
    }

    private static X509Certificate certificate(String encoded) throws InvalidMetadataException {
        return Base64Text.decode(encoded)
                .flatMap(MetadataReader::certificate)
                .orElseThrow(() -> new InvalidMetadataException("an X509Certificate in it is no certificate"));
    }

    private static Optional<X509Certificate> certificate(byte[] encoded) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded)));
        } catch (CertificateException malformed) {
            return Optional.empty();
        }
    }

    /** The earliest end that the provider, or a role of it, has. */
    private static Optional<Instant> validUntil(Element root, List<Element> roles) throws InvalidMetadataException {
        Optional<Instant> earliest = validUntil(root);
        for (Element role : roles) {
            Optional<Instant> end = validUntil(role);
            if (end.isPresent()
                    && earliest.filter(other -> other.isBefore(end.get())).isEmpty()) {
                earliest = end;
            }
        }
        return earliest;
    }

    private static Optional<Instant> validUntil(Element element) throws InvalidMetadataException {
        Optional<String> text = Elements.attribute(element, "validUntil");
        Optional<Instant> time = text.flatMap(SamlTime::parse);
        if (text.isPresent() && time.isEmpty()) {
            throw new InvalidMetadataException("its validUntil is no time such as 2030-01-31T12:00:00Z");
        }
        return time;
    }
}
