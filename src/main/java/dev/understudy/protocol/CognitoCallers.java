package dev.understudy.protocol;

import dev.understudy.aws.AccountId;
import dev.understudy.cognito.CognitoErrorCode;
import dev.understudy.cognito.CognitoException;
import dev.understudy.cognito.CognitoOperation;
import dev.understudy.cognito.IdentityPool;
import dev.understudy.sigv4.SignatureVerdict;
import dev.understudy.sts.Caller;
import dev.understudy.sts.CallerPermission;
import dev.understudy.sts.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may administer identity pools: whoever has signed the call, and has leave for it in the identity policies. */
public final class CognitoCallers {
    private static final String SERVICE = "cognito-identity";

    private final Authenticator authenticator;
    private final CallerPermission permission;

    public CognitoCallers(Authenticator authenticator, CallerPermission permission) {
        this.authenticator = authenticator;
        this.permission = permission;
    }

    /**
     * The account of the caller.
     *
     * @throws CognitoException if nobody known has signed the call, or may not make it
     */
    AccountId authorize(Exchange exchange, CognitoOperation operation, ObjectNode parameters, String region)
            throws CognitoException {
        SignatureVerdict<Caller> verdict = authenticator.verify(exchange.request(), exchange.call());
        if (verdict instanceof SignatureVerdict.Refused<Caller> refused) {
            throw unauthenticated(refused);
        }
        Caller caller = ((SignatureVerdict.Authentic<Caller>) verdict).principal();
        String action = SERVICE + ":" + operation.name();
        String resource = IdentityPool.arn(region, caller.account(), named(parameters.path("IdentityPoolId")));
        try {
            permission.require(caller, action, resource, exchange.facts(region));
        } catch (StsException denied) {
            throw new CognitoException(
                    CognitoErrorCode.ACCESS_DENIED, denied.fault().message().orElse(""), denied.reason());
        }
        return caller.account();
    }

    /** The pool that is meant; operations that name none, or not by a text, are about all. */
    private static String named(JsonNode id) {
        return id.isString() ? id.stringValue() : "*";
    }

    private static CognitoException unauthenticated(SignatureVerdict.Refused<Caller> refused) {
        CognitoErrorCode code = switch (refused.code()) {
            case MISSING_AUTHENTICATION_TOKEN -> CognitoErrorCode.MISSING_AUTHENTICATION_TOKEN;
            case INCOMPLETE_SIGNATURE -> CognitoErrorCode.INCOMPLETE_SIGNATURE;
            case INVALID_CLIENT_TOKEN_ID -> CognitoErrorCode.UNRECOGNIZED_CLIENT;
            case EXPIRED_TOKEN -> CognitoErrorCode.EXPIRED_TOKEN;
            case SIGNATURE_DOES_NOT_MATCH -> CognitoErrorCode.INVALID_SIGNATURE;
        };
        return new CognitoException(code, refused.message(), refused.explanation());
    }
}
