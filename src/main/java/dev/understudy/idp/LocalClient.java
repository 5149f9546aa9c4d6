package dev.understudy.idp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * An application that signs its users in at a local issuer.
 *
 * @param clientSecret none for a public client, which proves itself by PKCE (RFC 7636)
 */
public record LocalClient(String clientId, RedirectUris redirectUris, Optional<String> clientSecret) {
    boolean isPublic() {
        return clientSecret.isEmpty();
    }

    boolean hasSecret(String presented) {
        byte[] given = presented.getBytes(StandardCharsets.UTF_8);
        return clientSecret
                .map(secret -> MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given))
                .orElse(false);
    }

    @Override
    public String toString() {
        return "LocalClient[" + clientId + "]";
    }
}
