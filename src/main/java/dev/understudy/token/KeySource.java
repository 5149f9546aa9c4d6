package dev.understudy.token;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where an issuer's verification keys come from. */
public sealed interface KeySource {
    /** The keys are this process's own: a built-in identity provider signs the tokens. */
    record Local() implements KeySource {}

    /** Discovered at {@code <issuer>/.well-known/openid-configuration}, as AWS does. */
    record Discovery(Access access) implements KeySource {}

    /** A discovery document at another address than the issuer's own. */
    record DiscoveryUri(URI uri, Access access) implements KeySource {}

    /** A JSON Web Key Set at the address. */
    record JwksUri(URI uri, Access access) implements KeySource {}

    /** A JSON Web Key Set given as text. */
    record StaticJwks(String json) implements KeySource {}

    /**
     * How the address is reached.
     *
     * @param caCertificate PEM file of certificate authorities to trust instead of the JVM's
     * @param bearerTokenFile file whose trimmed content is sent as a bearer token, read anew when it changes
     */
    record Access(Optional<Path> caCertificate, Optional<Path> bearerTokenFile) {
        /** The JVM's own certificate authorities, and no bearer token. */
        public static final Access PLAIN = new Access(Optional.empty(), Optional.empty());
    }
}
