package dev.understudy.token;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.Optional;

/**
 * The signature algorithms that STS accepts (recorded, and named in the STS service model); nothing else verifies. Each
 * works with one kind of key only, so a token cannot choose how a key is used.
 */
public enum SigningAlgorithm {
    RS256(KeyType.RSA),
    RS384(KeyType.RSA),
    RS512(KeyType.RSA),
    ES256(KeyType.P256),
    ES384(KeyType.P384),
    ES512(KeyType.P521);

    private final KeyType keyType;

    SigningAlgorithm(KeyType keyType) {
        this.keyType = keyType;
    }

    public KeyType keyType() {
        return keyType;
    }

    /** The algorithm of this {@code alg} name, which is case-sensitive. */
    public static Optional<SigningAlgorithm> named(String alg) {
        return Arrays.stream(values()).filter(a -> a.name().equals(alg)).findFirst();
    }

    JWSAlgorithm jws() {
        return JWSAlgorithm.parse(name());
    }
}
