package dev.understudy.idp;

import dev.understudy.token.KeyType;
import dev.understudy.token.SigningAlgorithm;
import dev.understudy.token.SigningKey;
import dev.understudy.token.SigningKeys;
import dev.understudy.token.TokenSigner;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes and signs tokens as they are asked for. */
final class TokenMaker {
    private final InstantSource clock;
    private final SecureRandom random;

    TokenMaker(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * The token in compact form.
     *
     * @throws UnsupportedTokenException if the issuer has no key for the algorithm
     */
    String make(TokenRequest request, SigningKeys keys) {
        SigningKey key = keys.find(request.algorithm()
                        .signing()
                        .map(SigningAlgorithm::keyType)
                        .orElse(KeyType.RSA))
                .orElseThrow(() -> new UnsupportedTokenException(request.issuer() + " has no key for "
                        + request.algorithm().alg() + "; STS signs with RS256 and ES384."));
        ObjectNode header = header(request, key);
        ObjectNode claims = claims(request);
        if (request.algorithm() == TokenAlgorithm.NONE) {
            return TokenSigner.unsigned(header, claims);
        }
        return request.algorithm()
                .signing()
                .map(algorithm -> TokenSigner.sign(key, algorithm, header, claims))
                .orElseGet(() -> TokenSigner.confused(key, header, claims));
    }

    private static ObjectNode header(TokenRequest request, SigningKey key) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("alg", request.algorithm().alg());
        header.put("kid", key.keyId());
        header.put("typ", "JWT");
        header.setAll(request.header());
        header.remove(request.omitHeader());
        return header;
    }

    private ObjectNode claims(TokenRequest request) {
        Instant now = clock.instant();
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", Issuers.claim(request.issuer()));
        request.subject().ifPresent(subject -> claims.put("sub", subject));
        if (request.audience().size() == 1) {
            claims.put("aud", request.audience().get(0));
        } else if (request.audience().size() > 1) {
            ArrayNode audience = claims.putArray("aud");
            request.audience().forEach(audience::add);
        }
        claims.put("iat", now.getEpochSecond());
        request.notBefore().ifPresent(time -> claims.put("nbf", now.plus(time).getEpochSecond()));
        claims.put("exp", now.plus(request.expiresIn()).getEpochSecond());
        claims.put("jti", tokenId());
        claims.setAll(request.claims());
        claims.remove(request.omitClaims());
        return claims;
    }

    private String tokenId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
