package dev.understudy.saml;

/** Where an identity provider's metadata comes from. */
public sealed interface MetadataSource {
    /** A document that the configuration holds. */
    record Document(SamlMetadata metadata) implements MetadataSource {}

    /** Understudy plays the provider itself. */
    record Local() implements MetadataSource {}
}
