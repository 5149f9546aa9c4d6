package dev.understudy.saml;

import java.io.Serial;

/** A text that is no XML, or more of it than is read here; with one sentence that says why. */
final class MalformedXmlException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    MalformedXmlException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
