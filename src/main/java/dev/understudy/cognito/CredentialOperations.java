package dev.understudy.cognito;

import dev.understudy.cognito.CognitoOperation.Access;
import dev.understudy.cognito.CognitoOperation.Invocation;
import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.sts.AssumeRoleWithWebIdentityRequest;
import dev.understudy.sts.StsException;
import dev.understudy.sts.StsResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The enhanced flow: the pool chooses the role, and takes it for its user in the very way that the user would. */
final class CredentialOperations {
    /** What CloudTrail shows of AWS. */
    private static final String SESSION_NAME = "CognitoIdentityCredentials";

    private final IdentityAccess access;
    private final CognitoTokens tokens;
    private final AssumeRoleWithWebIdentity assumeRole;

    CredentialOperations(IdentityAccess access, CognitoTokens tokens, AssumeRoleWithWebIdentity assumeRole) {
        this.access = access;
        this.tokens = tokens;
        this.assumeRole = assumeRole;
    }

    List<CognitoOperation> all() {
        return List.of(new CognitoOperation("GetCredentialsForIdentity", Access.UNSIGNED, this::getCredentials));
    }

    private ObjectNode getCredentials(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        String id = parameters.required("IdentityId", Limits.ID);
        Map<String, String> logins = IdentityOperations.logins(parameters, "Logins");
        Optional<String> custom = parameters.optional("CustomRoleArn", Limits.ARN);
        parameters.check();
        IdentityAccess.Opened opened = access.open(id, logins);
        String role = RoleChoice.of(opened.pool(), opened.logins(), custom);
        String token = tokens.issue(opened.identity(), opened.logins(), CognitoTokens.STANDARD, Map.of());
        TemporaryCredentials credentials = assume(role, token, call);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("IdentityId", id);
        answer.putObject("Credentials")
                .put("AccessKeyId", credentials.accessKeyId())
                .put("SecretKey", credentials.secretAccessKey())
                .put("SessionToken", credentials.sessionToken())
                .put("Expiration", credentials.expiration().getEpochSecond());
        return answer;
    }

    private TemporaryCredentials assume(String role, String token, Invocation call) throws CognitoException {
        try {
            StsResult<AssumeRoleWithWebIdentity.Response> result =
                    assumeRole.call(AssumeRoleWithWebIdentityRequest.of(role, SESSION_NAME, token), call.facts());
            if (result instanceof StsResult.Granted<AssumeRoleWithWebIdentity.Response> granted) {
                return granted.response().credentials();
            }
            throw badConfiguration(role + " cannot be taken: " + result.trace().summary());
        } catch (StsException malformed) {
            throw badConfiguration(malformed.reason());
        }
    }

    static CognitoException badConfiguration(String reason) {
        return new CognitoException(
                CognitoErrorCode.INVALID_IDENTITY_POOL_CONFIGURATION,
                "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
                reason);
    }
}
