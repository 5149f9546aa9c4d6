package dev.understudy.idp;

import dev.understudy.idp.AccessTokenState.Active;
import dev.understudy.idp.AccessTokenState.Inactive;
import dev.understudy.idp.AccessTokenState.Reason;
import dev.understudy.token.Audiences;
import dev.understudy.token.Introspection;
import dev.understudy.token.IssuerKeys;
import dev.understudy.token.KeyFetchException;
import dev.understudy.token.KeySource;
import dev.understudy.token.LocalAccessTokens;
import dev.understudy.token.OAuthProvider;
import dev.understudy.token.TokenRejection;
import dev.understudy.token.TokenVerifier;
import dev.understudy.token.TrustedProvider;
import dev.understudy.token.Verification;
import dev.understudy.token.VerifiedToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The access tokens of Login with Amazon and Facebook, as they are played here. Nothing is stored: a token is signed, and
 * good in every process that has the issuer's keys.
 */
public final class AccessTokens implements LocalAccessTokens {
    private final LocalIssuers issuers;
    private final TokenVerifier verifier;
    private final InstantSource clock;

    public AccessTokens(LocalIssuers issuers, InstantSource clock) {
        this.issuers = issuers;
        this.clock = clock;
        IssuerKeys keys = new IssuerKeys(
                issuer -> new KeySource.Local(),
                (issuer, source) -> {
                    throw new KeyFetchException("The keys of local issuers are not fetched.");
                },
                issuers,
                clock);
        this.verifier = new TokenVerifier(keys, clock);
    }

    /**
     * A new token.
     *
     * @param appId the app that the user gives the token to
     * @param lifetime from now to its expiry; negative for a token that has expired
     * @param profile what the provider tells the app of the user: {@code name}, {@code email}, and for Login with Amazon
     *     {@code postal_code}, for Facebook {@code first_name} and {@code last_name}
     * @throws UnknownIssuerException if the provider is not played here
     * @throws UnsupportedTokenException if a token cannot say this
     * @throws IssuerKeyStoreException if its keys can be neither read nor written
     */
    public String issue(
            OAuthProvider provider, String appId, String userId, Duration lifetime, Map<String, String> profile) {
        TokenRequest request = TokenRequest.of(provider.host(), appId, userId).withExpiresIn(lifetime);
        for (Map.Entry<String, String> claim : profile.entrySet()) {
            request = request.withClaim(claim.getKey(), claim.getValue());
        }
        return issuers.sign(request);
    }

    /** What a token is good for now; never throws for what the token contains. */
    public AccessTokenState inspect(OAuthProvider provider, String token) {
        Optional<String> jwt = AccessTokenForm.of(provider).unwrap(token);
        if (jwt.isEmpty()) {
            return new Inactive(
                    Reason.NOT_OURS, "The text is not of the form of " + provider.host() + "'s access tokens here.");
        }
        Verification verification = verifier.verify(
                jwt.get(),
                issuer -> issuer.equals(Issuers.url(provider.host()))
                        ? Optional.of(new TrustedProvider(provider.host(), new Audiences.Any()))
                        : Optional.empty());
        return verification instanceof Verification.Verified verified
                ? state(provider, verified.token())
                : inactive(((Verification.Rejected) verification).rejection());
    }

    private AccessTokenState state(OAuthProvider provider, VerifiedToken token) {
        // The tolerance that AWS grants to signed tokens is not that of a provider which is asked.
        if (!clock.instant().isBefore(token.expiresAt())) {
            return new Inactive(Reason.EXPIRED, "The access token expired at " + token.expiresAt() + ".");
        }
        Map<String, String> profile = new LinkedHashMap<>();
        AccessTokenForm.of(provider)
                .profile()
                .forEach(name -> token.claim(name).ifPresent(value -> profile.put(name, value)));
        return new Active(token.audience(), token.subject(), token.issuedAt(), token.expiresAt(), profile);
    }

    private static Inactive inactive(TokenRejection rejection) {
        boolean expired = rejection.code() == TokenRejection.Code.EXPIRED_TOKEN;
        return new Inactive(expired ? Reason.EXPIRED : Reason.NOT_OURS, rejection.explanation());
    }

    @Override
    public Introspection introspect(OAuthProvider provider, String token) {
        AccessTokenState state = inspect(provider, token);
        if (state instanceof Active active) {
            return new Introspection.Active(active.appId(), active.userId(), Optional.of(active.expiresAt()));
        }
        Inactive inactive = (Inactive) state;
        String explanation = "The local " + provider.host() + " refuses the access token: " + inactive.explanation();
        return switch (inactive.reason()) {
            case EXPIRED -> new Introspection.Expired(explanation);
            case NOT_OURS -> new Introspection.Refused(explanation);
        };
    }
}
