package dev.understudy.idp;

import dev.understudy.server.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Tells which client calls the token endpoint: by HTTP Basic, by parameters, or by its id alone if it has no secret
 * (RFC 6749, section 2.3.1).
 */
record ClientAuthentication(String clientId, Optional<String> secret) {
    private static final String BASIC = "Basic ";

    /** @throws OAuthException {@code invalid_client} if it is not the client that it says it is */
    static LocalClient authenticate(LocalIssuer settings, HttpRequest request, OAuthParameters parameters)
            throws OAuthException {
        ClientAuthentication given = read(request, parameters);
        LocalClient client = settings.client(given.clientId())
                .orElseThrow(() -> invalid("The client is not among those of this issuer in the configuration."));
        if (client.isPublic() && given.secret().isPresent()) {
            throw invalid("The client has no secret in the configuration, so it must not present one.");
        }
        if (!client.isPublic() && given.secret().isEmpty()) {
            throw invalid("The client has a secret in the configuration, and presented none.");
        }
        if (!client.isPublic() && !client.hasSecret(given.secret().orElse(""))) {
            throw invalid("The client's secret is another.");
        }
        return client;
    }

    private static ClientAuthentication read(HttpRequest request, OAuthParameters parameters) throws OAuthException {
        Optional<String> authorization = request.headers().first("Authorization");
        Optional<String> id = parameters.optional("client_id");
        Optional<String> secret = parameters.optional("client_secret");
        if (authorization.isEmpty()) {
            return new ClientAuthentication(
                    id.orElseThrow(() -> invalid("There is neither a client_id nor HTTP Basic authentication.")),
                    secret);
        }
        ClientAuthentication basic = basic(authorization.get());
        if (secret.isPresent()) {
            throw OAuthException.invalidRequest("The client's secret is both in the header and in the body.");
        }
        if (id.isPresent() && !id.get().equals(basic.clientId())) {
            throw OAuthException.invalidRequest("The client_id is not that of the header.");
        }
        return basic;
    }

    /** Id and secret are encoded as in a form before they are put into base64. */
    private static ClientAuthentication basic(String header) throws OAuthException {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            throw invalid("The Authorization header must be HTTP Basic authentication.");
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            if (parts.length == 2) {
                return new ClientAuthentication(
                        OAuthParameters.decode(parts[0]), Optional.of(OAuthParameters.decode(parts[1])));
            }
        } catch (IllegalArgumentException e) {
            // The same sentence as below.
        }
        throw invalid("HTTP Basic authentication is base64 of the client's id, a colon and its secret.");
    }

    private static OAuthException invalid(String description) {
        return new OAuthException(OAuthErrorCode.INVALID_CLIENT, description);
    }

    @Override
    public String toString() {
        return "ClientAuthentication[" + clientId + "]";
    }
}
