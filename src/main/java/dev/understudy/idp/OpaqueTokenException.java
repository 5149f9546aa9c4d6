package dev.understudy.idp;

import java.io.Serial;

/**
 * An issuer of opaque access tokens was asked for what only signed tokens and published keys have. The message is one
 * sentence that says what to change. Unchecked: the author of a test can only correct the call.
 */
public final class OpaqueTokenException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    OpaqueTokenException(String message) {
        super(message);
    }
}
