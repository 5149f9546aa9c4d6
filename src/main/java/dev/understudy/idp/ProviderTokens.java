package dev.understudy.idp;

import dev.understudy.token.OAuthProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a provider issues: ID tokens of OpenID Connect, and access tokens of RFC 9068. */
final class ProviderTokens {
    private final LocalIssuers issuers;
    private final AccessTokens accessTokens;

    ProviderTokens(LocalIssuers issuers, AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
        this.issuers = issuers;
    }

    /** The answer of the token endpoint, but for the refresh token. */
    ObjectNode forUser(Provider provider, Grant grant, Set<String> scope) {
        return provider.protocol()
                .opaque()
                .map(opaque -> opaque(opaque, provider, grant, scope))
                .orElseGet(() -> signed(provider, grant, scope));
    }

    /** @throws OAuthException if no opaque token can name the client or the user */
    void check(Provider provider, Grant grant) throws OAuthException {
        if (provider.protocol().opaque().isPresent()
                && !(OAuthProvider.isId(grant.clientId()) && OAuthProvider.isId(grant.subject()))) {
            throw OAuthException.invalidRequest(
                    "The client_id and the subject must be 1 to 255 visible ASCII characters each.");
        }
    }

    private ObjectNode opaque(OAuthProvider opaque, Provider provider, Grant grant, Set<String> scope) {
        LocalUser user = provider.settings().user(grant.subject());
        Map<String, String> profile = new LinkedHashMap<>();
        if (scope.contains(Scopes.PROFILE) || opaque == OAuthProvider.FACEBOOK) {
            user.name().ifPresent(name -> profile.put("name", name));
        }
        // Login with Amazon's profile has the address in it; Facebook asks for it apart.
        if (scope.contains(opaque == OAuthProvider.FACEBOOK ? Scopes.EMAIL : Scopes.PROFILE)) {
            user.email().ifPresent(email -> profile.put("email", email));
        }
        Duration lifetime = provider.settings().tokenLifetime();
        return ProviderJson.object()
                .put("access_token", accessTokens.issue(opaque, grant.clientId(), grant.subject(), lifetime, profile))
                .put("token_type", "bearer")
                .put("expires_in", lifetime.toSeconds());
    }

    private ObjectNode signed(Provider provider, Grant grant, Set<String> scope) {
        // For the provider's own userinfo alone: STS must not take it for an ID token of the client.
        String accessToken = accessToken(
                TokenRequest.of(provider.issuer(), provider.issuer(), grant.subject()),
                provider,
                grant.clientId(),
                scope);
        ObjectNode answer = bearer(provider, accessToken, scope);
        if (scope.contains(Scopes.OPENID)) {
            answer.put("id_token", idToken(provider, grant, scope, accessToken));
        }
        return answer;
    }

    /** The same for a client itself. */
    ObjectNode forClient(Provider provider, String clientId, String audience, Set<String> scope) {
        TokenRequest request = TokenRequest.of(provider.issuer(), audience, clientId);
        return bearer(provider, accessToken(request, provider, clientId, scope), scope);
    }

    private String idToken(Provider provider, Grant grant, Set<String> scope, String accessToken) {
        LocalUser user = provider.settings().user(grant.subject());
        ObjectNode claims = user.claims(scope);
        claims.put("azp", grant.clientId());
        claims.put("auth_time", grant.authenticatedAt().getEpochSecond());
        claims.put("at_hash", leftHalf(accessToken));
        grant.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        return issuers.sign(TokenRequest.of(provider.issuer(), grant.clientId(), grant.subject())
                .withClaims(claims)
                .withExpiresIn(provider.settings().tokenLifetime()));
    }

    private String accessToken(TokenRequest request, Provider provider, String clientId, Set<String> scope) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode().put("client_id", clientId);
        if (!scope.isEmpty()) {
            claims.put("scope", Scopes.print(scope));
        }
        return issuers.sign(request.withClaims(claims)
                .withHeader("typ", "at+jwt")
                .withExpiresIn(provider.settings().tokenLifetime()));
    }

    private static ObjectNode bearer(Provider provider, String accessToken, Set<String> scope) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("access_token", accessToken)
                .put("token_type", "Bearer")
                .put("expires_in", provider.settings().tokenLifetime().toSeconds())
                .put("scope", Scopes.print(scope));
    }

    /** The {@code at_hash} of OpenID Connect Core, section 3.1.3.6, for signatures with SHA-256. */
    private static String leftHalf(String accessToken) {
        byte[] digest = Sha256.of(accessToken);
        byte[] half = Arrays.copyOf(digest, digest.length / 2);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(half);
    }
}
