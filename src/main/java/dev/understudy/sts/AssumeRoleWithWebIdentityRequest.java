package dev.understudy.sts;

import dev.understudy.credentials.SessionPolicies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of AssumeRoleWithWebIdentity, within the constraints of AWS's model.
 *
 * @param roleArn of the form of a role's ARN
 * @param webIdentityToken the OIDC or OAuth token; never logged
 * @param providerId only for OAuth access tokens
 * @param duration up to 12 hours
 * @param tokenSize the fewest characters that the session token may have
 */
public record AssumeRoleWithWebIdentityRequest(
        RoleArn roleArn,
        String roleSessionName,
        String webIdentityToken,
        Optional<String> providerId,
        SessionPolicies policies,
        Optional<Duration> duration,
        Optional<Integer> tokenSize) {
    private static final int MAXIMUM_DURATION_SECONDS = 43_200;

    /**
     * Reads and validates the parameters.
     *
     * @param minimumDuration the shortest that may be asked for
     * @throws StsException {@code MalformedInput}, {@code ValidationError} or {@code MalformedPolicyDocument}
     */
    static AssumeRoleWithWebIdentityRequest parse(Members members, Duration minimumDuration) throws StsException {
        Optional<Integer> seconds = members.integer("DurationSeconds");
        Constraints constraints = new Constraints();
        String roleArn = constraints.required("roleArn", members.string("RoleArn"), TextConstraint.ARN);
        String sessionName = constraints.required(
                "roleSessionName", members.string("RoleSessionName"), TextConstraint.ROLE_SESSION_NAME);
        String token = constraints.required(
                "webIdentityToken", members.string("WebIdentityToken"), TextConstraint.WEB_IDENTITY_TOKEN);
        Optional<String> providerId =
                constraints.optional("providerId", members.string("ProviderId"), TextConstraint.PROVIDER_ID);
        List<String> policyArns = SessionPolicyRules.arns(members, constraints);
        Optional<String> policy =
                constraints.optional("policy", members.string("Policy"), TextConstraint.SESSION_POLICY);
        constraints.range(
                "durationSeconds", seconds, Math.toIntExact(minimumDuration.toSeconds()), MAXIMUM_DURATION_SECONDS);
        Optional<Integer> tokenSize = constraints.tokenSize(members);
        constraints.throwIfViolated();
        RoleArn role = RoleArn.parse(roleArn);
        return new AssumeRoleWithWebIdentityRequest(
                role,
                sessionName,
                token,
                providerId,
                SessionPolicyRules.check(policyArns, policy, role.arn()),
                seconds.map(Duration::ofSeconds),
                tokenSize);
    }

    /**
     * A request for a session as long as usual, without policies of its own.
     *
     * @throws StsException {@code ValidationError} if that is no role's ARN
     */
    public static AssumeRoleWithWebIdentityRequest of(String roleArn, String roleSessionName, String token)
            throws StsException {
        return new AssumeRoleWithWebIdentityRequest(
                RoleArn.parse(roleArn),
                roleSessionName,
                token,
                Optional.empty(),
                SessionPolicies.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** Leaves the token out, so that no log shows it. */
    @Override
    public String toString() {
        return "AssumeRoleWithWebIdentityRequest[roleArn=" + roleArn + ", roleSessionName=" + roleSessionName + "]";
    }
}
