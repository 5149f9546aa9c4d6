package dev.understudy.idp;

import dev.understudy.server.Headers;
import dev.understudy.server.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the answer to an authorization request goes. There is one only if the client and its redirect URI are right; until
 * then nothing may be redirected.
 *
 * @param inFragment whether the answer holds a token, which no server is to see (RFC 6749, section 4.2.2)
 */
record AuthorizationResponse(
        Provider provider, LocalClient client, String redirectUri, Optional<String> state, boolean inFragment) {
    /** @throws OAuthException if client or redirect URI are not right, which only a page can tell */
    static AuthorizationResponse of(Provider provider, OAuthParameters parameters) throws OAuthException {
        String clientId = parameters.required("client_id");
        LocalClient client = provider.settings()
                .client(clientId)
                .orElseThrow(() -> OAuthException.invalidRequest(
                        "The client_id is not among the clients of " + provider.issuer() + " in the configuration."));
        String redirectUri = parameters.required("redirect_uri");
        if (!client.redirectUris().accepts(redirectUri)) {
            throw OAuthException.invalidRequest("The redirect_uri is not allowed for this client. "
                    + client.redirectUris().expected());
        }
        boolean inFragment = provider.protocol().responseTypes().contains("token")
                && parameters.optional("response_type").equals(Optional.of("token"));
        return new AuthorizationResponse(provider, client, redirectUri, parameters.optional("state"), inFragment);
    }

    HttpResponse code(String code) {
        return redirect(Map.of("code", code));
    }

    HttpResponse token(ObjectNode token, Set<String> scope) {
        Map<String, String> parameters = new LinkedHashMap<>();
        token.properties()
                .forEach(
                        field -> parameters.put(field.getKey(), field.getValue().asString()));
        parameters.put("scope", Scopes.print(scope));
        return redirect(parameters);
    }

    HttpResponse refusal(OAuthException refused) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("error", refused.code().code());
        error.put("error_description", refused.description());
        return redirect(error);
    }

    /** A browser follows with GET; {@code iss} names who answers (RFC 9207). */
    private HttpResponse redirect(Map<String, String> outcome) {
        Map<String, String> parameters = new LinkedHashMap<>(outcome);
        state.ifPresent(text -> parameters.put("state", text));
        if (provider.protocol() == Protocol.OPENID_CONNECT) {
            parameters.put("iss", provider.issuer());
        }
        String query = redirectUri.contains("?") ? "&" : "?";
        String location = redirectUri + (inFragment ? "#" : query) + OAuthParameters.print(parameters);
        return new HttpResponse(303, Headers.of("Location", location, "Cache-Control", "no-store"), new byte[0]);
    }
}
