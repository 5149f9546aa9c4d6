package dev.understudy.sigv4;

/** Why a signature was refused, as AWS names it. */
public enum SignatureFailure {
    /** The request is not signed at all. */
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
    /** The signature's form is broken. */
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
    /** The access key or its session token is unknown. */
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403),
    /** The session has run out. */
    EXPIRED_TOKEN("ExpiredToken", 403),
    /** Scope, date or signature is wrong. */
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403);

    private final String code;
    private final int status;

    SignatureFailure(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The code on the wire. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
