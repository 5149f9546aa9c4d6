package dev.understudy.cognito;

import dev.understudy.idp.IssuerKeyStoreException;
import dev.understudy.idp.LocalIssuers;
import dev.understudy.idp.TokenRequest;
import dev.understudy.idp.UnknownIssuerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The OpenID tokens that identity pools issue, which STS takes. */
final class CognitoTokens {
    /** Documented for GetOpenIdToken. */
    static final Duration STANDARD = Duration.ofMinutes(10);

    private static final String ISSUER = "https://" + Login.COGNITO;
    private static final String TAGS = "https://aws.amazon.com/tags";

    private final LocalIssuers issuers;

    CognitoTokens(LocalIssuers issuers) {
        this.issuers = issuers;
    }

    /**
     * A token of the identity.
     *
     * @param logins by which it has just proved itself; none of a guest
     * @param tags session tags; the token says nothing of them if there are none
     */
    String issue(Identity identity, List<Login> logins, Duration life, Map<String, String> tags)
            throws CognitoException {
        TokenRequest request = TokenRequest.of(ISSUER, identity.poolId(), identity.id())
                .withClaim("amr", amr(identity, logins))
                .withExpiresIn(life);
        if (!tags.isEmpty()) {
            Map<String, List<String>> values = new LinkedHashMap<>();
            tags.forEach((key, value) -> values.put(key, List.of(value)));
            request = request.withClaim(TAGS, Map.of("principal_tags", values));
        }
        try {
            return issuers.sign(request);
        } catch (UnknownIssuerException | IssuerKeyStoreException unusable) {
            throw new CognitoException(
                    CognitoErrorCode.INTERNAL_ERROR,
                    "Identity pools issue no tokens here: cognito-identity.amazonaws.com is not local in the"
                            + " configuration, or its keys cannot be used.",
                    String.valueOf(unusable.getMessage()));
        }
    }

    /** Documented but for the last element of a login, which AWS's examples show in this form. */
    private static List<String> amr(Identity identity, List<Login> logins) {
        if (logins.isEmpty()) {
            return List.of(IdentityPool.UNAUTHENTICATED);
        }
        List<String> amr = new ArrayList<>(List.of(IdentityPool.AUTHENTICATED));
        for (Login login : logins) {
            if (login.isOfThePoolItself()) {
                login.token().stream()
                        .flatMap(token -> token.amr().stream())
                        .filter(method -> !amr.contains(method))
                        .forEach(amr::add);
            } else {
                boolean userPool = login.provider().startsWith("cognito-idp.");
                amr.add(login.provider());
                amr.add(login.provider() + ":" + (userPool ? "CognitoSignIn" : identity.poolId()) + ":"
                        + login.subject());
            }
        }
        return amr;
    }
}
