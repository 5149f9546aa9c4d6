package dev.understudy.sts;

import dev.understudy.credentials.SessionPolicies;
import dev.understudy.credentials.SessionTags;
import dev.understudy.iam.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of AssumeRole, within the constraints of AWS's model.
 *
 * @param roleArn of the form of a role's ARN
 * @param duration up to 12 hours
 * @param tags those of this call, without the calling session's
 */
record AssumeRoleRequest(
        RoleArn roleArn,
        String roleSessionName,
        SessionPolicies policies,
        Optional<Duration> duration,
        SessionTags tags,
        Optional<String> externalId,
        Optional<MfaCode> mfa,
        Optional<String> sourceIdentity) {
    private static final int MAXIMUM_DURATION_SECONDS = 43_200;
    private static final int MAXIMUM_CONTEXTS = 5;

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
        constraints.range(
                "durationSeconds", seconds, Math.toIntExact(minimumDuration.toSeconds()), MAXIMUM_DURATION_SECONDS);
        List<Tag> tags = SessionTagRules.tags(members, constraints);
        List<String> transitiveKeys = SessionTagRules.transitiveKeys(members, constraints);
        Optional<String> externalId =
                constraints.optional("externalId", members.string("ExternalId"), TextConstraint.EXTERNAL_ID);
        Optional<String> serialNumber =
                constraints.optional("serialNumber", members.string("SerialNumber"), TextConstraint.SERIAL_NUMBER);
        Optional<String> tokenCode =
                constraints.optional("tokenCode", members.string("TokenCode"), TextConstraint.TOKEN_CODE);
        Optional<String> sourceIdentity = constraints.optional(
                "sourceIdentity", members.string("SourceIdentity"), TextConstraint.SOURCE_IDENTITY);
        List<String> contextProviders = contextProviders(members, constraints);
        constraints.throwIfViolated();
        RoleArn role = RoleArn.parseForAssumeRole(roleArn);
        SessionPolicies policies = SessionPolicyRules.check(policyArns, policy, role.account());
        SessionTags sessionTags = SessionTagRules.check(tags, transitiveKeys);
        SessionTagRules.checkSourceIdentity(sourceIdentity);
        refuse(contextProviders);
        return new AssumeRoleRequest(
                role,
                sessionName,
                policies,
                seconds.map(Duration::ofSeconds),
                sessionTags,
                externalId,
                MfaCode.of(serialNumber, tokenCode),
                sourceIdentity);
    }

    /** The providers of the contexts, empty where none is named. */
    private static List<String> contextProviders(Members members, Constraints constraints) throws StsException {
        List<Optional<Members>> contexts = members.structures("ProvidedContexts");
        List<String> providers = new ArrayList<>();
        for (int i = 0; i < contexts.size(); i++) {
            String member = "providedContexts." + (i + 1) + ".member";
            if (contexts.get(i).isEmpty()) {
                constraints.missing(member);
                continue;
            }
            Members context = contexts.get(i).get();
            providers.add(constraints
                    .optional(member + ".providerArn", context.string("ProviderArn"), TextConstraint.ARN)
                    .orElse(""));
            constraints.optional(
                    member + ".contextAssertion", context.string("ContextAssertion"), TextConstraint.CONTEXT_ASSERTION);
        }
        constraints.maximumSize("providedContexts", providers, MAXIMUM_CONTEXTS);
        return providers;
    }

    /** A context is vouched for by a provider such as IAM Identity Center, and none is known here. */
    private static void refuse(List<String> contextProviders) throws StsException {
        if (!contextProviders.isEmpty()) {
            throw new StsException(
                    StsErrorCode.INVALID_PARAMETER_VALUE,
                    "ProvidedContexts names a context provider that is not known.");
        }
    }
}
