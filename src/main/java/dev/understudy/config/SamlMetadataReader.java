package dev.understudy.config;

import dev.understudy.saml.InvalidMetadataException;
import dev.understudy.saml.MetadataSource;
import dev.understudy.saml.SamlMetadata;
import java.util.Optional;

/** Reads where a SAML provider's metadata comes from: a document, inline or by path, or Understudy itself. */
final class SamlMetadataReader {
    private static final String DOCUMENT = "SamlMetadataDocument";
    private static final String LOCAL = "local";

    private final LinkedFiles files;
    private final Faults faults;

    SamlMetadataReader(LinkedFiles files, Faults faults) {
        this.files = files;
        this.faults = faults;
    }

    /** Nothing only if a fault was found. */
    Optional<MetadataSource> source(Entry provider) {
        boolean local =
                provider.optional(LOCAL, Rule.TRUTH).map(Boolean::parseBoolean).orElse(false);
        boolean document = provider.field(DOCUMENT).isPresent();
        if (local == document) {
            faults.add(
                    provider.place(),
                    local
                            ? "a local provider makes its own metadata: remove " + DOCUMENT + " or local"
                            : DOCUMENT + " is missing; with local: true, Understudy plays the provider");
            return Optional.empty();
        }
        return local ? Optional.of(new MetadataSource.Local()) : document(provider);
    }

    private Optional<MetadataSource> document(Entry provider) {
        Optional<String> written = provider.optional(DOCUMENT, Rule.METADATA);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        boolean inline = written.get().stripLeading().startsWith("<");
        Optional<String> xml = inline ? written : files.xml(provider, DOCUMENT);
        if (xml.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MetadataSource.Document(
                    SamlMetadata.parse(inline ? xml.get().strip() : xml.get())));
        } catch (InvalidMetadataException invalid) {
            faults.add(provider.place(DOCUMENT), "this is no metadata of an identity provider: " + invalid.reason());
            return Optional.empty();
        }
    }
}
