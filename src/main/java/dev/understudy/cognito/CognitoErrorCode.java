package dev.understudy.cognito;

/** The errors of Amazon Cognito identity pools, with their HTTP status. */
public enum CognitoErrorCode {
    ACCESS_DENIED("AccessDeniedException", 400),
    CONCURRENT_MODIFICATION("ConcurrentModificationException", 400),
    DEVELOPER_USER_ALREADY_REGISTERED("DeveloperUserAlreadyRegisteredException", 400),
    EXTERNAL_SERVICE("ExternalServiceException", 400),
    INTERNAL_ERROR("InternalErrorException", 500),
    INVALID_IDENTITY_POOL_CONFIGURATION("InvalidIdentityPoolConfigurationException", 400),
    INVALID_PARAMETER("InvalidParameterException", 400),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    NOT_AUTHORIZED("NotAuthorizedException", 400),
    RESOURCE_CONFLICT("ResourceConflictException", 400),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 400),
    SERIALIZATION("SerializationException", 400),
    TOO_MANY_REQUESTS("TooManyRequestsException", 400),
    VALIDATION("ValidationException", 400);

    private final String wireCode;
    private final int status;

    CognitoErrorCode(String wireCode, int status) {
        this.wireCode = wireCode;
        this.status = status;
    }

    /** The text of {@code __type}. */
    public String wireCode() {
        return wireCode;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
