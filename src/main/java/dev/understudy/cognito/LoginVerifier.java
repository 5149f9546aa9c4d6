package dev.understudy.cognito;

import dev.understudy.aws.Arn;
import dev.understudy.cognito.IdentityPool.UserPoolClient;
import dev.understudy.iam.Directory;
import dev.understudy.iam.OidcProvider;
import dev.understudy.token.AccessTokenVerification;
import dev.understudy.token.AccessTokenVerifier;
import dev.understudy.token.Audiences;
import dev.understudy.token.OAuthProvider;
import dev.understudy.token.TokenRejection;
import dev.understudy.token.TokenVerifier;
import dev.understudy.token.TrustedProvider;
import dev.understudy.token.Verification;
import dev.understudy.token.VerifiedAccessToken;
import dev.understudy.token.VerifiedToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Verifies the tokens that come as logins, by the same verifiers as STS does. */
final class LoginVerifier {
    private static final String SCHEME = "https://";
    private static final String OIDC_PROVIDER = "oidc-provider/";

    private final Supplier<Directory> directory;
    private final TokenVerifier tokens;
    private final AccessTokenVerifier accessTokens;

    LoginVerifier(Supplier<Directory> directory, TokenVerifier tokens, AccessTokenVerifier accessTokens) {
        this.directory = directory;
        this.tokens = tokens;
        this.accessTokens = accessTokens;
    }

    /**
     * All logins, in their order.
     *
     * @param logins the token by provider
     * @throws CognitoException {@code NotAuthorizedException}, if one is not good, or not of a provider of the pool
     */
    List<Login> verify(IdentityPool pool, Map<String, String> logins) throws CognitoException {
        List<Login> verified = new ArrayList<>();
        for (Map.Entry<String, String> login : logins.entrySet()) {
            verified.add(verify(pool, login.getKey(), login.getValue()));
        }
        return verified;
    }

    /**
     * The pool's own token, with which an app comes back after it was signed in by other means. It must be the identity's,
     * and no guest's: else a guest could make itself a user.
     */
    Login verifyOwn(IdentityPool pool, Identity identity, String token) throws CognitoException {
        TrustedProvider trusted = new TrustedProvider(Login.COGNITO, new Audiences.Registered(Set.of(pool.id())));
        Login login = verify(Login.COGNITO, trusted, token);
        boolean authenticated = login.token()
                .filter(it -> it.amr().contains(IdentityPool.AUTHENTICATED))
                .isPresent();
        if (!authenticated || !login.subject().equals(identity.id())) {
            throw invalid(
                    "Token is not of this identity",
                    "The pool's own token is for the identity " + login.subject()
                            + (authenticated ? "" : ", as a guest") + ", not for a user who is " + identity.id() + ".");
        }
        return login;
    }

    private Login verify(IdentityPool pool, String provider, String token) throws CognitoException {
        Audiences audiences = audiences(pool, provider)
                .orElseThrow(() -> new CognitoException(
                        CognitoErrorCode.NOT_AUTHORIZED,
                        "Token is not from a supported provider of this identity pool.",
                        "The identity pool " + pool.id() + " is not configured for the provider " + provider + "."));
        Optional<OAuthProvider> oauth = OAuthProvider.of(provider);
        return oauth.isPresent()
                ? verify(oauth.get(), audiences, token)
                : verify(provider, new TrustedProvider(provider, audiences), token);
    }

    /** Which apps of the provider the pool takes, if it takes any. */
    private Optional<Audiences> audiences(IdentityPool pool, String provider) {
        Optional<Audiences> listed = Optional.ofNullable(
                        pool.supportedLoginProviders().get(provider))
                .map(ids -> new Audiences.Registered(Arrays.stream(ids.split(";"))
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toCollection(LinkedHashSet::new))));
        return listed.or(() -> userPool(pool, provider)).or(() -> openId(pool, provider));
    }

    private static Optional<Audiences> userPool(IdentityPool pool, String provider) {
        Set<String> clients = pool.cognitoIdentityProviders().stream()
                .filter(client -> client.providerName().equals(provider))
                .map(UserPoolClient::clientId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return clients.isEmpty() ? Optional.empty() : Optional.of(new Audiences.Registered(clients));
    }

    private Optional<Audiences> openId(IdentityPool pool, String provider) {
        return pool.openIdConnectProviderArns().stream()
                .filter(arn -> Arn.parse(arn)
                        .filter(it -> it.resource().equals(OIDC_PROVIDER + provider))
                        .isPresent())
                .findFirst()
                .flatMap(arn -> directory.get().oidcProvider(pool.account(), provider))
                .map(OidcProvider::clientIdList)
                .map(ids -> new Audiences.Registered(new LinkedHashSet<>(ids)));
    }

    private Login verify(String provider, TrustedProvider trusted, String token) throws CognitoException {
        Verification verification =
                tokens.verify(token, issuer -> bare(issuer).equals(provider) ? Optional.of(trusted) : Optional.empty());
        if (verification instanceof Verification.Rejected rejected) {
            throw refused(rejected.rejection());
        }
        VerifiedToken verified = ((Verification.Verified) verification).token();
        return new Login(provider, verified.subject(), verified.audience(), Optional.of(verified));
    }

    private Login verify(OAuthProvider provider, Audiences audiences, String token) throws CognitoException {
        AccessTokenVerification verification = accessTokens.verify(provider, token);
        if (verification instanceof AccessTokenVerification.Rejected rejected) {
            throw refused(rejected.rejection());
        }
        VerifiedAccessToken verified = ((AccessTokenVerification.Verified) verification).token();
        if (!audiences.accept(verified.appId())) {
            throw invalid(
                    "Incorrect token audience",
                    "The access token is for the app " + verified.appId() + ", which is not the pool's.");
        }
        return new Login(provider.host(), verified.userId(), verified.appId(), Optional.empty());
    }

    private static CognitoException refused(TokenRejection rejection) {
        return switch (rejection.check()) {
            // Reported; the other messages are those of STS.
            case PROVIDER -> invalid("Issuer doesn't match providerName", rejection.explanation());
            default -> invalid(rejection.message(), rejection.explanation());
        };
    }

    private static CognitoException invalid(String message, String reason) {
        return new CognitoException(CognitoErrorCode.NOT_AUTHORIZED, "Invalid login token. " + message, reason);
    }

    private static String bare(String issuer) {
        return issuer.startsWith(SCHEME) ? issuer.substring(SCHEME.length()) : issuer;
    }
}
