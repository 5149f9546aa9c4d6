package dev.understudy.sts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The error codes that STS answers, with their HTTP status. The wire code differs from the model's name for several. Some
 * are answered only when a test has injected a fault: those that no call here runs into by itself.
 */
public enum StsErrorCode implements ErrorCode {
    ACCESS_DENIED("AccessDenied", 403),
    ACCESS_DENIED_EXCEPTION("AccessDeniedException", 400),
    EXPIRED_TOKEN("ExpiredToken", 403),
    /** The web identity token; {@link #EXPIRED_TOKEN} is the caller's own session. */
    EXPIRED_TOKEN_EXCEPTION("ExpiredTokenException", 400),
    EXPIRED_TRADE_IN_TOKEN_EXCEPTION("ExpiredTradeInTokenException", 400),
    IDP_COMMUNICATION_ERROR("IDPCommunicationError", 400),
    IDP_REJECTED_CLAIM("IDPRejectedClaim", 403),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
    INSUFFICIENT_SESSION_LIFETIME("InsufficientSessionLifetime", 400),
    INTERNAL_FAILURE("InternalFailure", 500),
    INVALID_ACTION("InvalidAction", 400),
    INVALID_AUTHORIZATION_MESSAGE_EXCEPTION("InvalidAuthorizationMessageException", 400),
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403),
    INVALID_CONTEXT_ASSERTION("InvalidContextAssertion", 400),
    INVALID_IDENTITY_TOKEN("InvalidIdentityToken", 400),
    INVALID_PARAMETER_VALUE("InvalidParameterValue", 400),
    INVALID_SUBJECT_CREDENTIALS("InvalidSubjectCredentials", 400),
    JWT_PAYLOAD_SIZE_EXCEEDED_EXCEPTION("JWTPayloadSizeExceededException", 400),
    MALFORMED_INPUT("MalformedInput", 400),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
    NOT_AUTHORIZED("NotAuthorized", 400),
    OPT_IN_REQUIRED("OptInRequired", 403),
    OUTBOUND_WEB_IDENTITY_FEDERATION_DISABLED_EXCEPTION("OutboundWebIdentityFederationDisabledException", 403),
    PACKED_POLICY_TOO_LARGE("PackedPolicyTooLarge", 400),
    REGION_DISABLED_EXCEPTION("RegionDisabledException", 403),
    REQUEST_EXPIRED("RequestExpired", 400),
    /** EC2's word for throttling, which SDKs treat as such from every service. */
    REQUEST_LIMIT_EXCEEDED("RequestLimitExceeded", 503),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
    SESSION_DURATION_ESCALATION_EXCEPTION("SessionDurationEscalationException", 403),
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403),
    /** What STS itself answers to too many calls. */
    THROTTLING("Throttling", 400),
    THROTTLING_EXCEPTION("ThrottlingException", 400),
    VALIDATION_ERROR("ValidationError", 400);

    private final String wireCode;
    private final int status;

    StsErrorCode(String wireCode, int status) {
        this.wireCode = wireCode;
        this.status = status;
    }

    /** The code of this wire code, to the letter. */
    public static Optional<StsErrorCode> named(String wireCode) {
        return Arrays.stream(values())
                .filter(code -> code.wireCode.equals(wireCode))
                .findFirst();
    }

    /** All wire codes. */
    public static List<String> wireCodes() {
        return Arrays.stream(values()).map(StsErrorCode::wireCode).toList();
    }

    /** The text in the error's {@code Code} element. */
    @Override
    public String wireCode() {
        return wireCode;
    }

    @Override
    public int status() {
        return status;
    }
}
