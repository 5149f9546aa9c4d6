package dev.understudy.token;

import java.net.URI;

/** Who is asked about the opaque access tokens of an OAuth provider. */
public sealed interface AccessTokenSource {
    /** This process: a built-in identity provider issues the tokens. */
    record Local() implements AccessTokenSource {}

    /** Login with Amazon's {@code tokeninfo}, or what stands in for it. */
    record TokenInfo(URI uri) implements AccessTokenSource {}

    /**
     * Facebook's {@code debug_token}, or what stands in for it.
     *
     * @param appAccessToken with which the app asks about its users' tokens; a secret
     */
    record DebugToken(URI uri, String appAccessToken) implements AccessTokenSource {
        @Override
        public String toString() {
            return "DebugToken[uri=" + uri + "]";
        }
    }
}
