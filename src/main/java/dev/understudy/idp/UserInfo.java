package dev.understudy.idp;

import dev.understudy.server.HttpRequest;
import dev.understudy.token.Audiences;
import dev.understudy.token.IssuerKeys;
import dev.understudy.token.KeyFetchException;
import dev.understudy.token.KeySource;
import dev.understudy.token.TokenVerifier;
import dev.understudy.token.TrustedProvider;
import dev.understudy.token.Verification;
import dev.understudy.token.VerifiedToken;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Tells an application about the user who signed in, by the access token that it was given (OpenID Connect Core, 5.3). */
final class UserInfo {
    private static final String BEARER = "Bearer ";

    private final TokenVerifier verifier;
    private final InstantSource clock;

    UserInfo(LocalIssuers issuers, InstantSource clock) {
        IssuerKeys keys = new IssuerKeys(
                issuer -> new KeySource.Local(),
                (issuer, source) -> {
                    throw new KeyFetchException("Only local keys are known.");
                },
                issuers::publicJwks,
                clock);
        this.verifier = new TokenVerifier(keys, clock);
        this.clock = clock;
    }

    ObjectNode claims(Provider provider, HttpRequest request) throws OAuthException {
        VerifiedToken token = verified(provider, bearer(request));
        Set<String> scope = Scopes.parse(token.claim("scope").orElse("none"));
        if (token.claim("client_id").isEmpty() || !scope.contains(Scopes.OPENID)) {
            throw new OAuthException(
                    OAuthErrorCode.INSUFFICIENT_SCOPE, "The access token was not granted for the scope openid.");
        }
        return provider.settings().user(token.subject()).claims(scope).put("sub", token.subject());
    }

    private VerifiedToken verified(Provider provider, String token) throws OAuthException {
        Audiences own = new Audiences.Registered(Set.of(provider.issuer()));
        Verification outcome = verifier.verify(
                token,
                issuer -> Optional.of(issuer)
                        .filter(provider.issuer()::equals)
                        .map(known -> new TrustedProvider(known, own)));
        if (outcome instanceof Verification.Verified valid
                && clock.instant().isBefore(valid.token().expiresAt())) {
            return valid.token();
        }
        throw new OAuthException(
                OAuthErrorCode.INVALID_TOKEN,
                "The access token has expired, or is not one that this issuer gave for a user.");
    }

    private static String bearer(HttpRequest request) throws OAuthException {
        List<String> given = request.headers().all("Authorization");
        if (given.size() != 1 || !given.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new OAuthException(
                    OAuthErrorCode.INVALID_TOKEN, "The Authorization header must be Bearer and an access token.");
        }
        return given.get(0).substring(BEARER.length());
    }
}
