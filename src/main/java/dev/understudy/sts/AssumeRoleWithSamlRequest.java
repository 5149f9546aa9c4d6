package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.credentials.SessionPolicies;
import dev.understudy.iam.SamlProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of AssumeRoleWithSAML, within the constraints of AWS's model.
 *
 * @param roleArn of the form of a role's ARN
 * @param principalArn of the form of a SAML provider's ARN
 * @param samlAssertion base64 of the provider's response; never logged
 * @param duration up to 12 hours
 * @param tokenSize the fewest characters that the session token may have
 */
public record AssumeRoleWithSamlRequest(
        RoleArn roleArn,
        Arn principalArn,
        String samlAssertion,
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
    static AssumeRoleWithSamlRequest parse(Members members, Duration minimumDuration) throws StsException {
        Optional<Integer> seconds = members.integer("DurationSeconds");
        Constraints constraints = new Constraints();
        String roleArn = constraints.required("roleArn", members.string("RoleArn"), TextConstraint.ARN);
        String principalArn = constraints.required("principalArn", members.string("PrincipalArn"), TextConstraint.ARN);
        String assertion =
                constraints.required("sAMLAssertion", members.string("SAMLAssertion"), TextConstraint.SAML_ASSERTION);
        List<String> policyArns = SessionPolicyRules.arns(members, constraints);
        Optional<String> policy =
                constraints.optional("policy", members.string("Policy"), TextConstraint.SESSION_POLICY);
        constraints.range(
                "durationSeconds", seconds, Math.toIntExact(minimumDuration.toSeconds()), MAXIMUM_DURATION_SECONDS);
        Optional<Integer> tokenSize = constraints.tokenSize(members);
        constraints.throwIfViolated();
        RoleArn role = RoleArn.parse(roleArn);
        return new AssumeRoleWithSamlRequest(
                role,
                providerArn(principalArn),
                assertion,
                SessionPolicyRules.check(policyArns, policy, role.arn()),
                seconds.map(Duration::ofSeconds),
                tokenSize);
    }

    private static Arn providerArn(String text) throws StsException {
        Optional<Arn> arn = Arn.parse(text)
                .filter(it -> it.service().equals("iam") && it.region().isEmpty())
                .filter(it -> AccountId.parse(it.account()).isPresent())
                .filter(it -> it.resource().startsWith(SamlProvider.RESOURCE));
        if (arn.isEmpty()) {
            throw new StsException(
                    new StsFault(StsErrorCode.VALIDATION_ERROR, "Request ARN is invalid"),
                    "PrincipalArn '" + text + "' is not of the form arn:aws:iam::123456789012:saml-provider/Name.");
        }
        return arn.get();
    }

    /** Leaves the assertion out, so that no log shows it. */
    @Override
    public String toString() {
        return "AssumeRoleWithSamlRequest[roleArn=" + roleArn + ", principalArn=" + principalArn + "]";
    }
}
