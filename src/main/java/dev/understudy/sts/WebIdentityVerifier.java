package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.iam.Directory;
import dev.understudy.token.AccessTokenVerification;
import dev.understudy.token.AccessTokenVerifier;
import dev.understudy.token.OAuthProvider;
import dev.understudy.token.TokenRejection;
import dev.understudy.token.TokenVerifier;
import dev.understudy.token.TrustedProvider;
import dev.understudy.token.UnverifiedToken;
import dev.understudy.token.Verification;
import dev.understudy.token.VerifiedAccessToken;
import dev.understudy.token.VerifiedToken;
import java.util.Optional;

/**
 * Verifies the token of a web identity call: an access token of the OAuth provider that {@code ProviderId} names, or,
 * without one, an OpenID Connect token.
 */
public final class WebIdentityVerifier {
    private final TokenVerifier tokens;
    private final AccessTokenVerifier accessTokens;

    public WebIdentityVerifier(TokenVerifier tokens, AccessTokenVerifier accessTokens) {
        this.tokens = tokens;
        this.accessTokens = accessTokens;
    }

    WebIdentity verify(AssumeRoleWithWebIdentityRequest request, Directory accounts, Trace.Recorder trace)
            throws StsException {
        if (request.providerId().isPresent()) {
            OAuthProvider provider = provider(request.providerId().get(), trace);
            return accessToken(provider, request.webIdentityToken(), trace);
        }
        return openIdConnect(request.webIdentityToken(), request.roleArn().account(), accounts, trace);
    }

    private static OAuthProvider provider(String providerId, Trace.Recorder trace) throws StsException {
        return OAuthProvider.of(providerId)
                .orElseThrow(() -> trace.refusal(
                        "provider",
                        new StsFault(
                                StsErrorCode.ACCESS_DENIED,
                                "Unrecognized OAuth provider. Do not include a provider parameter when submitting"
                                        + " OpenIDConnect ID tokens"),
                        "ProviderId '" + providerId + "' is neither www.amazon.com nor graph.facebook.com."
                                + " OpenID Connect tokens come without ProviderId."));
    }

    private WebIdentity accessToken(OAuthProvider provider, String presented, Trace.Recorder trace)
            throws StsException {
        trace.token(Optional.of(provider.host()), Optional.empty());
        AccessTokenVerification verification = accessTokens.verify(provider, presented);
        if (verification instanceof AccessTokenVerification.Rejected rejected) {
            throw refusal(rejected.rejection(), trace);
        }
        VerifiedAccessToken token = ((AccessTokenVerification.Verified) verification).token();
        trace.token(Optional.of(provider.host()), Optional.of(token.userId()));
        String until =
                token.expiresAt().map(end -> "is valid until " + end + ".").orElse("is valid and does not expire.");
        trace.passed("token", "The access token of " + provider.host() + " " + until);
        return WebIdentity.of(token);
    }

    private WebIdentity openIdConnect(String presented, AccountId account, Directory accounts, Trace.Recorder trace)
            throws StsException {
        Verification verification = tokens.verify(
                presented,
                issuer -> WebIdentityProvider.of(accounts, account, issuer)
                        .map(provider -> new TrustedProvider(provider.principal(), provider.audiences())));
        if (verification instanceof Verification.Rejected rejected) {
            UnverifiedToken unverified = UnverifiedToken.of(presented);
            trace.token(unverified.issuer(), unverified.subject());
            throw refusal(rejected.rejection(), trace);
        }
        VerifiedToken token = ((Verification.Verified) verification).token();
        trace.token(Optional.of(token.issuer()), Optional.of(token.subject()));
        trace.passed("token", "The token of " + token.issuer() + " is valid until " + token.expiresAt() + ".");
        // The verifier has found the provider already, in the same snapshot.
        WebIdentityProvider provider =
                WebIdentityProvider.of(accounts, account, token.issuer()).orElseThrow();
        return OpenIdConnectIdentity.of(token, provider, account);
    }

    private static StsException refusal(TokenRejection rejection, Trace.Recorder trace) {
        StsErrorCode code = switch (rejection.code()) {
            case INVALID_IDENTITY_TOKEN -> StsErrorCode.INVALID_IDENTITY_TOKEN;
            case EXPIRED_TOKEN -> StsErrorCode.EXPIRED_TOKEN_EXCEPTION;
            case IDP_COMMUNICATION_ERROR -> StsErrorCode.IDP_COMMUNICATION_ERROR;
            case IDP_REJECTED_CLAIM -> StsErrorCode.IDP_REJECTED_CLAIM;
            case INTERNAL_FAILURE -> StsErrorCode.INTERNAL_FAILURE;
        };
        String check = "token " + rejection.check().label();
        return trace.refusal(check, new StsFault(code, rejection.message()), rejection.explanation());
    }
}
