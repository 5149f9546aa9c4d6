package dev.understudy.idp;

import java.io.Serial;

/** The issuer gives opaque access tokens, which are not issued yet. The message says so in one sentence. */
public final class OpaqueTokenException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    OpaqueTokenException(String issuer) {
        super(issuer + " gives opaque access tokens, not JSON Web Tokens; Understudy does not issue them yet.");
    }
}
