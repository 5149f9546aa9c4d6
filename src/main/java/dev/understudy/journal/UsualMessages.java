package dev.understudy.journal;

import dev.understudy.sts.StsErrorCode;

/**
 * What AWS says with an error, for errors that are injected. Recorded: Throttling. Documented on AWS's page of common
 * errors: those that every service has. The others are the texts that calls here answer as well, without their particulars;
 * where AWS's text is not known at all, the code itself.
 */
final class UsualMessages {
    private UsualMessages() {}

    static String of(StsErrorCode code) {
        return switch (code) {
            case ACCESS_DENIED, ACCESS_DENIED_EXCEPTION -> "You do not have sufficient access to perform this action.";
            case EXPIRED_TOKEN -> "The security token included in the request is expired";
            case EXPIRED_TOKEN_EXCEPTION -> "Token expired";
            case IDP_COMMUNICATION_ERROR -> "Error communicating with the identity provider";
            case IDP_REJECTED_CLAIM -> "The identity provider rejected the token";
            case INCOMPLETE_SIGNATURE -> "The request signature does not conform to AWS standards.";
            case INTERNAL_FAILURE ->
                "The request processing has failed because of an unknown error, exception or failure.";
            case INVALID_ACTION -> "The action or operation requested is invalid.";
            case INVALID_CLIENT_TOKEN_ID -> "The security token included in the request is invalid.";
            case INVALID_IDENTITY_TOKEN ->
                "Couldn't retrieve verification key from your identity provider,  please reference"
                        + " AssumeRoleWithWebIdentity documentation for requirements";
            case MALFORMED_POLICY_DOCUMENT -> "Syntax errors in policy.";
            case MISSING_AUTHENTICATION_TOKEN -> "Request is missing Authentication Token";
            case NOT_AUTHORIZED -> "You do not have permission to perform this action.";
            case OPT_IN_REQUIRED -> "The AWS access key ID needs a subscription for the service.";
            case PACKED_POLICY_TOO_LARGE -> "Packed policy consumes 157% of allotted space, please use smaller policy.";
            case REGION_DISABLED_EXCEPTION ->
                "STS is not activated in this region. Your account administrator can activate STS in this region using"
                        + " the IAM Console.";
            case REQUEST_EXPIRED ->
                "The request reached the service more than 15 minutes after the date stamp on the request or more than"
                        + " 15 minutes after the request expiration date (such as for pre-signed URLs), or the date"
                        + " stamp on the request is more than 15 minutes in the future.";
            case REQUEST_LIMIT_EXCEEDED -> "Request limit exceeded.";
            case SERVICE_UNAVAILABLE -> "The request has failed due to a temporary failure of the server.";
            case SIGNATURE_DOES_NOT_MATCH ->
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.";
            case THROTTLING -> "Rate exceeded";
            case THROTTLING_EXCEPTION -> "The request was denied due to request throttling.";
            default -> code.wireCode();
        };
    }
}
