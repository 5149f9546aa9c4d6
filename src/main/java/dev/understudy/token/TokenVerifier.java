package dev.understudy.token;

import dev.understudy.token.Verification.Rejected;
import dev.understudy.token.Verification.Verified;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Verifies identity tokens as AssumeRoleWithWebIdentity does. The order of the checks, which decides the answer to a
 * token with two faults, is that of {@link TokenRejection.Check}. AWS's order is not known; this one asks the network
 * last, and the signature is checked after everything that needs no key.
 *
 * <p>A provider that cannot be reached is {@code InvalidIdentityToken} (recorded). AWS documents {@code
 * IDPCommunicationError} for providers that do not answer in time, but no recording of it is known, so it is used for
 * {@link AccessTokenVerifier access tokens} only.
 */
public final class TokenVerifier {
    private final IssuerKeys keys;
    private final InstantSource clock;

    public TokenVerifier(IssuerKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Judges a token; never throws for what a token or a provider contains. Keys may have to be fetched, so this can
     * take seconds.
     *
     * @param token as the client sent it
     * @param providers the providers of the account that the role is in, and the built-in ones
     */
    public Verification verify(String token, ProviderLookup providers) {
        try {
            return new Verified(verified(token, providers));
        } catch (RejectedTokenException e) {
            return new Rejected(e.rejection());
        }
    }

    /** The one place that fixes the order. */
    private VerifiedToken verified(String token, ProviderLookup providers) throws RejectedTokenException {
        CompactJwt jwt = CompactJwt.parse(token);
        SigningAlgorithm algorithm = jwt.algorithm();
        StandardClaims standard = StandardClaims.read(jwt.claims());
        standard.time().check(clock.instant());
        SessionClaims session = SessionClaims.read(jwt.claims());
        TrustedProvider provider =
                providers.find(standard.issuer()).orElseThrow(() -> Rejections.noProvider(standard.issuer()));
        checkAudience(standard, provider);
        PublishedKey key = verifyingKey(standard.issuer(), jwt, algorithm);
        return new VerifiedToken(standard, session, jwt.claims(), key.keyId(), algorithm);
    }

    private static void checkAudience(StandardClaims claims, TrustedProvider provider) throws RejectedTokenException {
        if (!provider.audiences().accept(claims.audience())) {
            String claim = claims.authorizedParty().isPresent() ? "azp" : "aud";
            throw Rejections.audienceNotRegistered(claim, claims.audience(), provider);
        }
    }

    /** Finds the key and checks the signature; keys that do not verify may be outdated, so they are asked for again. */
    private PublishedKey verifyingKey(String issuer, CompactJwt jwt, SigningAlgorithm algorithm)
            throws RejectedTokenException {
        Optional<String> keyId = jwt.keyId();
        try {
            KeySet known = keys.find(issuer, set -> set.answers(keyId));
            PublishedKey key = known.select(keyId, algorithm);
            if (key.verifies(algorithm, jwt.signedText(), jwt.signature())) {
                return key;
            }
            PublishedKey again = keys.find(issuer, set -> !set.equals(known)).select(keyId, algorithm);
            if (again.verifies(algorithm, jwt.signedText(), jwt.signature())) {
                return again;
            }
            throw Rejections.badSignature(again, algorithm);
        } catch (KeyFetchException e) {
            throw Rejections.noKey("The keys of " + Quoted.of(issuer) + " cannot be had: " + e.explanation());
        }
    }
}
