package dev.understudy.saml;

import java.io.Serial;

/** A request for an assertion that cannot be written; with one helpful sentence. */
public final class InvalidAssertionRequestException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    InvalidAssertionRequestException(String message) {
        super(message);
    }
}
