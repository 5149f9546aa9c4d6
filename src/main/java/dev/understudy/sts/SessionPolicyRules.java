package dev.understudy.sts;

import dev.understudy.aws.Arn;
import dev.understudy.credentials.SessionPolicies;
import dev.understudy.policy.MalformedPolicyException;
import dev.understudy.policy.Policy;
import dev.understudy.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What STS asks of the session policies that come with a call. */
final class SessionPolicyRules {
    /** Documented; the model itself sets no bound. */
    private static final int MAXIMUM_POLICY_ARNS = 10;

    private SessionPolicyRules() {}

    /** The member {@code PolicyArns}, within the constraints of the model. */
    static List<String> arns(Members members, Constraints constraints) throws StsException {
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
     * The session policies of a call.
     *
     * @param owner the role or user whose the session is, or the caller
     * @throws StsException {@code ValidationError} or {@code MalformedPolicyDocument}
     */
    static SessionPolicies check(List<String> arns, Optional<String> document, Arn owner) throws StsException {
        checkArns(arns, owner);
        if (document.isPresent()) {
            parse(document.get());
        }
        return new SessionPolicies(document, arns);
    }

    /**
     * Managed policies are looked up when the session is used, so only the form counts here. They must be of the
     * session's partition, and of its account or AWS's own, as documented; the answer's text is not known.
     */
    private static void checkArns(List<String> arns, Arn owner) throws StsException {
        for (String policyArn : arns) {
            boolean known = Arn.parse(policyArn)
                    .filter(arn -> arn.partition().equals(owner.partition())
                            && arn.service().equals("iam")
                            && arn.region().isEmpty()
                            && arn.resource().startsWith("policy/"))
                    .filter(arn -> arn.account().equals(owner.account())
                            || arn.account().equals("aws"))
                    .isPresent();
            if (!known) {
                throw new StsException(StsErrorCode.VALIDATION_ERROR, policyArn + " is invalid");
            }
        }
    }

    private static void parse(String document) throws StsException {
        try {
            Policy.parse(PolicyType.SESSION, document);
        } catch (MalformedPolicyException malformed) {
            throw new StsException(StsErrorCode.MALFORMED_POLICY_DOCUMENT, String.valueOf(malformed.getMessage()));
        }
    }
}
