package dev.understudy.journal;

import dev.understudy.aws.Misspelling;
import dev.understudy.sts.StsErrorCode;
import java.util.Collection;
import java.util.List;

/** The names that a test may use for actions and errors. A name that exists nowhere would make it pass for nothing. */
final class Names {
    /** All actions of AWS's service model, also those that are not played here: a fault may answer in their place. */
    static final List<String> ACTIONS = List.of(
            "AssumeRole",
            "AssumeRoleWithSAML",
            "AssumeRoleWithWebIdentity",
            "AssumeRoot",
            "DecodeAuthorizationMessage",
            "GetAccessKeyInfo",
            "GetCallerIdentity",
            "GetDelegatedAccessToken",
            "GetFederationToken",
            "GetScopedCredentials",
            "GetSessionToken",
            "GetWebIdentityToken");

    /** The operations of identity pools, which are kept among the calls but meet no faults. */
    private static final List<String> IDENTITY_POOL_ACTIONS = List.of(
            "CreateIdentityPool",
            "DeleteIdentities",
            "DeleteIdentityPool",
            "DescribeIdentity",
            "DescribeIdentityPool",
            "GetCredentialsForIdentity",
            "GetId",
            "GetIdentityPoolRoles",
            "GetOpenIdToken",
            "GetOpenIdTokenForDeveloperIdentity",
            "ListIdentities",
            "ListIdentityPools",
            "SetIdentityPoolRoles",
            "UnlinkIdentity",
            "UpdateIdentityPool");

    /** Their errors, which are kept among the calls as well. */
    private static final List<String> IDENTITY_POOL_ERRORS = List.of(
            "AccessDeniedException",
            "DeveloperUserAlreadyRegisteredException",
            "ExpiredTokenException",
            "ExternalServiceException",
            "IncompleteSignatureException",
            "InternalErrorException",
            "InvalidIdentityPoolConfigurationException",
            "InvalidParameterException",
            "InvalidSignatureException",
            "LimitExceededException",
            "MissingAuthenticationTokenException",
            "NotAuthorizedException",
            "ResourceConflictException",
            "ResourceNotFoundException",
            "SerializationException",
            "UnknownOperationException",
            "UnrecognizedClientException",
            "ValidationException");

    private static final int LONGEST_QUOTE = 100;

    private Names() {}

    /** An action that may be among the calls. */
    static String called(String name) {
        return IDENTITY_POOL_ACTIONS.contains(name) ? name : action(name);
    }

    static String action(String name) {
        if (!ACTIONS.contains(name)) {
            throw unknown("action of STS", name, ACTIONS);
        }
        return name;
    }

    /** The wire code of an error that may be among the calls. */
    static String answered(String wireCode) {
        return IDENTITY_POOL_ERRORS.contains(wireCode)
                ? wireCode
                : error(wireCode).wireCode();
    }

    static StsErrorCode error(String wireCode) {
        return StsErrorCode.named(wireCode)
                .orElseThrow(() -> unknown("error of STS", wireCode, StsErrorCode.wireCodes()));
    }

    private static IllegalArgumentException unknown(String what, String name, Collection<String> candidates) {
        String shown = name.length() <= LONGEST_QUOTE ? name : name.substring(0, LONGEST_QUOTE) + "…";
        String meant = Misspelling.nearest(shown, candidates)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "there are " + String.join(", ", candidates) + ".");
        return new IllegalArgumentException("There is no " + what + " \"" + shown + "\"; " + meant);
    }
}
