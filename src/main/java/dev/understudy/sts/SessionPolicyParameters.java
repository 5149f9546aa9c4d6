package dev.understudy.sts;

import dev.understudy.aws.Arn;
import dev.understudy.credentials.SessionPolicies;
import dev.understudy.policy.MalformedPolicyException;
import dev.understudy.policy.Policy;
import dev.understudy.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameters {@code PolicyArns} and {@code Policy} of a call, within the model's constraints.
 *
 * @param policy the document as it came; {@link #checked} parses it
 */
record SessionPolicyParameters(List<String> policyArns, Optional<String> policy) {
    /** Documented; the model itself sets no bound. */
    private static final int MAXIMUM_POLICY_ARNS = 10;

    SessionPolicyParameters {
        policyArns = List.copyOf(policyArns);
    }

    static SessionPolicyParameters read(Members members, Constraints constraints) throws StsException {
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
        return new SessionPolicyParameters(
                arns, constraints.optional("policy", members.string("Policy"), TextConstraint.SESSION_POLICY));
    }

    /**
     * The session policies. Managed ones are looked up when the session is used, so only the form of their ARNs counts here:
     * they must be of the role's account or AWS's own, as documented; the answer's text is not known.
     *
     * @throws StsException {@code ValidationError} or {@code MalformedPolicyDocument}
     */
    SessionPolicies checked(RoleArn role) throws StsException {
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
        if (policy.isPresent()) {
            try {
                Policy.parse(PolicyType.SESSION, policy.get());
            } catch (MalformedPolicyException malformed) {
                throw new StsException(StsErrorCode.MALFORMED_POLICY_DOCUMENT, String.valueOf(malformed.getMessage()));
            }
        }
        return new SessionPolicies(policy, policyArns);
    }
}
