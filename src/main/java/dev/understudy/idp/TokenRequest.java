package dev.understudy.idp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        TokenAlgorithm algorithm,
        Set<String> omitClaims,
        Set<String> omitHeader) {
    /** A hundred years of 365 days. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    static final Duration DEFAULT_EXPIRY = Duration.ofHours(1);

    public TokenRequest {
        if (!isPossible(expiresIn)) {
            throw new IllegalArgumentException("expiresIn must be at most " + LONGEST.toDays() + " days");
        }
        audience = List.copyOf(audience);
        claims = claims.deepCopy();
        header = header.deepCopy();
        omitClaims = Set.copyOf(omitClaims);
        omitHeader = Set.copyOf(omitHeader);
    }

    /** A right token: RS256, valid for an hour. */
    public static TokenRequest of(String issuer, String audience, String subject) {
        return new TokenRequest(
                issuer,
                List.of(audience),
                Optional.of(subject),
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode(),
                DEFAULT_EXPIRY,
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

    public TokenRequest withClaims(ObjectNode newClaims) {
        return new TokenRequest(
                issuer, audience, subject, newClaims, header, expiresIn, algorithm, omitClaims, omitHeader);
    }

    public TokenRequest withHeader(ObjectNode newHeader) {
        return new TokenRequest(
                issuer, audience, subject, claims, newHeader, expiresIn, algorithm, omitClaims, omitHeader);
    }

    public TokenRequest withExpiresIn(Duration newExpiresIn) {
        return new TokenRequest(
                issuer, audience, subject, claims, header, newExpiresIn, algorithm, omitClaims, omitHeader);
    }

    public TokenRequest withAlgorithm(TokenAlgorithm newAlgorithm) {
        return new TokenRequest(
                issuer, audience, subject, claims, header, expiresIn, newAlgorithm, omitClaims, omitHeader);
    }
}
