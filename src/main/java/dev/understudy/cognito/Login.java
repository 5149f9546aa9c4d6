package dev.understudy.cognito;

import dev.understudy.token.VerifiedToken;
import java.util.Optional;

/**
 * A sign-in at an identity provider that was verified, or that a developer vouches for.
 *
 * @param provider as the pool and the key of {@code Logins} name it
 * @param subject the user there
 * @param audience the app or client that the user signed in to
 * @param token what the provider said, if it signed it
 */
record Login(String provider, String subject, String audience, Optional<VerifiedToken> token) {
    /** The pool's own tokens, with which an app comes back after a developer's server has signed its user in. */
    static final String COGNITO = "cognito-identity.amazonaws.com";

    boolean isOfThePoolItself() {
        return provider.equals(COGNITO);
    }
}
