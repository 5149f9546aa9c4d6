package dev.understudy.idp;

import dev.understudy.token.SigningAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a local issuer signs: as AWS accepts, or in one of two ways that a verifier must refuse. */
public enum TokenAlgorithm {
    RS256("RS256"),
    RS384("RS384"),
    RS512("RS512"),
    ES256("ES256"),
    ES384("ES384"),
    ES512("ES512"),
    /** No signature. */
    NONE("none"),
    /** HMAC whose secret is the issuer's public RSA key. */
    HS256("HS256");

    private final String alg;

    TokenAlgorithm(String alg) {
        this.alg = alg;
    }

    /** The {@code alg} of the token's header. */
    public String alg() {
        return alg;
    }

    /** The signature algorithm, unless AWS would not accept it. */
    public Optional<SigningAlgorithm> signing() {
        return SigningAlgorithm.named(alg);
    }

    /** The algorithm of this {@code alg} name, which is case-sensitive. */
    public static Optional<TokenAlgorithm> named(String alg) {
        return Arrays.stream(values()).filter(a -> a.alg.equals(alg)).findFirst();
    }

    /** All names, for messages. */
    public static List<String> names() {
        return Arrays.stream(values()).map(TokenAlgorithm::alg).toList();
    }
}
