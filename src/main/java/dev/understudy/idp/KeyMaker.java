package dev.understudy.idp;

import dev.understudy.token.KeyType;
import dev.understudy.token.SigningAlgorithm;
import dev.understudy.token.SigningKey;
import dev.understudy.token.SigningKeys;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Makes an issuer's keys: one of each type, whose ids are their thumbprints, or for an issuer of STS the two that STS has,
 * whose ids count: {@code RSA_0} and {@code EC384_0} (documented), and the next number after a rotation (which is not).
 */
final class KeyMaker {
    private static final String RSA = "RSA_";
    private static final String EC384 = "EC384_";

    private final SecureRandom random;

    KeyMaker(SecureRandom random) {
        this.random = random;
    }

    /** The first keys of an issuer; this takes a good part of a second, almost all of it for RSA. */
    SigningKeys first(String issuer) {
        return make(issuer, 0);
    }

    /** The keys that follow these. */
    SigningKeys next(String issuer, SigningKeys before) {
        return make(issuer, 1 + generation(before));
    }

    private SigningKeys make(String issuer, int generation) {
        return switch (Protocol.of(issuer)) {
            case STS ->
                new SigningKeys(List.of(
                        SigningKey.generate(KeyType.RSA, random).named(RSA + generation, Optional.empty()),
                        SigningKey.generate(KeyType.P384, random)
                                .named(EC384 + generation, Optional.of(SigningAlgorithm.ES384))));
            case OPENID_CONNECT, LOGIN_WITH_AMAZON, FACEBOOK -> SigningKeys.generate(random);
        };
    }

    /** Keys that were made otherwise, as for another use of the issuer's name, count as the first. */
    private static int generation(SigningKeys keys) {
        return keys.keys().stream()
                .map(SigningKey::keyId)
                .filter(id -> id.matches(RSA + "\\d{1,6}"))
                .mapToInt(id -> Integer.parseInt(id.substring(RSA.length())))
                .max()
                .orElse(0);
    }
}
