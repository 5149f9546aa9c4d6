package dev.understudy.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An identity token that passed every check. Only {@link TokenVerifier} makes one. */
public final class VerifiedToken {
    private final StandardClaims standard;
    private final SessionClaims session;
    private final ObjectNode claims;
    private final String keyId;
    private final SigningAlgorithm algorithm;

    VerifiedToken(
            StandardClaims standard,
            SessionClaims session,
            ObjectNode claims,
            String keyId,
            SigningAlgorithm algorithm) {
        this.standard = standard;
        this.session = session;
        this.claims = claims;
        this.keyId = keyId;
        this.algorithm = algorithm;
    }

    /** The {@code iss} as it stands. */
    public String issuer() {
        return standard.issuer();
    }

    /** The {@code sub}; a number as its digits. It may be empty and of any length, as at AWS (recorded). */
    public String subject() {
        return standard.subject();
    }

    /** The audience that counts: {@code azp} where it stands, else the only {@code aud} (recorded). */
    public String audience() {
        return standard.audience();
    }

    /** The strings of {@code aud}, which can be none or many where {@code azp} stands. */
    public List<String> originalAudience() {
        return standard.audiences();
    }

    /** The authentication methods ({@code amr}); a single string counts as a list of one. */
    public List<String> amr() {
        return claimValues("amr");
    }

    public Optional<String> email() {
        return Json.string(claims, "email");
    }

    /** The id of the key that verified the signature. */
    public String keyId() {
        return keyId;
    }

    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    public Instant issuedAt() {
        return Instant.ofEpochSecond(standard.time().issuedAt());
    }

    /** The {@code exp}; the token is accepted for five minutes longer. */
    public Instant expiresAt() {
        return Instant.ofEpochSecond(standard.time().expiresAt());
    }

    public RolesClaim roles() {
        return session.roles();
    }

    /** The session tags, in the token's order; their lengths, number and characters are unchecked. */
    public Map<String, String> principalTags() {
        return session.principalTags();
    }

    /** The transitive tag keys as they stand; whether each is among the tags is unchecked. */
    public List<String> transitiveTagKeys() {
        return session.transitiveTagKeys();
    }

    public Optional<String> sourceIdentity() {
        return session.sourceIdentity();
    }

    /** A claim that is a string, a number or a boolean, as text; further names lead into objects. */
    public Optional<String> claim(String name, String... nested) {
        JsonNode node = claims.path(name);
        for (String member : nested) {
            node = node.path(member);
        }
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asString()) : Optional.empty();
    }

    /** The strings of a claim that is a list of strings or one string; empty if it is anything else. */
    public List<String> claimValues(String name) {
        return List.copyOf(StandardClaims.strings(claims.path(name)));
    }

    @Override
    public String toString() {
        return "VerifiedToken[issuer=" + Quoted.of(issuer()) + ", subject=" + Quoted.of(subject()) + "]";
    }
}
