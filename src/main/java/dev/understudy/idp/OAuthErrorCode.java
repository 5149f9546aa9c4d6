package dev.understudy.idp;

import java.util.Locale;

/** The error codes of RFC 6749, RFC 6750 and OpenID Connect Core, by their names in lower case. */
enum OAuthErrorCode {
    ACCESS_DENIED(400),
    INSUFFICIENT_SCOPE(403),
    INVALID_CLIENT(401),
    INVALID_GRANT(400),
    INVALID_REQUEST(400),
    INVALID_SCOPE(400),
    INVALID_TOKEN(401),
    LOGIN_REQUIRED(400),
    REGISTRATION_NOT_SUPPORTED(400),
    REQUEST_NOT_SUPPORTED(400),
    REQUEST_URI_NOT_SUPPORTED(400),
    SERVER_ERROR(500),
    UNAUTHORIZED_CLIENT(400),
    UNSUPPORTED_GRANT_TYPE(400),
    UNSUPPORTED_RESPONSE_TYPE(400);

    private final int status;

    OAuthErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status of an answer that is not a redirect. */
    int status() {
        return status;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
