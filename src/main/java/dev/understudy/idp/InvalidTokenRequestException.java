package dev.understudy.idp;

import java.io.Serial;

/** A request for a token that cannot be met as it stands. The message is one sentence that says what to change. */
public final class InvalidTokenRequestException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    InvalidTokenRequestException(String message) {
        super(message);
    }
}
