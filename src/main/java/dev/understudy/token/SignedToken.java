package dev.understudy.token;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A token whose form and signature are right, and of which nothing else was checked: no time, no audience. For tokens that
 * this process gave to itself; what a caller of STS presents is judged by {@link TokenVerifier}.
 */
public final class SignedToken {
    private final ObjectNode header;
    private final ObjectNode claims;

    private SignedToken(ObjectNode header, ObjectNode claims) {
        this.header = header;
        this.claims = claims;
    }

    /**
     * The token, if it is one and a key of its issuer signed it.
     *
     * @param keys the JSON Web Key Set of an {@code iss}, if its tokens are taken
     */
    public static Optional<SignedToken> verified(String text, Function<String, Optional<String>> keys) {
        try {
            CompactJwt jwt = CompactJwt.parse(text);
            Optional<String> jwks = Json.string(jwt.claims(), "iss").flatMap(keys);
            if (jwks.isEmpty()) {
                return Optional.empty();
            }
            SigningAlgorithm algorithm = jwt.algorithm();
            PublishedKey key = KeySet.parse(jwks.get()).select(jwt.keyId(), algorithm);
            return key.verifies(algorithm, jwt.signedText(), jwt.signature())
                    ? Optional.of(new SignedToken(jwt.header(), jwt.claims()))
                    : Optional.empty();
        } catch (RejectedTokenException | KeyFetchException wrong) {
            return Optional.empty();
        }
    }

    public ObjectNode header() {
        return header.deepCopy();
    }

    public ObjectNode claims() {
        return claims.deepCopy();
    }
}
