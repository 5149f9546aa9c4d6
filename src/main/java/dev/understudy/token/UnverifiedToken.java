package dev.understudy.token;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a token <em>says</em> about itself, for the log of a refused call; nobody has checked any of it. The texts are
 * at most 200 characters and an ellipsis, without control characters.
 */
public record UnverifiedToken(Optional<String> issuer, Optional<String> subject) {
    /** Reads what can be read; a text that is no token says nothing. */
    public static UnverifiedToken of(String token) {
        Optional<ObjectNode> claims = CompactJwt.unverifiedClaims(token);
        return new UnverifiedToken(text(claims, "iss"), text(claims, "sub"));
    }

    private static Optional<String> text(Optional<ObjectNode> claims, String name) {
        return claims.flatMap(c -> Json.string(c, name)).map(Quoted::bounded);
    }
}
