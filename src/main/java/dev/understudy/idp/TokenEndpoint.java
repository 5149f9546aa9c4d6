package dev.understudy.idp;

import dev.understudy.server.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Exchanges authorization codes, refresh tokens and clients' own secrets for tokens (RFC 6749, sections 4 to 6). */
final class TokenEndpoint {
    private final Grants grants;
    private final ProviderTokens tokens;

    TokenEndpoint(Grants grants, ProviderTokens tokens) {
        this.grants = grants;
        this.tokens = tokens;
    }

    ObjectNode exchange(Provider provider, HttpRequest request) throws OAuthException {
        OAuthParameters parameters = OAuthParameters.of(request);
        LocalClient client = ClientAuthentication.authenticate(provider.settings(), request, parameters);
        List<String> known = provider.protocol().grantTypes();
        String grantType = grantType(provider.protocol(), parameters);
        return switch (known.contains(grantType) ? grantType : "unsupported") {
            case "authorization_code" -> code(provider, client, parameters);
            case "refresh_token" -> refresh(provider, client, parameters);
            case "client_credentials" -> credentials(provider, client, parameters);
            default ->
                throw new OAuthException(
                        OAuthErrorCode.UNSUPPORTED_GRANT_TYPE,
                        "grant_type must be one of " + String.join(", ", known) + ".");
        };
    }

    /** Facebook's exchange of a code goes without. */
    private static String grantType(Protocol protocol, OAuthParameters parameters) throws OAuthException {
        return protocol == Protocol.FACEBOOK
                ? parameters.optional("grant_type").orElse("authorization_code")
                : parameters.required("grant_type");
    }

    private ObjectNode code(Provider provider, LocalClient client, OAuthParameters parameters) throws OAuthException {
        String redirectUri = parameters.required("redirect_uri");
        Optional<String> verifier = parameters.optional("code_verifier");
        Grants.Renewed renewed = grants.use(Grants.Kind.CODE, parameters.required("code"), grant -> {
            requireSame(provider, client, grant);
            if (!grant.redirectUri().equals(redirectUri)) {
                throw invalidGrant("The redirect_uri is not that of the authorization request.");
            }
            requireProof(grant, verifier);
        });
        return answer(provider, renewed, renewed.grant().scope());
    }

    private static void requireProof(Grant grant, Optional<String> verifier) throws OAuthException {
        if (grant.codeChallenge().isPresent() != verifier.isPresent()) {
            throw invalidGrant(
                    verifier.isPresent()
                            ? "There is a code_verifier, but the authorization request had no code_challenge."
                            : "The code_verifier is missing.");
        }
        if (!grant.codeChallenge()
                .map(challenge -> challenge.isOf(verifier.orElse("")))
                .orElse(true)) {
            throw invalidGrant("The code_verifier is not that of the code_challenge.");
        }
    }

    private ObjectNode refresh(Provider provider, LocalClient client, OAuthParameters parameters)
            throws OAuthException {
        Optional<String> asked = parameters.optional("scope");
        Grants.Renewed renewed = grants.use(
                Grants.Kind.REFRESH_TOKEN,
                parameters.required("refresh_token"),
                grant -> requireSame(provider, client, grant));
        Set<String> scope = asked.isEmpty() ? renewed.grant().scope() : Scopes.parse(asked.get());
        if (!renewed.grant().scope().containsAll(scope)) {
            throw new OAuthException(
                    OAuthErrorCode.INVALID_SCOPE,
                    "The scope goes beyond what was granted; the refresh token is used up.");
        }
        return answer(provider, renewed, scope);
    }

    private ObjectNode answer(Provider provider, Grants.Renewed renewed, Set<String> scope) {
        ObjectNode answer = tokens.forUser(provider, renewed.grant(), scope);
        return provider.protocol().grantTypes().contains("refresh_token")
                ? answer.put("refresh_token", renewed.refreshToken())
                : answer;
    }

    private ObjectNode credentials(Provider provider, LocalClient client, OAuthParameters parameters)
            throws OAuthException {
        if (client.isPublic()) {
            throw new OAuthException(
                    OAuthErrorCode.UNAUTHORIZED_CLIENT,
                    "client_credentials is for clients with a clientSecret in the configuration.");
        }
        Optional<String> asked = parameters.optional("scope");
        Set<String> scope = asked.isEmpty() ? Set.of() : Scopes.parse(asked.get());
        String audience = parameters.optional("audience").orElse(client.clientId());
        return tokens.forClient(provider, client.clientId(), audience, scope);
    }

    private static void requireSame(Provider provider, LocalClient client, Grant grant) throws OAuthException {
        if (!grant.issuer().equals(provider.issuer()) || !grant.clientId().equals(client.clientId())) {
            throw invalidGrant("It was issued to another client.");
        }
    }

    private static OAuthException invalidGrant(String description) {
        return new OAuthException(OAuthErrorCode.INVALID_GRANT, description);
    }
}
