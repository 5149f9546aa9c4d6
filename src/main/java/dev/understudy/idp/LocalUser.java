package dev.understudy.idp;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A user of a local issuer.
 *
 * @param subject the {@code sub} of the user's tokens, 1 to {@value #LONGEST_SUBJECT} characters
 * @param name for the scope {@code profile}
 * @param email for the scope {@code email}, with {@code email_verified} true
 * @param claims further claims, whatever the scope; none of {@link #PROTOCOL_CLAIMS}
 */
public record LocalUser(String subject, Optional<String> name, Optional<String> email, ObjectNode claims) {
    /** OpenID Connect allows no longer one. */
    public static final int LONGEST_SUBJECT = 255;

    /** What the provider itself says in a token. */
    public static final Set<String> PROTOCOL_CLAIMS = Set.of(
            "iss",
            "sub",
            "aud",
            "azp",
            "exp",
            "iat",
            "nbf",
            "jti",
            "nonce",
            "auth_time",
            "at_hash",
            "client_id",
            "scope");

    public LocalUser {
        claims = claims.deepCopy();
    }

    /** One of whom nothing else is known. */
    static LocalUser of(String subject) {
        return new LocalUser(subject, Optional.empty(), Optional.empty(), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public ObjectNode claims() {
        return claims.deepCopy();
    }

    /** What an application learns about the user that was granted these scopes, without the subject. */
    ObjectNode claims(Set<String> scope) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        if (scope.contains(Scopes.PROFILE)) {
            name.ifPresent(text -> known.put("name", text));
        }
        if (scope.contains(Scopes.EMAIL)) {
            email.ifPresent(text -> known.put("email", text).put("email_verified", true));
        }
        return known.setAll(claims);
    }
}
