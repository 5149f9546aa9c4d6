package dev.understudy.token;

import java.io.Serial;

/** Ends a verification at the first failed check; it never leaves this package. */
final class RejectedTokenException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient TokenRejection rejection;

    RejectedTokenException(TokenRejection rejection) {
        // An expected outcome, not a fault: no stack trace.
        super(rejection.explanation(), null, false, false);
        this.rejection = rejection;
    }

    TokenRejection rejection() {
        return rejection;
    }
}
