package dev.understudy.idp;

import dev.understudy.token.OAuthProvider;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The access tokens of a provider that is played here: a signed JSON Web Token inside a text that clients take for
 * opaque, so that every process which knows the issuer's keys can tell what the token is good for, and none has to keep
 * it.
 */
enum AccessTokenForm {
    LOGIN_WITH_AMAZON(OAuthProvider.LOGIN_WITH_AMAZON, "Atza|", List.of("name", "email", "postal_code")),
    FACEBOOK(OAuthProvider.FACEBOOK, "EAA", List.of("name", "email", "first_name", "last_name"));

    /** The longest token that STS takes (service model). */
    private static final int LENGTH = 20_000;

    private final OAuthProvider provider;
    private final String prefix;

    /** Made by List.of, which nothing can change. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> profile;

    AccessTokenForm(OAuthProvider provider, String prefix, List<String> profile) {
        this.provider = provider;
        this.prefix = prefix;
        this.profile = profile;
    }

    static AccessTokenForm of(OAuthProvider provider) {
        return switch (provider) {
            case LOGIN_WITH_AMAZON -> LOGIN_WITH_AMAZON;
            case FACEBOOK -> FACEBOOK;
        };
    }

    /** The form of an issuer's tokens, if they are access tokens. */
    static Optional<AccessTokenForm> of(String issuer) {
        return OAuthProvider.of(Issuers.canonical(issuer)).map(AccessTokenForm::of);
    }

    /** What a token can say of its user. */
    List<String> profile() {
        return profile;
    }

    String wrap(String jwt) {
        return prefix + encoded(jwt.getBytes(StandardCharsets.US_ASCII));
    }

    /** The JSON Web Token inside; nothing if the text is not such a token in its one spelling. */
    Optional<String> unwrap(String token) {
        if (token.length() > LENGTH || !token.startsWith(prefix)) {
            return Optional.empty();
        }
        String inner = token.substring(prefix.length());
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(inner);
            return Optional.of(bytes)
                    .filter(it -> encoded(it).equals(inner))
                    .map(it -> new String(it, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Whether an access token can be what the request wants.
     *
     * @throws UnsupportedTokenException if not
     */
    void check(TokenRequest request) {
        require(
                request.audience().size() == 1
                        && OAuthProvider.isId(request.audience().get(0)),
                "its audience must be one app id of 1 to 255 visible ASCII characters");
        require(
                request.subject().filter(OAuthProvider::isId).isPresent(),
                "its subject must be a user id of 1 to 255 visible ASCII characters");
        require(
                request.header().isEmpty()
                        && request.omitHeader().isEmpty()
                        && request.omitClaims().isEmpty(),
                "it has no header that could be changed, and no claims that could be left out");
        for (Map.Entry<String, JsonNode> claim : request.claims().properties()) {
            require(
                    profile.contains(claim.getKey()) && claim.getValue().isString(),
                    "its claims are texts of the user's profile: " + String.join(", ", profile));
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new UnsupportedTokenException(
                    provider.host() + " gives opaque access tokens: of such a token, " + otherwise + ".");
        }
    }
}
