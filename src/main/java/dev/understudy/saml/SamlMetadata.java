package dev.understudy.saml;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an identity provider's metadata says that matters to AWS.
 *
 * @param entityId the provider's name, which its assertions must give as their issuer
 * @param signingKeys those of the certificates that it signs with, at least one. Of a certificate only the key counts:
 *     OASIS's interoperability profile of metadata wants it so, and what AWS makes of an expired one is not known
 * @param singleSignOnUrls where users sign in, by any binding
 * @param validUntil from when on the metadata is no longer good
 */
public record SamlMetadata(
        String entityId, List<PublicKey> signingKeys, List<String> singleSignOnUrls, Optional<Instant> validUntil) {
    public SamlMetadata {
        signingKeys = List.copyOf(signingKeys);
        singleSignOnUrls = List.copyOf(singleSignOnUrls);
    }

    /**
     * Reads a metadata document.
     *
     * @throws InvalidMetadataException if it is none of an identity provider, or has no certificate that can be used
     */
    public static SamlMetadata parse(String xml) throws InvalidMetadataException {
        return MetadataReader.read(xml);
    }
}
