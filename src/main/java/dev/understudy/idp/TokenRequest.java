package dev.understudy.idp;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a token of a local issuer shall say. By default it says {@code iss}, {@code sub}, {@code aud}, {@code iat} (now),
 * {@code exp} and {@code jti}; everything can be replaced, set to null or left out, because a test needs wrong tokens as
 * much as right ones.
 *
 * @param issuer with or without {@code https://}
 * @param audience one becomes a string, several a list, none no claim
 * @param subject the {@code sub}, if there shall be one
 * @param claims replace and add to the default claims; null stays null
 * @param header replaces and adds to the default header; how the token is really signed stays with {@code algorithm}
 * @param expiresIn from now to {@code exp}; negative for a token that has expired; at most {@link #LONGEST} either way
 * @param notBefore from now to {@code nbf}, if there shall be one; negative for an instant that is past
 * @param omitClaims claims left out, after all else
 * @param omitHeader members of the header left out, after all else
 */
public record TokenRequest(
        String issuer,
        List<String> audience,
        Optional<String> subject,
        ObjectNode claims,
        ObjectNode header,
        Duration expiresIn,
        Optional<Duration> notBefore,
        TokenAlgorithm algorithm,
        Set<String> omitClaims,
        Set<String> omitHeader) {
    /** A hundred years of 365 days. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    static final Duration DEFAULT_EXPIRY = Duration.ofHours(1);

    public TokenRequest {
        requirePossible("expiresIn", expiresIn);
        notBefore.ifPresent(time -> requirePossible("notBefore", time));
        audience = List.copyOf(audience);
        claims = claims.deepCopy();
        header = header.deepCopy();
        omitClaims = Set.copyOf(omitClaims);
        omitHeader = Set.copyOf(omitHeader);
    }

    /** A right token: RS256, valid for an hour. */
    public static TokenRequest of(String issuer, String audience, String subject) {
        return of(issuer, List.of(audience), Optional.of(subject));
    }

    /** One with these audiences, as {@link #withAudience} takes them. */
    static TokenRequest of(String issuer, List<String> audience, Optional<String> subject) {
        return new TokenRequest(
                issuer,
                audience,
                subject,
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode(),
                DEFAULT_EXPIRY,
                Optional.empty(),
                TokenAlgorithm.RS256,
                Set.of(),
                Set.of());
    }

    /**
     * Reads the body of the control API's token call.
     *
     * @throws InvalidTokenRequestException if a field is unknown, missing or of the wrong type
     */
    public static TokenRequest fromJson(ObjectNode body) throws InvalidTokenRequestException {
        return new TokenRequestReader(body).read();
    }

    private static void requirePossible(String name, Duration time) {
        if (!isPossible(time)) {
            throw new IllegalArgumentException(name + " must be at most " + LONGEST.toDays() + " days");
        }
    }

    static boolean isPossible(Duration expiresIn) {
        return expiresIn.compareTo(LONGEST) <= 0 && expiresIn.compareTo(LONGEST.negated()) >= 0;
    }

    @Override
    public ObjectNode claims() {
        return claims.deepCopy();
    }

    @Override
    public ObjectNode header() {
        return header.deepCopy();
    }

    /** Of another issuer, with or without {@code https://}. */
    public TokenRequest withIssuer(String newIssuer) {
        return new TokenRequest(
                newIssuer, audience, subject, claims, header, expiresIn, notBefore, algorithm, omitClaims, omitHeader);
    }

    /** With these audiences: one becomes a string, several a list, none no claim. */
    public TokenRequest withAudience(String... audiences) {
        return new TokenRequest(
                issuer,
                List.of(audiences),
                subject,
                claims,
                header,
                expiresIn,
                notBefore,
                algorithm,
                omitClaims,
                omitHeader);
    }

    public TokenRequest withSubject(String newSubject) {
        return new TokenRequest(
                issuer,
                audience,
                Optional.of(newSubject),
                claims,
                header,
                expiresIn,
                notBefore,
                algorithm,
                omitClaims,
                omitHeader);
    }

    /**
     * With one more claim, or another value of a claim.
     *
     * @param value a text, a number, a boolean, a collection or a map of such, or null for a JSON null
     * @throws IllegalArgumentException if the value is something else
     */
    public TokenRequest withClaim(String name, @Nullable Object value) {
        ObjectNode more = claims.deepCopy();
        more.set(name, ClaimValues.of(name, value));
        return with(more, without(omitClaims, name));
    }

    /** Without these claims, even those that a token has by default. */
    public TokenRequest withoutClaim(String... names) {
        return with(claims.deepCopy().remove(List.of(names)), with(omitClaims, names));
    }

    /** With these further claims, and no others that were added before. */
    public TokenRequest withClaims(ObjectNode newClaims) {
        return with(newClaims, omitClaims);
    }

    private TokenRequest with(ObjectNode newClaims, Set<String> newOmitClaims) {
        return new TokenRequest(
                issuer,
                audience,
                subject,
                newClaims,
                header,
                expiresIn,
                notBefore,
                algorithm,
                newOmitClaims,
                omitHeader);
    }

    /** With one more member of the header, or another value of a member; values are those of claims. */
    public TokenRequest withHeader(String name, @Nullable Object value) {
        ObjectNode more = header.deepCopy();
        more.set(name, ClaimValues.of(name, value));
        return withHeader(more, without(omitHeader, name));
    }

    /** Without these members of the header, even {@code kid} and {@code alg}. */
    public TokenRequest withoutHeader(String... names) {
        return withHeader(header.deepCopy().remove(List.of(names)), with(omitHeader, names));
    }

    /** With these further members of the header, and no others that were added before. */
    public TokenRequest withHeader(ObjectNode newHeader) {
        return withHeader(newHeader, omitHeader);
    }

    private TokenRequest withHeader(ObjectNode newHeader, Set<String> newOmitHeader) {
        return new TokenRequest(
                issuer,
                audience,
                subject,
                claims,
                newHeader,
                expiresIn,
                notBefore,
                algorithm,
                omitClaims,
                newOmitHeader);
    }

    /** With another time from now to {@code exp}; negative for a token that has expired. */
    public TokenRequest withExpiresIn(Duration newExpiresIn) {
        return new TokenRequest(
                issuer, audience, subject, claims, header, newExpiresIn, notBefore, algorithm, omitClaims, omitHeader);
    }

    /** With an {@code nbf}, so long from now; negative for an instant that is past. */
    public TokenRequest withNotBefore(Duration newNotBefore) {
        return new TokenRequest(
                issuer,
                audience,
                subject,
                claims,
                header,
                expiresIn,
                Optional.of(newNotBefore),
                algorithm,
                omitClaims,
                omitHeader);
    }

    public TokenRequest withAlgorithm(TokenAlgorithm newAlgorithm) {
        return new TokenRequest(
                issuer, audience, subject, claims, header, expiresIn, notBefore, newAlgorithm, omitClaims, omitHeader);
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(List.of(more));
        return all;
    }

    private static Set<String> without(Set<String> names, String name) {
        Set<String> rest = new HashSet<>(names);
        rest.remove(name);
        return rest;
    }
}
