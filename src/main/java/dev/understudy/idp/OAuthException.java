package dev.understudy.idp;

import java.io.Serial;

/** A request to an identity provider that is refused. The message is a sentence for the application's developer. */
final class OAuthException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final OAuthErrorCode code;

    OAuthException(OAuthErrorCode code, String description) {
        super(description);
        this.code = code;
    }

    static OAuthException invalidRequest(String description) {
        return new OAuthException(OAuthErrorCode.INVALID_REQUEST, description);
    }

    OAuthErrorCode code() {
        return code;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
