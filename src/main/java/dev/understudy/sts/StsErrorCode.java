package dev.understudy.sts;

/** The error codes that STS answers, with their HTTP status. The wire code differs from the model's name for several. */
public enum StsErrorCode {
    ACCESS_DENIED("AccessDenied", 403),
    EXPIRED_TOKEN("ExpiredToken", 403),
    /** The web identity token; {@link #EXPIRED_TOKEN} is the caller's own session. */
    EXPIRED_TOKEN_EXCEPTION("ExpiredTokenException", 400),
    IDP_COMMUNICATION_ERROR("IDPCommunicationError", 400),
    IDP_REJECTED_CLAIM("IDPRejectedClaim", 403),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
    INTERNAL_FAILURE("InternalFailure", 500),
    INVALID_ACTION("InvalidAction", 400),
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403),
    INVALID_IDENTITY_TOKEN("InvalidIdentityToken", 400),
    INVALID_PARAMETER_VALUE("InvalidParameterValue", 400),
    MALFORMED_INPUT("MalformedInput", 400),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
    PACKED_POLICY_TOO_LARGE("PackedPolicyTooLarge", 400),
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403),
    VALIDATION_ERROR("ValidationError", 400);

    private final String wireCode;
    private final int status;

    StsErrorCode(String wireCode, int status) {
        this.wireCode = wireCode;
        this.status = status;
    }

    /** The text in the error's {@code Code} element. */
    public String wireCode() {
        return wireCode;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whose fault it is: {@code Sender}, or {@code Receiver} for a 5xx. */
    public String type() {
        return status >= 500 ? "Receiver" : "Sender";
    }
}
