package dev.understudy.token;

import dev.understudy.token.TokenRejection.Check;
import dev.understudy.token.TokenRejection.Code;
import java.time.Instant;
import java.util.List;

/**
 * Every refusal with AWS's words. All were recorded on AWS in September 2026 unless a comment says otherwise. The
 * missing spaces, doubled spaces and missing full stops are AWS's own.
 */
final class Rejections {
    private static final String NOT_A_JWT =
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    private static final String GENERAL =
            "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for"
                    + " requirements.";
    private static final String NO_KEY =
            "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity"
                    + " documentation for requirements";

    private Rejections() {}

    static RejectedTokenException notAJwt(String explanation) {
        return invalid(Check.FORMAT, NOT_A_JWT, explanation);
    }

    /** AWS's words are unknown; the general message stands in. */
    static RejectedTokenException unsupportedAlgorithm(String alg) {
        return invalid(
                Check.ALGORITHM,
                GENERAL,
                "The token is signed with " + Quoted.of(alg)
                        + "; STS accepts RS256, RS384, RS512, ES256, ES384 and ES512" + " only.");
    }

    static RejectedTokenException missingClaim(String name) {
        return invalid(
                Check.CLAIMS,
                "Missing a required claim: " + name,
                "The token has no claim \"" + name + "\"; iss, sub, aud, iat and exp are required.");
    }

    /** AWS's words are unknown; the general message stands in. */
    static RejectedTokenException wrongType(Check check, String name, String expected) {
        return invalid(check, GENERAL, "The claim \"" + name + "\" must be " + expected + ".");
    }

    static RejectedTokenException subjectIsNull() {
        return new RejectedTokenException(new TokenRejection(
                Check.CLAIMS,
                Code.INTERNAL_FAILURE,
                "Unknown error validating third-party token",
                "The claim \"sub\" is null; AWS answers that with an internal failure."));
    }

    static RejectedTokenException invalidTimestamp(String name) {
        return invalid(
                Check.CLAIMS,
                "Invalid timestamp in token claims.",
                "The claim \"" + name + "\" must be whole seconds since 1970, as a number or a string of digits.");
    }

    static RejectedTokenException emptyAudience() {
        return invalid(
                Check.CLAIMS,
                "Claim is not allowed to be empty: aud",
                "The claim \"aud\" is an empty list; it must name one audience.");
    }

    static RejectedTokenException severalAudiences(List<String> audiences) {
        return invalid(
                Check.CLAIMS,
                "Token audience contains more than one audience while authorized party is not present",
                "The token has the audiences " + Quoted.all(audiences)
                        + " and no claim \"azp\" that says which of them counts.");
    }

    static RejectedTokenException expired(long toleratedNow, long exp) {
        return new RejectedTokenException(new TokenRejection(
                Check.TIME,
                Code.EXPIRED_TOKEN,
                "Token expired: current date/time " + toleratedNow + " must be before the expiration date/time " + exp,
                "The token expired at " + Instant.ofEpochSecond(exp) + ", more than five minutes before now, "
                        + Instant.ofEpochSecond(toleratedNow + TimeWindow.TOLERANCE) + "."));
    }

    static RejectedTokenException issuedInTheFuture(long now, long iat) {
        return invalid(
                Check.TIME,
                "Token issued in the future: " + iat,
                "The token was issued (iat) at " + Instant.ofEpochSecond(iat) + ", more than five minutes after now, "
                        + Instant.ofEpochSecond(now) + ".");
    }

    static RejectedTokenException notYetValid(long toleratedNow, long nbf) {
        return invalid(
                Check.TIME,
                "Token not yet valid: current date/time " + toleratedNow
                        + " must be after or equal to the not-before date/time " + nbf,
                "The token is not valid before (nbf) " + Instant.ofEpochSecond(nbf)
                        + ", more than five minutes after now, "
                        + Instant.ofEpochSecond(toleratedNow - TimeWindow.TOLERANCE) + ".");
    }

    static RejectedTokenException noValidRoles() {
        return invalid(
                Check.SESSION_CLAIMS,
                "The roles claim contains no valid role ARNs",
                "The claim \"" + SessionClaims.ROLES + "\" is present, but names no role ARN such as"
                        + " arn:aws:iam::123456789012:role/Name.");
    }

    static RejectedTokenException malformedPrincipalTags(String explanation) {
        return invalid(Check.SESSION_CLAIMS, "principal_tags passed in claim is not in correct format.", explanation);
    }

    /** Documented in AWS's knowledge centre; the issuer stands as the token has it. */
    static RejectedTokenException noProvider(String issuer) {
        return invalid(
                Check.PROVIDER,
                "No OpenIDConnect provider found in your account for " + issuer,
                "The token's issuer is " + Quoted.of(issuer) + "; the role's account has no OIDC provider with this URL"
                        + " (case and a trailing slash count).");
    }

    static RejectedTokenException audienceNotRegistered(String claim, String audience, TrustedProvider provider) {
        String registered = provider.audiences() instanceof Audiences.Registered r
                ? r.clientIds().isEmpty() ? "none" : Quoted.all(r.clientIds())
                : "any";
        return invalid(
                Check.AUDIENCE,
                GENERAL,
                "The token's audience (" + claim + ") is " + Quoted.of(audience) + "; registered with the provider "
                        + provider.name() + ": " + registered + ".");
    }

    static RejectedTokenException noKey(String explanation) {
        return invalid(Check.KEYS, NO_KEY, explanation);
    }

    /** AWS's words are unknown; the general message stands in. */
    static RejectedTokenException badSignature(PublishedKey key, SigningAlgorithm algorithm) {
        return invalid(
                Check.SIGNATURE,
                GENERAL,
                "The token's signature (" + algorithm + ") does not verify with the issuer's "
                        + key.type().label() + " key " + Quoted.of(key.keyId()) + ".");
    }

    /**
     * Recorded for Login with Amazon. What AWS answers to a JSON Web Token for Facebook is not known; here it is refused as
     * Facebook would, unasked.
     */
    static RejectedTokenException jwtAsAccessToken(OAuthProvider provider) {
        String explanation =
                "ProviderId " + provider.host() + " asks for an opaque access token, and this is a JSON Web"
                        + " Token; OpenID Connect tokens come without ProviderId.";
        return switch (provider) {
            case LOGIN_WITH_AMAZON ->
                invalid(Check.FORMAT, "Provided Token is not a Login With Amazon token", explanation);
            case FACEBOOK -> rejected(Check.FORMAT, explanation);
        };
    }

    static RejectedTokenException refusedByProvider(String explanation) {
        return rejected(Check.INTROSPECTION, explanation);
    }

    /** The code is the model's; AWS's words are unknown, these are ours. */
    private static RejectedTokenException rejected(Check check, String explanation) {
        return new RejectedTokenException(new TokenRejection(
                check, Code.IDP_REJECTED_CLAIM, "The identity provider rejected the token", explanation));
    }

    /** Whether AWS tells an expired access token from another that is refused is not known; the words are ours. */
    static RejectedTokenException expiredAccessToken(String explanation) {
        return new RejectedTokenException(
                new TokenRejection(Check.INTROSPECTION, Code.EXPIRED_TOKEN, "Token expired", explanation));
    }

    /** The code is the model's; AWS's words are unknown, these are ours. */
    static RejectedTokenException noIntrospection(OAuthProvider provider, String explanation) {
        return new RejectedTokenException(new TokenRejection(
                Check.INTROSPECTION,
                Code.IDP_COMMUNICATION_ERROR,
                "Error communicating with the identity provider",
                provider.host() + " cannot be asked about the access token: " + explanation));
    }

    private static RejectedTokenException invalid(Check check, String message, String explanation) {
        return new RejectedTokenException(new TokenRejection(check, Code.INVALID_IDENTITY_TOKEN, message, explanation));
    }
}
