package dev.understudy.sts;

import dev.understudy.aws.Arn;
import dev.understudy.policy.MalformedPolicyException;
import dev.understudy.policy.Policy;
import dev.understudy.policy.PolicyType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of AssumeRoleWithWebIdentity, within the constraints of AWS's model.
 *
 * @param roleArn of the form of a role's ARN
 * @param webIdentityToken the OIDC or OAuth token; never logged
 * @param providerId only for OAuth access tokens
 * @param duration up to 12 hours
 */
public record AssumeRoleWithWebIdentityRequest(
        RoleArn roleArn,
        String roleSessionName,
        String webIdentityToken,
        Optional<String> providerId,
        List<String> policyArns,
        Optional<Policy> policy,
        Optional<Duration> duration) {
    private static final int MAXIMUM_DURATION_SECONDS = 43_200;
    /** Documented; the model itself sets no bound. */
    private static final int MAXIMUM_POLICY_ARNS = 10;

    public AssumeRoleWithWebIdentityRequest {
        policyArns = List.copyOf(policyArns);
    }

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
        List<String> policyArns = policyArns(members, constraints);
        Optional<String> policy =
                constraints.optional("policy", members.string("Policy"), TextConstraint.SESSION_POLICY);
        constraints.range(
                "durationSeconds", seconds, Math.toIntExact(minimumDuration.toSeconds()), MAXIMUM_DURATION_SECONDS);
        constraints.throwIfViolated();
        RoleArn role = RoleArn.parse(roleArn);
        checkPolicyArns(policyArns, role);
        return new AssumeRoleWithWebIdentityRequest(
                role,
                sessionName,
                token,
                providerId,
                policyArns,
                policy.isPresent() ? Optional.of(sessionPolicy(policy.get())) : Optional.empty(),
                seconds.map(Duration::ofSeconds));
    }

    private static List<String> policyArns(Members members, Constraints constraints) throws StsException {
        List<Optional<Members>> descriptors = members.structures("PolicyArns");
        List<String> arns = new ArrayList<>();
        for (int i = 0; i < descriptors.size(); i++) {
            String member = "policyArns." + (i + 1) + ".member";
            Optional<Members> descriptor = descriptors.get(i);
            if (descriptor.isEmpty()) {
                constraints.missing(member);
                continue;
            }
            arns.add(constraints.required(member + ".arn", descriptor.get().string("arn"), TextConstraint.ARN));
        }
        constraints.maximumSize("policyArns", arns, MAXIMUM_POLICY_ARNS);
        return arns;
    }

    /**
     * Managed policies are looked up when the session is used, so only the form counts here. They must be of the role's
     * account or AWS's own, as documented; the answer's text is not known.
     */
    private static void checkPolicyArns(List<String> policyArns, RoleArn role) throws StsException {
        for (String policyArn : policyArns) {
            boolean known = Arn.parse(policyArn)
                    .filter(arn -> arn.service().equals("iam") && arn.resource().startsWith("policy/"))
                    .filter(arn -> arn.account().equals(role.account().value())
                            || arn.account().equals("aws"))
                    .isPresent();
            if (!known) {
                throw new StsException(StsErrorCode.VALIDATION_ERROR, policyArn + " is invalid");
            }
        }
    }

    private static Policy sessionPolicy(String document) throws StsException {
        try {
            return Policy.parse(PolicyType.SESSION, document);
        } catch (MalformedPolicyException malformed) {
            throw new StsException(StsErrorCode.MALFORMED_POLICY_DOCUMENT, String.valueOf(malformed.getMessage()));
        }
    }

    /** Leaves the token out, so that no log shows it. */
    @Override
    public String toString() {
        return "AssumeRoleWithWebIdentityRequest[roleArn=" + roleArn + ", roleSessionName=" + roleSessionName + "]";
    }
}
