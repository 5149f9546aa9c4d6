package dev.understudy.saml;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
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
        return new SamlMetadata(entityId, keys, urls, validUntil(root));
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
                for (Element certificate : Elements.all(descriptor, Saml.SIGNATURE, "X509Certificate")) {
                    keys.add(key(Elements.text(certificate)));
                }
            }
        }
        return keys;
    }

    private static PublicKey key(String encoded) throws InvalidMetadataException {
        PublicKey key = Base64Text.decode(encoded)
                .flatMap(MetadataReader::publicKey)
                .orElseThrow(() -> new InvalidMetadataException("an X509Certificate in it is no certificate"));
        Optional<String> refusal = SigningKeySize.refusal(key);
        if (refusal.isPresent()) {
            throw new InvalidMetadataException("a certificate in it cannot be used: " + refusal.get());
        }
        return key;
    }

    private static Optional<PublicKey> publicKey(byte[] certificate) {
        try {
            return Optional.of(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate))
                    .getPublicKey());
        } catch (CertificateException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> validUntil(Element root) throws InvalidMetadataException {
        Optional<String> text = Elements.attribute(root, "validUntil");
        Optional<Instant> time = text.flatMap(SamlTime::parse);
        if (text.isPresent() && time.isEmpty()) {
            throw new InvalidMetadataException("its validUntil is no time such as 2030-01-31T12:00:00Z");
        }
        return time;
    }
}
