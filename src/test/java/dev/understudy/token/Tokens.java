package dev.understudy.token;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Tokens of a synthetic issuer, right but for what a test changes, and a verifier that trusts it. */
final class Tokens {
    static final String ISSUER = "https://server.example.com";
    static final String AUDIENCE = "client-a";
    static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    /** Made once: RSA keys are slow to make. */
    static final SigningKeys KEYS = SigningKeys.generate(new SecureRandom());

    static final SigningKeys OTHER_KEYS = SigningKeys.generate(new SecureRandom());

    private Tokens() {}

    static ObjectNode claims() {
        return Json.newObject()
                .put("iss", ISSUER)
                .put("sub", "alice")
                .put("aud", AUDIENCE)
                .put("iat", NOW.getEpochSecond())
                .put("exp", NOW.getEpochSecond() + 3600);
    }

    static ObjectNode claims(Consumer<ObjectNode> change) {
        ObjectNode claims = claims();
        change.accept(claims);
        return claims;
    }

    static ObjectNode header(SigningAlgorithm algorithm) {
        return Json.newObject()
                .put("alg", algorithm.name())
                .put("kid", key(algorithm).keyId());
    }

    static ObjectNode header(SigningAlgorithm algorithm, Consumer<ObjectNode> change) {
        ObjectNode header = header(algorithm);
        change.accept(header);
        return header;
    }

    static SigningKey key(SigningAlgorithm algorithm) {
        return KEYS.of(algorithm.keyType());
    }

    /** Signed with ES256, the fastest. */
    static String with(Consumer<ObjectNode> change) {
        return signed(SigningAlgorithm.ES256, header(SigningAlgorithm.ES256), claims(change));
    }

    static String signed(SigningAlgorithm algorithm, ObjectNode header, ObjectNode claims) {
        return TokenSigner.sign(key(algorithm), algorithm, header, claims);
    }

    static String valid() {
        return with(claims -> {});
    }

    static IssuerKeys keys(String jwks) {
        return new IssuerKeys(
                issuer -> new KeySource.StaticJwks(jwks),
                (issuer, source) -> {
                    throw new KeyFetchException("There is no network.");
                },
                issuer -> {
                    throw new KeyFetchException("There are no local keys.");
                },
                InstantSource.fixed(NOW));
    }

    static ProviderLookup providers() {
        return issuer -> issuer.equals(ISSUER)
                ? Optional.of(new TrustedProvider(
                        "arn:aws:iam::123456789012:oidc-provider/server.example.com",
                        new Audiences.Registered(Set.of(AUDIENCE))))
                : Optional.empty();
    }

    static Verification verify(String token) {
        return verifyAt(NOW, token);
    }

    static Verification verifyAt(Instant now, String token) {
        return new TokenVerifier(keys(KEYS.toPublicJwks()), InstantSource.fixed(now)).verify(token, providers());
    }

    static Verification verifyWith(String jwks, String token) {
        return new TokenVerifier(keys(jwks), InstantSource.fixed(NOW)).verify(token, providers());
    }

    static VerifiedToken accepted(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            return verified.token();
        }
        throw new AssertionError("refused: " + verification);
    }

    static TokenRejection refused(Verification verification) {
        if (verification instanceof Verification.Rejected rejected) {
            return rejected.rejection();
        }
        throw new AssertionError("accepted: " + verification);
    }
}
