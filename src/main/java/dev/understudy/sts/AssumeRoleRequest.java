package dev.understudy.sts;

import dev.understudy.credentials.SessionPolicies;
import dev.understudy.credentials.SessionTags;
import dev.understudy.iam.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of AssumeRole, within the constraints of AWS's model.
 *
 * @param roleArn of the form of a role's ARN
 * @param duration up to 12 hours
 * @param tags those of this call, without the calling session's
 * @param tokenSize the fewest characters that the session token may have
 */
record AssumeRoleRequest(
        RoleArn roleArn,
        String roleSessionName,
        SessionPolicies policies,
        Optional<Duration> duration,
        SessionTags tags,
        Optional<String> externalId,
        Optional<MfaCode> mfa,
        Optional<String> sourceIdentity,
        Optional<Integer> tokenSize) {
    private static final Duration MAXIMUM_DURATION = Duration.ofHours(12);

    /**
     * Reads and validates the parameters.
     *
     * @param minimumDuration the shortest that may be asked for
     * @throws StsException {@code MalformedInput}, {@code ValidationError}, {@code InvalidParameterValue},
     *     {@code MalformedPolicyDocument}, or {@code AccessDenied} for half of the MFA parameters
     */
    static AssumeRoleRequest parse(Members members, Duration minimumDuration) throws StsException {
        Optional<Integer> seconds = members.integer("DurationSeconds");
        // In the order of AWS's model, which is that of the message.
        Constraints constraints = new Constraints();
        String roleArn = constraints.required("roleArn", members.string("RoleArn"), TextConstraint.ARN);
        String sessionName = constraints.required(
                "roleSessionName", members.string("RoleSessionName"), TextConstraint.ROLE_SESSION_NAME);
        List<String> policyArns = SessionPolicyRules.arns(members, constraints);
        Optional<String> policy =
                constraints.optional("policy", members.string("Policy"), TextConstraint.UNBOUNDED_SESSION_POLICY);
        Optional<Duration> duration = constraints.duration(seconds, minimumDuration, MAXIMUM_DURATION);
        List<Tag> tags = SessionTagRules.tags(members, constraints);
        List<String> transitiveKeys = SessionTagRules.transitiveKeys(members, constraints);
        Optional<String> externalId =
                constraints.optional("externalId", members.string("ExternalId"), TextConstraint.EXTERNAL_ID);
        MfaParameters mfa = MfaParameters.read(members, constraints);
        Optional<String> sourceIdentity = constraints.optional(
                "sourceIdentity", members.string("SourceIdentity"), TextConstraint.SOURCE_IDENTITY);
        ProvidedContexts contexts = ProvidedContexts.read(members, constraints);
        Optional<Integer> tokenSize = constraints.tokenSize(members);
        constraints.throwIfViolated();
        RoleArn role = RoleArn.parseForAssumeRole(roleArn);
        SessionPolicies policies = SessionPolicyRules.check(policyArns, policy, role.arn());
        SessionTags sessionTags = SessionTagRules.check(tags, transitiveKeys);
        contexts.refuse();
        return new AssumeRoleRequest(
                role, sessionName, policies, duration, sessionTags, externalId, mfa.code(), sourceIdentity, tokenSize);
    }
}
