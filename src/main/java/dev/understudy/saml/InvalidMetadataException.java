package dev.understudy.saml;

import java.io.Serial;

/** A text that is no metadata of an identity provider; with one sentence for people. */
public final class InvalidMetadataException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    InvalidMetadataException(String reason) {
        super(reason, null, false, false);
    }

    /** One sentence that says what is wrong. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
