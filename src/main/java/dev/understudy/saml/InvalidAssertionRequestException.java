package dev.understudy.saml;

import java.io.Serial;

/** A request for an assertion that cannot be written; with one helpful sentence. */
public final class InvalidAssertionRequestException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    InvalidAssertionRequestException(String reason) {
        super(reason, null, false, false);
    }

    /** One helpful sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
