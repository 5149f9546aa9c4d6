package dev.understudy.cognito;

import dev.understudy.sts.ErrorCode;

/** The errors of Amazon Cognito identity pools, and those that every service of its protocol has. */
public enum CognitoErrorCode implements ErrorCode {
    ACCESS_DENIED("AccessDeniedException", 400),
    DEVELOPER_USER_ALREADY_REGISTERED("DeveloperUserAlreadyRegisteredException", 400),
    EXPIRED_TOKEN("ExpiredTokenException", 400),
    EXTERNAL_SERVICE("ExternalServiceException", 400),
    INCOMPLETE_SIGNATURE("IncompleteSignatureException", 400),
    INTERNAL_ERROR("InternalErrorException", 500),
    INVALID_IDENTITY_POOL_CONFIGURATION("InvalidIdentityPoolConfigurationException", 400),
    INVALID_PARAMETER("InvalidParameterException", 400),
    INVALID_SIGNATURE("InvalidSignatureException", 400),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException", 400),
    NOT_AUTHORIZED("NotAuthorizedException", 400),
    RESOURCE_CONFLICT("ResourceConflictException", 400),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 400),
    SERIALIZATION("SerializationException", 400),
    UNKNOWN_OPERATION("UnknownOperationException", 400),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", 400),
    VALIDATION("ValidationException", 400);

    private final String wireCode;
    private final int status;

    CognitoErrorCode(String wireCode, int status) {
        this.wireCode = wireCode;
        this.status = status;
    }

    /** The text of {@code __type}. */
    @Override
    public String wireCode() {
        return wireCode;
    }

    @Override
    public int status() {
        return status;
    }
}
