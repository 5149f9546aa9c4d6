package dev.understudy.idp;

import java.io.Serial;

/**
 * An issuer was asked for what providers of its kind do not have: opaque access tokens are not signed openly, and STS's
 * issuers have keys of two types only. The message is one sentence that says what to change. Unchecked: the author of a
 * test can only correct the call.
 */
public final class UnsupportedTokenException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnsupportedTokenException(String message) {
        super(message);
    }
}
